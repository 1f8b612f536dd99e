"""Lemmas in, whether a word form can have or hold one of them out, by how it opens.

Inflection changes the end of a word and hardly its beginning, so how the forms of a
lemma can begin follows from the rules of ``word_forms`` read backwards, and at most six
letters follow ("bal" in "balletjes"). A form that begins otherwise needs none of those
rules. Too much may pass, never too little.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from nlp.word_forms import (
    DEVOICED,
    IRREGULAR,
    NOUN_ENDINGS,
    SEPARABLE,
    SHORTEST_ROOT,
    VERB_ENDINGS,
    VOICED,
    VOWELS,
)

_LAST_LETTERS = tuple(sorted({each[-1] for each in (*NOUN_ENDINGS, *VERB_ENDINGS)}))
"""What a form ends in that is inflected: any other has itself for its only lemma."""

_Letters: TypeAlias = dict[str, "_Letters"]
"""Words as a tree of letters; an empty one tells that a word ends here."""


def noun_openings(lemma: str) -> set[str]:
    """Return beginnings: any form with this among its ``noun_stems`` has one.

    >>> sorted(noun_openings("huis"))
    ['huis', 'huize']
    """
    # A closed syllable opens only before an "e": "zaak" in "zaken", "brief" in
    # "brieven"; "koning" ends in a k only before "je".
    shortened = _shortened(lemma)
    found = {lemma, f"{shortened}e"}
    if lemma[-1:] in VOICED:
        voiced = VOICED[lemma[-1]]
        found.add(f"{lemma[:-1]}{voiced}e")
        found.add(f"{lemma[:-1]}{voiced}{voiced}e")
        found.add(f"{shortened[:-1]}{voiced}e")
    if lemma.endswith("g"):
        found.add(lemma[:-1] + "kje")
    if lemma.endswith("heid"):
        found.add(lemma.removesuffix("heid") + "heden")
    for plural, single in IRREGULAR.items():
        if lemma.endswith(single):
            found.add(lemma.removesuffix(single) + plural)
    return found


def openings(lemma: str) -> set[str]:
    """Return beginnings: any form with this among its ``word_stems`` has one.

    >>> "gemaak" in openings("maken"), "aangeleg" in openings("aanleggen")
    (True, True)
    """
    found = noun_openings(lemma)
    if lemma.endswith("en"):
        for root in _roots(lemma.removesuffix("en")):
            found.update((root, f"ge{root}"))
            found.update(
                f"{prefix}ge{root.removeprefix(prefix)}"
                for prefix in SEPARABLE
                if root.startswith(prefix)
            )
    return found


def opening_test(openings: Iterable[str]) -> Callable[[str], bool]:
    """Return what tells whether a plain form opens like one of many words.

    >>> opens = opening_test(openings("huis"))
    >>> opens("huizen"), opens("huiselijkheid")
    (True, False)
    """
    known = frozenset(openings)
    is_none_of = known.isdisjoint

    def may_open(form: str) -> bool:
        if not form.endswith(_LAST_LETTERS):
            return form in known
        # Written out: a loop takes three times as long, and every form comes by.
        return not is_none_of(
            (form, form[:-1], form[:-2], form[:-3], form[:-4], form[:-5], form[:-6])
        )

    return may_open


def holding_test(openings: Iterable[str]) -> Callable[[str], object]:
    """Return what tells whether an opening stands anywhere in a plain compound.

    >>> holds = holding_test({"zaak", "zake"})
    >>> bool(holds("rijkszaken")), bool(holds("zak"))
    (True, False)
    """
    tree = _tree(openings)
    return re.compile(_pattern(tree)).search if tree else lambda _: None


def ending_test(endings: Iterable[str]) -> Callable[[str], bool]:
    """Return what tells whether a form ends in one of many endings.

    >>> ends = ending_test(("plan", "visie"))
    >>> ends("woonvisie"), ends("visies")
    (True, False)
    """
    match = re.compile(_pattern(_tree(ending[::-1] for ending in endings))).match
    return lambda form: match(form[::-1]) is not None


def _tree(words: Iterable[str]) -> _Letters:
    tree: _Letters = {}
    for word in words:
        branch = tree
        for letter in word:
            branch = branch.setdefault(letter, {})
        branch[""] = {}
    return tree


def _pattern(tree: "_Letters") -> str:
    """Return a pattern that looks at each letter once, however many the openings."""
    if "" in tree:
        return ""
    ways = [re.escape(letter) + _pattern(tree[letter]) for letter in sorted(tree)]
    return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"


def _roots(base: str) -> Iterator[str]:
    """Yield what an infinitive without "en" can be before "t", "d", "te" or "de"."""
    spellings = {base}
    if base[-1:] == base[-2:-1]:
        spellings.add(base[:-1])
    if base[-2:-1] in VOWELS:
        spellings.add(base[:-1] + base[-2:])
    for spelling in spellings:
        if len(spelling) >= SHORTEST_ROOT:
            yield spelling
            yield spelling[:-1] + DEVOICED.get(spelling[-1], spelling[-1])


def _shortened(lemma: str) -> str:
    """Write the long vowel of the last syllable once: "straat" to "strat"."""
    is_long = len(lemma) > 2 and lemma[-3] == lemma[-2] and lemma[-2] in VOWELS
    return lemma[:-2] + lemma[-1] if is_long else lemma
