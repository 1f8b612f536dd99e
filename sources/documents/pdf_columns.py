"""Rows of a page in; text that stands in columns side by side, column by column out.

Where a file gives two columns line by line, the white between them is that between
the cells of a table; but text goes on from line to line.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from sources.documents.markers import breaks_off, is_enumerated
from sources.documents.pdf_cells import Gap
from sources.documents.pdf_lines import Line
from sources.documents.pdf_rows import Row, row_of

_SENTENCE_ENDS = (".", "!", "?", ":", ";")
_LINE_STEP = 1.8
# Of its lines so many go on the line above: of both columns, or of one that is long.
_FLOWS, _FLOWS_ALONE = 0.4, 0.6
_LEAST, _LONG = 2, 4
_LEAST_LETTERS = 12
_GOES_ON = re.compile(r"(?:\d+ )?[^\W\d_A-ZÀ-Þ]")


def columns_apart(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with text in columns taken apart, left column first."""
    found: list[Row] = []
    at = 0
    while at < len(rows):
        if not rows[at].line.gaps:
            found.append(rows[at])
            at += 1
            continue
        widest = max(rows[at].line.gaps, key=lambda gap: gap.right - gap.left)
        end, gutter = _run(rows, at, widest)
        # What is a table to its first row is one to the others.
        found += _columns(rows[at:end], gutter) or rows[at:end]
        at = end
    return found


def _columns(rows: Sequence[Row], gutter: Gap) -> list[Row]:
    """Return what stands left of the white and then what stands right, if text."""
    if len(rows) < _LEAST or not any(_may_go_on(row.line) for row in rows):
        return []
    parts = [_parted(row.line, gutter) for row in rows]
    left = [line for line, _ in parts if line]
    right = [line for _, line in parts if line]
    if not _are_text(left, right):
        return []
    return [
        row
        for column in (left, right)
        for row in columns_apart([row_of(line) for line in column])
    ]


def _may_go_on(line: Line) -> bool:
    """Whether a line or a part of it begins in small letters, as text that goes on."""
    text = line.text
    return any([_GOES_ON.match(text, at) for at in (0, *[gap.at for gap in line.gaps])])


def _run(rows: Sequence[Row], start: int, gutter: Gap) -> tuple[int, Gap]:
    """Return up to where rows leave the same white open, and which."""
    end = start + 1
    for row, above in zip(rows[end:], rows[start:], strict=False):
        line, size = row.line, row.line.size
        if not 0.5 * size < above.line.base - line.base < _LINE_STEP * size:
            break
        narrower = _narrowed(line, gutter)
        if narrower is None:
            break
        gutter, end = narrower, end + 1
    return end, gutter


def _narrowed(line: Line, gutter: Gap) -> Gap | None:
    """Return what a line leaves open of the white, none where too little."""
    spans = [(gap.left, gap.right) for gap in line.gaps]
    spans += [(line.right, gutter.right), (gutter.left, line.left)]
    for left, right in spans:
        narrower = Gap(0, max(left, gutter.left), min(right, gutter.right))
        if narrower.right - narrower.left > 0.5 * line.size:
            return narrower
    return None


def _parted(line: Line, gutter: Gap) -> tuple[Line | None, Line | None]:
    """Return what of a line stands to the left of the white, and to the right."""
    middle = (gutter.left + gutter.right) / 2
    if line.right <= middle:
        return line, None
    if line.left >= middle:
        return None, line
    cut = next(gap for gap in line.gaps if gap.left <= middle <= gap.right)
    left = line._replace(
        text=line.text[: cut.at].rstrip(),
        right=cut.left,
        gaps=tuple(gap for gap in line.gaps if gap.at < cut.at),
    )
    right = line._replace(
        text=line.text[cut.at :],
        left=cut.right,
        gaps=tuple(
            gap._replace(at=gap.at - cut.at) for gap in line.gaps if gap.at > cut.at
        ),
    )
    return left, right


def _are_text(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Whether both columns are running text, or one for certain.

    Names in small letters below each other seem to go on too; but of more lines of
    text some end as no name does.
    """
    count = min(len(left), len(right))
    if count < _LEAST:
        return False
    flows = [_flow(column) for column in (left, right)]
    if count < _LONG:
        return min(flows) >= _FLOWS
    is_text = any(
        flow >= _FLOWS and _breaks_off(column)
        for flow, column in zip(flows, (left, right), strict=True)
    )
    return is_text and (min(flows) >= _FLOWS or max(flows) >= _FLOWS_ALONE)


def _breaks_off(lines: Sequence[Line]) -> bool:
    return any(breaks_off(line.text) for line in lines[:-1])


def _flow(lines: Sequence[Line]) -> float:
    """Return the share of lines that go on in the middle of a sentence.

    Cells in small letters seem to; so short lines must end as no cell does.
    """
    goes_on = sum(
        not above.text.endswith(_SENTENCE_ENDS)
        and _GOES_ON.match(line.text) is not None
        and not is_enumerated(line.text)
        for above, line in pairwise(lines)
    )
    if not goes_on:
        return 0.0
    letters = sum(sign.isalpha() for line in lines for sign in line.text)
    is_long = letters >= _LEAST_LETTERS * len(lines)
    if not is_long and not _breaks_off(lines):
        return 0.0
    return goes_on / (len(lines) - 1)
