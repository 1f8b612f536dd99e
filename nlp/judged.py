"""Rules over word forms in, the words of a text that each of them speaks of out.

The rules of all finders are asked together, once per distinct form; what they say is
kept as bits of one integer, so that a text shows at a glance which finders it needs.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import compress

FIRST_BIT = 1 << 16
"""Lower bits are for the shape of a word."""


class Judged(dict[str, int]):
    """What a rule says of each distinct word form, asked once per form."""

    def __init__(self, rule: Callable[[str], int]) -> None:
        """Keep the rule; a ``Verdicts`` that it joins gives it a bit."""
        super().__init__()
        self.rule = rule
        self.verdicts: Verdicts | None = None
        self.bit = 0

    def __missing__(self, form: str) -> int:
        """Ask the rule and remember its answer."""
        judgement = self[form] = int(self.rule(form))
        return judgement

    def indexes(self, words: Sequence[str]) -> list[int]:
        """Return the positions of the words of which the rule says anything."""
        return list(compress(range(len(words)), map(self.__getitem__, words)))


class Verdicts(dict[str, int]):
    """The shape of each distinct form, with a bit for each rule that speaks of it."""

    def __init__(
        self, shape_of: Callable[[str], int], *, rules: Iterable[Judged] = ()
    ) -> None:
        """Give each rule a bit; a rule belongs to the last it was given to."""
        super().__init__()
        self._shape_of = shape_of
        self._rules: list[tuple[int, Callable[[str], int]]] = []
        for place, judged in enumerate(rules):
            judged.verdicts, judged.bit = self, FIRST_BIT << place
            self._rules.append((judged.bit, judged.rule))

    def __missing__(self, form: str) -> int:
        """Ask every rule and remember what they say."""
        verdict = self._shape_of(form)
        for bit, rule in self._rules:
            if rule(form):
                verdict |= bit
        self[form] = verdict
        return verdict
