"""The rows of a sheet in, passages that read as sentences out: "kolom: waarde"."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, takewhile
from typing import NamedTuple

from domain.texts import PassageKind
from sources.documents.blocks import Block
from sources.documents.refusals import DocumentRefused
from sources.documents.table_heads import (
    are_names,
    filled,
    has_letter,
    have_figures,
    names_over_two_rows,
    names_reached,
)
from sources.documents.table_rows import row_block

_MOST_COLUMNS = 500
_LONGEST_HEADING = 120
_ROWS_AHEAD = 12
_CARD_WIDTH = 2
# What stands in a column of figures where there is none.
_NO_FIGURE = frozenset("n.v.t. nvt n.b. nb p.m. pm n.n.b. onbekend geen -".split())
# What an export of responses calls its own columns, in LimeSurvey's code and languages.
_RESPONSE_HEADINGS = frozenset(
    """
    submitdate lastpage startlanguage seed token ipaddr refurl startdate datestamp
    datum_ingestuurd laatste_pagina starttaal start-taal toegangscode ip-adres
    verwijzende_url datum_gestart datum_laatste_actie response_id date_submitted
    last_page start_language access_code ip_address referrer_url date_started
    date_last_action
    """.split()
)
_ENOUGH_OF_THEM = 3


def blocks_of_rows(rows: Iterable[Sequence[str] | None]) -> Iterator[Block]:
    """Give the passages of one sheet, row by row.

    The first row of names over a table stands by itself, for a column may be empty,
    and names the values below it, also after an empty row, until a row of names that
    is shown to be another. A row of one cell apart is a line of text; right above a
    table it is its heading. A table of two columns may be a card, which names each
    value on its own row. None is a row that is not shown: it may hold the names, so
    the row below it only does where figures show it. Raises ``DocumentRefused`` for an
    export of responses, which has its own door.
    """
    sheet = _Sheet()
    for row, below in _with_rows_below(_shown(rows)):
        if row.cells:
            yield sheet.block(row, below)
        else:
            sheet.pass_empty_row()


class _Row(NamedTuple):
    """A row that is shown; right above it may stand one that is not."""

    told: Sequence[str]
    cells: dict[int, str]
    may_lack: bool


def _shown(rows: Iterable[Sequence[str] | None]) -> Iterator[_Row]:
    may_lack = False
    for row in rows:
        if row is not None:
            yield _Row(row, filled(_not_too_wide(row)), may_lack)
        may_lack = row is None


def _with_rows_below(rows: Iterable[_Row]) -> Iterator[tuple[_Row, deque[_Row]]]:
    """Give each row with those that follow it, as many as anything asks about."""
    waiting: deque[_Row] = deque()
    for row in rows:
        waiting.append(row)
        if len(waiting) > _ROWS_AHEAD:
            first = waiting.popleft()
            yield first, waiting
    while waiting:
        first = waiting.popleft()
        yield first, waiting


class _Sheet:
    """One walk down a sheet: which names hold, and for which rows."""

    def __init__(self) -> None:
        self._names: dict[int, str] = {}
        self._figures: set[int] = set()
        self._is_apart = True
        self._may_lack = False
        # The second of two rows of names comes next; a card goes on.
        self._is_second = self._is_card = False

    def pass_empty_row(self) -> None:
        """Know that what follows stands apart."""
        self._is_apart, self._is_card = True, False

    def block(self, row: _Row, below: Sequence[_Row]) -> Block:
        """Return the passage of the next row that holds something."""
        block = self._block(row, below)
        self._is_apart = False
        return block

    def _block(self, row: _Row, below: Sequence[_Row]) -> Block:
        cells = row.cells
        following = below[0].cells if below else {}
        self._may_lack = self._may_lack or row.may_lack
        if self._is_second:
            self._is_second = False
            return row_block(cells, {})
        if self._begins_anew(cells, following):
            self._take({})
        if not self._names and (over := _names_of_two(row, below)):
            self._is_second = True
            return self._take(over, cells)
        if len(cells) == 1 and (self._is_apart or not self._names):
            self._take({})
            return _line(next(iter(cells.values())), is_above=len(following) > 1)
        if self._is_card or (not self._names and _is_card(row, below)):
            self._is_card = True
            return _of_card(cells)
        if not self._names and self._are_names(cells, below):
            return self._take(cells, cells)
        self._figures.update(at for at in cells if not has_letter(cells[at]))
        return row_block(cells, names_reached(row.told, self._names))

    def _take(
        self, names: dict[int, str], cells: dict[int, str] | None = None
    ) -> Block:
        """Let other names hold from here, and return their own row."""
        self._names, self._may_lack = names, False
        self._figures.clear()
        _refuse_responses(names.values())
        return row_block(cells or {}, {})

    def _are_names(self, cells: dict[int, str], below: Sequence[_Row]) -> bool:
        """Whether a row names what is below it; over an empty row figures show it."""
        following = next((row.cells for row in below if row.cells), {})
        if not following or not are_names(cells, following):
            return False
        is_near = bool(below[0].cells) and not self._may_lack
        return is_near or have_figures(cells, [following])

    def _begins_anew(self, cells: dict[int, str], following: dict[int, str]) -> bool:
        """Whether a row is one of names below another table, or the same names again.

        Below an empty row it has words over figures, in all columns that had figures.
        """
        known = self._names
        if len(cells) < 2 or not known or not are_names(cells, following):
            return False
        if sum(known.get(at) == text for at, text in cells.items()) > 1:
            return True
        over = [at for at in sorted(self._figures) if at in cells]
        is_wide = len(over) > 1 or len(cells) == _CARD_WIDTH
        are_words = all(_is_word(cells[at]) for at in over)
        has_figure = any(not has_letter(following.get(at, "a")) for at in over)
        return self._is_apart and is_wide and are_words and has_figure


def _is_word(text: str) -> bool:
    """Whether a cell has words, and none that stand for a figure that is not there."""
    has_figure = any(map(str.isdecimal, text))
    return has_letter(text) and not has_figure and text.casefold() not in _NO_FIGURE


def _names_of_two(row: _Row, below: Sequence[_Row]) -> dict[int, str]:
    three = [row, *islice(below, 2)]
    if len(three) < 3 or any(each.may_lack for each in three):
        return {}
    return names_over_two_rows(*(each.told for each in three))


def _is_card(row: _Row, below: Sequence[_Row]) -> bool:
    """Whether rows of two cells are a card: what each is, and words and figures mixed.

    A table of two columns has either below its second name.
    """
    rows = [row, *takewhile(lambda each: each.cells, below)]
    columns = sorted(row.cells)
    if len(columns) != _CARD_WIDTH or len(rows) < 3:
        return False
    first, second = columns
    if any(each.cells.keys() - {first, second} or each.may_lack for each in rows):
        return False
    labels = [each.cells.get(first, "") for each in rows]
    if not all(map(has_letter, labels)) or len(set(labels)) < len(labels):
        return False
    values = [text for each in rows[1:] if (text := each.cells.get(second))]
    return any(map(_is_word, values)) and not all(map(has_letter, values))


def _of_card(cells: dict[int, str]) -> Block:
    name, *value = cells.values()
    return row_block({1: value[0]}, {1: name}) if value else row_block(cells, {})


def _line(text: str, *, is_above: bool) -> Block:
    if is_above and len(text) <= _LONGEST_HEADING:
        return Block(kind=PassageKind.HEADING, text=text, level=2)
    return Block(kind=PassageKind.PARAGRAPH, text=text)


def _not_too_wide(row: Sequence[str]) -> Sequence[str]:
    if len(row) > _MOST_COLUMNS and any(row[_MOST_COLUMNS:]):
        _refuse_responses(row)
        raise DocumentRefused("too_wide")
    return row


def _refuse_responses(names: Iterable[str]) -> None:
    known = {name.strip().lower().replace(" ", "_") for name in names}
    if len(known & _RESPONSE_HEADINGS) >= _ENOUGH_OF_THEM:
        raise DocumentRefused("respondent_rows")
