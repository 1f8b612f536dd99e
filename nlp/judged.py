"""Rules over word forms in, the words of a text that each of them speaks of out.

The rules of all finders are asked together, once per distinct form; what they say is
kept as bits of one integer, so that a text shows at a glance which finders it needs.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence, Set
from functools import reduce
from itertools import compress, filterfalse, repeat
from operator import or_

FIRST_BIT = 1 << 16
"""Lower bits are for the shape of a word."""


class Judged(dict[str, int]):
    """What a rule says of each distinct word form, asked once per form."""

    def __init__(
        self,
        rule: Callable[[str], int] | None = None,
        *,
        words: Set[str] = frozenset(),
        names: Set[str] = frozenset(),
        shape: int = 0,
        sieve: Callable[[list[str]], list[str]] | None = None,
        is_exact: bool = False,
    ) -> None:
        """Keep the rule; a ``Verdicts`` that it joins gives it a bit.

        Of ``words`` in lower case it always speaks, so that there the rule need not be
        asked, and of ``names`` in lower case where a form has a capital. With a
        ``shape`` the rule says something of forms of that shape alone. A ``sieve``
        takes many forms and leaves out most of those the rule says nothing of, in less
        time than asking about each; one that ``is_exact`` leaves out all of them.
        """
        super().__init__()
        self.asked = rule
        self.words = words
        self.names = names
        self.shape = shape
        self.sieve = sieve
        self.is_exact = is_exact
        self.verdicts: Verdicts | None = None
        self.bit = 0

    def rule(self, form: str) -> int:
        """Say what there is to say of a form, without remembering it."""
        said = self.asked(form) if self.asked else 0
        small = form.lower()
        is_named = form != small and small in self.names
        return int(said or is_named or small in self.words)

    def __missing__(self, form: str) -> int:
        """Ask the rule and remember its answer."""
        judgement = self[form] = self.rule(form)
        return judgement

    def speak_of(self, verdicts: dict[str, int]) -> None:
        """Add the bit of this rule to the forms of which it says something."""
        if self.asked is None:
            return
        shape = self.shape
        forms = [f for f, verdict in verdicts.items() if not shape or verdict & shape]
        if self.sieve:
            forms = self.sieve(forms)
        asked = repeat(1) if self.is_exact else map(self.asked, forms)
        for form, said in zip(forms, asked, strict=False):
            if said:
                self[form] = said
                verdicts[form] |= self.bit

    def indexes(self, words: Sequence[str]) -> list[int]:
        """Return the positions of the words of which the rule says anything."""
        return list(compress(range(len(words)), map(self.__getitem__, words)))


def bits_of(rules: Iterable[Judged]) -> int:
    """Return the bits of rules together; a text that has none of them is told apart."""
    return reduce(or_, (judged.bit for judged in rules), 0)


class _Bits(dict[int, tuple[int, ...]]):
    """The bits of rules that each verdict is made of: there are few of those."""

    def __missing__(self, verdict: int) -> tuple[int, ...]:
        places = range(FIRST_BIT.bit_length() - 1, verdict.bit_length())
        bits = self[verdict] = tuple(1 << at for at in places if verdict >> at & 1)
        return bits


class Verdicts(dict[str, int]):
    """The shape of each distinct form, with a bit for each rule that speaks of it."""

    def __init__(
        self,
        shape_of: Callable[[str], int],
        *,
        shaped: Set[str] | None = None,
        rules: Iterable[Judged] = (),
    ) -> None:
        """Give each rule a bit; a rule belongs to the last it was given to.

        Of words in small letters only the ``shaped`` have a shape, if it is given.
        """
        super().__init__()
        self._shape_of = shape_of
        self._rules = tuple(rules)
        self._listed: dict[str, int] = defaultdict(int)
        self._named: dict[str, int] = defaultdict(int)
        self._bits = _Bits()
        for place, judged in enumerate(self._rules):
            judged.verdicts, judged.bit = self, FIRST_BIT << place
            for word in judged.words:
                self._listed[word] |= judged.bit
            for word in judged.names:
                self._named[word] |= judged.bit
        self._shaped = None if shaped is None else shaped | self._listed.keys()

    def __missing__(self, form: str) -> int:
        """Ask every rule about one form."""
        self.learn((form,))
        return self[form]

    def places(self, verdicts: Sequence[int]) -> dict[int, list[int]]:
        """Return where in a text words stand of which each rule speaks, by its bit."""
        places: dict[int, list[int]] = {}
        bits_of_verdict = self._bits
        for at, verdict in enumerate(verdicts):
            if verdict >= FIRST_BIT:
                for bit in bits_of_verdict[verdict]:
                    if bit in places:
                        places[bit].append(at)
                    else:
                        places[bit] = [at]
        return places

    def learn(self, forms: Iterable[str]) -> None:
        """Ask every rule about the forms that are new, and remember what they say.

        All forms rule by rule: that is faster than all rules form by form.
        """
        # A set less a dict of a kind of its own would go through all of the dict.
        new = set(filterfalse(self.__contains__, forms))
        plain = self._plain_in(new)
        shape_of, listed, named = self._shape_of, self._listed.get, self._named.get
        verdicts = {
            form: (
                shape_of(form) | listed(small, 0)
                if form == (small := form.lower())
                else shape_of(form) | listed(small, 0) | named(small, 0)
            )
            for form in new - plain
        }
        verdicts.update(dict.fromkeys(plain, 0))
        for judged in self._rules:
            judged.speak_of(verdicts)
        self.update(verdicts)

    def _plain_in(self, forms: Set[str]) -> Set[str]:
        """Return the forms in small letters that have no shape and are on no list."""
        if self._shaped is None:
            return frozenset()
        letters = filter(str.isalpha, forms)
        return set(filter(str.islower, letters)).difference(self._shaped)
