"""Two rows of words in, the places where they differ out."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

Span = tuple[int, int]

_RUN = 4
_WIDEST = 250_000


@dataclass(frozen=True, slots=True)
class Gap:
    """Two spans of words, one of which may be empty, between words that agree."""

    first: Span
    second: Span


def gaps_between(first: Sequence[str], second: Sequence[str]) -> Iterator[Gap]:
    """Give every place where the texts differ, in order.

    Runs of words that each text has once are laid side by side; what lies between
    them is small and compared word by word.
    """
    at, there = 0, 0
    for left, right in [*_anchors(first, second), (len(first), len(second))]:
        if left < at or right < there:
            if left - at == right - there:
                at, there = left + _RUN, right + _RUN
            continue
        yield from _narrowed(first, second, Gap((at, left), (there, right)))
        at, there = left + _RUN, right + _RUN


def _anchors(first: Sequence[str], second: Sequence[str]) -> list[tuple[int, int]]:
    """The places of runs that both have once, as many as stand in one order."""
    here, there = _single_runs(first), _single_runs(second)
    pairs = sorted((at, there[run]) for run, at in here.items() if run in there)
    lowest: list[int] = []
    last: list[int] = []
    before: list[int | None] = []
    for number, (_, right) in enumerate(pairs):
        place = bisect_left(lowest, right)
        lowest[place : place + 1] = [right]
        last[place : place + 1] = [number]
        before.append(last[place - 1] if place else None)
    anchors = []
    number_at = last[-1] if last else None
    while number_at is not None:
        anchors.append(pairs[number_at])
        number_at = before[number_at]
    return anchors[::-1]


def _single_runs(words: Sequence[str]) -> dict[tuple[str, ...], int]:
    found: dict[tuple[str, ...], int] = {}
    again = set()
    for at in range(len(words) - _RUN + 1):
        run = tuple(words[at : at + _RUN])
        if found.setdefault(run, at) != at:
            again.add(run)
    return {run: at for run, at in found.items() if run not in again}


def _narrowed(first: Sequence[str], second: Sequence[str], gap: Gap) -> Iterator[Gap]:
    """Leave out of a gap what agrees, and parts that differ in spaces only."""
    one, other = first[slice(*gap.first)], second[slice(*gap.second)]
    if len(one) * len(other) > _WIDEST:
        yield gap
        return
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    start, begin = gap.first[0], gap.second[0]
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal" and "".join(one[i1:i2]) != "".join(other[j1:j2]):
            yield Gap((start + i1, start + i2), (begin + j1, begin + j2))
