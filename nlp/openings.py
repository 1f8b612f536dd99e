"""Lemmas in, whether a word form can have or hold one of them out, by how it opens.

Inflection changes the end of a word and hardly its beginning, so how the forms of a
lemma can begin follows from the rules of ``word_forms`` read backwards. A form that
begins otherwise needs none of those rules. Too much may pass, never too little.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from nlp.word_forms import (
    DEVOICED,
    IRREGULAR,
    SEPARABLE,
    SHORTEST_REMAINDER,
    SHORTEST_ROOT,
    VOICED,
    VOWELS,
)

_KEY = 4
"""Openings are kept by so many first letters."""


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


class Openings:
    """Tells whether a form opens like one of many words, or holds such an opening."""

    def __init__(self, openings: Iterable[str]) -> None:
        """Keep the openings by their first letters; those too short for that apart."""
        found = set(openings)
        self._short = frozenset(each for each in found if len(each) < _KEY)
        long: dict[str, list[str]] = defaultdict(list)
        for opening in found - self._short:
            long[opening[:_KEY]].append(opening)
        shorts = "|".join(map(re.escape, self._short))
        self._has_short = re.compile(shorts).search if shorts else None
        self._long = {key: tuple(each) for key, each in long.items()}

    def may_open(self, form: str) -> bool:
        """Tell whether one of the openings stands at the start of a plain form."""
        return form.startswith(self._long.get(form[:_KEY], ())) or (
            not self._short.isdisjoint((form[:3], form[:2], form[:1], ""))
        )

    def may_hold(self, form: str) -> bool:
        """Tell whether one of the openings stands anywhere in a plain compound.

        A part of a compound leaves at least three letters to the other parts.
        """
        if len(form) >= _KEY + SHORTEST_REMAINDER:
            keys = [form[at : at + _KEY] for at in range(len(form) - _KEY + 1)]
            known = self._long.keys()
            if not known.isdisjoint(keys):
                for key in known & keys:
                    if any(map(form.__contains__, self._long[key])):
                        return True
        return bool(self._has_short and self._has_short(form))


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
