"""The rows of a table of a web page in, its cells with how far each reaches out."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from lxml import html

FARTHEST = 500
_CELLS = ("td", "th")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """One cell, its column, and over how many columns and rows it reaches."""

    cell: html.HtmlElement
    at: int
    across: int
    down: int


def spans_of_rows(rows: Sequence[html.HtmlElement]) -> list[list[Span]]:
    """Return the cells of each row, counting only columns in which a cell begins.

    A cell ends with the part of the table it stands in: head, body or foot.
    Nothing comes of a table in which no cell says how far it reaches, or one too far.
    """
    told = [row for _, part in groupby(rows, _part) for row in _spans(list(part))]
    spans = [span for row in told for span in row]
    if not any(_says_how_far(span.cell) for span in spans):
        return []
    if any(span.at + span.across > FARTHEST for span in spans):
        return []
    begins = sorted({span.at for span in spans})
    return [[_counted(span, begins) for span in row] for row in told]


def _says_how_far(cell: html.HtmlElement) -> bool:
    return any(cell.get(name, "1") != "1" for name in ("colspan", "rowspan"))


def _part(row: html.HtmlElement) -> html.HtmlElement | None:
    return row.getparent()


def _spans(rows: list[html.HtmlElement]) -> Iterator[list[Span]]:
    """Give the spans of the rows of one part, each in the next column that is free."""
    left: dict[int, int] = {}
    for place, row in enumerate(rows):
        covered = set(left)
        left = {at: more - 1 for at, more in left.items() if more > 1}
        at, found = 0, []
        for cell in (each for each in row if each.tag in _CELLS):
            while at in covered:
                at += 1
            across, down = _reach(cell, "colspan"), _down(cell, len(rows) - place)
            found.append(Span(cell=cell, at=at, across=across, down=down))
            if down > 1:
                left.update(dict.fromkeys(range(at, at + across), down - 1))
            at += across
            if at > FARTHEST:
                break
        yield found


def _counted(span: Span, begins: list[int]) -> Span:
    at = bisect_left(begins, span.at)
    across = bisect_left(begins, span.at + span.across) - at
    return Span(cell=span.cell, at=at, across=across, down=span.down)


def _reach(cell: html.HtmlElement, name: str) -> int:
    told = str(cell.get(name, "1")).strip()
    return min(max(int(told), 1), FARTHEST) if told.isdecimal() else 1


def _down(cell: html.HtmlElement, rows: int) -> int:
    """Over how many of the rows of its part a cell reaches; 0 says over all."""
    is_all = str(cell.get("rowspan", "")).strip() == "0"
    return rows if is_all else min(_reach(cell, "rowspan"), rows)
