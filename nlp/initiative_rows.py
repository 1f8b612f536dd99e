"""A name in a row of a table in, the organisations and places that its row tells of it.

A row is about the one thing that its column of names holds, or that comes first. What
another cell speaks of has only what stands in that cell.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from nlp.capitals import EntitySpan
from nlp.initiative_known import Known
from nlp.table_cells import OF_A_PLACE, OF_A_SUBJECT, Cell, cells_of
from nlp.tokens import TokenisedText


def known_in_row(
    text: TokenisedText, first: int, *, firsts: Iterable[int], known: Known
) -> Known:
    """Return what a name at a word may be told by; ``firsts`` are all names of a text.

    Where a cell says where it is, a place in its name says less: "Hofje van Hengelo".
    """
    cells = cells_of(text)
    own = next((cell for cell in cells if cell.label <= first < cell.last), None)
    if own is None:
        return known
    if first != _subject(text, cells, firsts=sorted(firsts)):
        return replace(
            known,
            organisations=_inside(known.organisations, (own,)),
            places=_inside(known.places, (own,)),
            bodies={},
        )
    where = [cell for cell in cells if cell.is_named(text, OF_A_PLACE)]
    told = _inside(known.places, where)
    return replace(known, places=told) if told else known


def _subject(
    text: TokenisedText, cells: Sequence[Cell], *, firsts: Sequence[int]
) -> int:
    """Return where the name starts that a row is about."""
    named = [cell for cell in cells if cell.is_named(text, OF_A_SUBJECT)]
    return next(
        (at for cell in named for at in firsts if cell.label <= at < cell.last),
        firsts[0],
    )


def _inside(
    spans: Sequence[EntitySpan], cells: Sequence[Cell]
) -> tuple[EntitySpan, ...]:
    return tuple(
        span
        for span in spans
        if any(cell.first <= span.first < cell.last for cell in cells)
    )
