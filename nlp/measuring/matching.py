"""The codes of two coders for one passage in, what was hit, missed and false out.

Matching is greedy and one to one, as in MUC and SemEval-2013 task 9: each code of the
reference takes at most one code that was found, the best fitting pairs first. What is
optional in the reference takes what is left over, and counts neither way.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from domain.coding import Code

Interval: TypeAlias = tuple[int, int]
Fit: TypeAlias = Callable[[Code, Code], float]


class Mode(StrEnum):
    """When two codes are the same thing.

    ``EXACT``: the same label, or for spans the same words (spacing apart; what kind of
    initiative it is does not matter). ``OVERLAP``: at least one character in common
    at one of the places where they stand. ``COVERED`` (personal data): everything that
    had to be hidden lies inside what was found, by one piece or by several.
    """

    EXACT = "exact"
    OVERLAP = "overlap"
    COVERED = "covered"


class Verdict(StrEnum):
    """What became of one code."""

    HIT = "hit"
    MISSED = "missed"
    FALSE = "false"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One code and what became of it; a hit has the label of the reference."""

    verdict: Verdict
    label: str
    words: str = ""


def compare_labels(
    reference: Sequence[Code], found: Sequence[Code]
) -> tuple[Outcome, ...]:
    """Compare two sets of labels."""
    return _matched(reference, found, fit=_same_label, touches=_same_label)


def compare_spans(
    reference: Sequence[Code], found: Sequence[Code], *, mode: Mode
) -> tuple[Outcome, ...]:
    """Compare two sets of spans; words that occur more than once are one code."""
    if mode is Mode.COVERED:
        return _covered(reference, found)
    # Half of a doubtful name is no mistake either, so there overlap is enough.
    return _matched(reference, found, fit=_FITS[mode], touches=overlap)


def _matched(
    reference: Sequence[Code], found: Sequence[Code], *, fit: Fit, touches: Fit
) -> tuple[Outcome, ...]:
    sure = [code for code in reference if not code.is_optional]
    doubted = [code for code in reference if code.is_optional]
    # What the other coder doubts is no claim, but may still confirm one.
    claims = sorted(found, key=lambda code: code.is_optional)
    pairs = _best_pairs(sure, claims, fit=fit)
    free = [claim for claim in range(len(claims)) if claim not in pairs.values()]
    left = [
        claims[claim]
        for claim in free
        if not any(touches(code, claims[claim]) for code in doubted)
    ]
    return (
        *(
            _outcome(Verdict.HIT if index in pairs else Verdict.MISSED, code)
            for index, code in enumerate(sure)
        ),
        *(_outcome(Verdict.FALSE, code) for code in left if not code.is_optional),
    )


def _best_pairs(
    sure: Sequence[Code], claims: Sequence[Code], *, fit: Fit
) -> dict[int, int]:
    """Return pairs of indexes, the best fit first and then in order."""
    fits = sorted(
        (-value, left, right)
        for left, code in enumerate(sure)
        for right, claim in enumerate(claims)
        if (value := fit(code, claim))
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, left, right in fits:
        if left not in pairs and right not in taken:
            pairs[left] = right
            taken.add(right)
    return pairs


def _covered(reference: Sequence[Code], found: Sequence[Code]) -> tuple[Outcome, ...]:
    hidden = {sign for code in found for sign in _signs(code)}
    wanted = {sign for code in reference for sign in _signs(code)}
    sure = [code for code in reference if not code.is_optional]
    return (
        *(
            _outcome(Verdict.HIT if _is_hidden(code, hidden) else Verdict.MISSED, code)
            for code in sure
        ),
        *(
            _outcome(Verdict.FALSE, code)
            for code in found
            if not code.is_optional and wanted.isdisjoint(_signs(code))
        ),
    )


def _is_hidden(code: Code, hidden: set[int]) -> bool:
    signs = set(_signs(code))
    return bool(signs) and signs <= hidden


def _signs(code: Code) -> list[int]:
    return [sign for start, end in code.places for sign in range(start, end)]


def _outcome(verdict: Verdict, code: Code) -> Outcome:
    return Outcome(verdict, code.label, code.words)


def _same_label(code: Code, claim: Code) -> float:
    return float(code.label == claim.label)


def _same_words(code: Code, claim: Code) -> float:
    return float(code.words.split() == claim.words.split())


def overlap(code: Code, claim: Code) -> float:
    """Return the best share of characters in common: intersection over union."""
    return max(
        (_common_share(a, b) for a in code.places for b in claim.places), default=0.0
    )


def _common_share(a: Interval, b: Interval) -> float:
    common = min(a[1], b[1]) - max(a[0], b[0])
    if common <= 0:
        return 0.0
    return common / (max(a[1], b[1]) - min(a[0], b[0]))


_FITS: dict[Mode, Fit] = {Mode.EXACT: _same_words, Mode.OVERLAP: overlap}
