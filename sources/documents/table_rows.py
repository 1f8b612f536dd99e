"""The rows of a table in, passages that read as sentences out: "kolom: waarde"."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, tee
from typing import NamedTuple

from domain.texts import PassageKind
from sources.documents.blocks import CELL_SEPARATOR, Block
from sources.documents.refusals import DocumentRefused
from sources.documents.table_heads import (
    LONGEST_NAME,
    YEAR,
    filled,
    has_letter,
    names_over_two_rows,
)

PAIR_SEPARATOR = "; "
_MOST_COLUMNS = 500
_LONGEST_HEADING = 120
_ENDS = " :"
_LEASTYEARS = 2
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
    and names the values below it, also after an empty row. A row of one cell apart is
    a line of text; right above a table it is its heading. None is a row that is not
    shown: it may hold the names, so the row below it only does where figures show it.
    Raises ``DocumentRefused`` for an export of responses, which has its own door.
    """
    names: dict[int, str] = {}
    is_apart, may_lack, is_second = True, False, False
    for row, below, third in _with_two_below(_shown(rows)):
        cells, following = row.cells, below.cells
        may_lack = may_lack or row.may_lack
        if is_second or not cells:
            yield from [_row(cells, {})] if is_second else []
            is_apart, is_second = not is_second, False
            continue
        if not names and (over := _names_of_two(row, below, third)):
            names, may_lack, is_second = over, False, True
            _refuse_responses(names.values())
            yield _row(cells, {})
        elif len(cells) == 1 and (is_apart or not names):
            names, may_lack = {}, False
            yield _line(next(iter(cells.values())), is_above=len(following) > 1)
        elif not names and _are_shown_names(cells, following, may_lack=may_lack):
            names, may_lack = cells, False
            _refuse_responses(names.values())
            yield _row(cells, {})
        else:
            yield _row(cells, names)
        is_apart = False


class _Row(NamedTuple):
    """A row that is shown; right above it may stand one that is not."""

    told: Sequence[str]
    cells: dict[int, str]
    may_lack: bool


_NO_ROW = _Row((), {}, may_lack=False)


def _shown(rows: Iterable[Sequence[str] | None]) -> Iterator[_Row]:
    may_lack = False
    for row in rows:
        if row is not None:
            yield _Row(row, filled(_not_too_wide(row)), may_lack)
        may_lack = row is None


def _with_two_below(rows: Iterable[_Row]) -> Iterator[tuple[_Row, _Row, _Row]]:
    first, second, third = tee(chain(rows, [_NO_ROW, _NO_ROW]), 3)
    return zip(first, islice(second, 1, None), islice(third, 2, None), strict=False)


def _names_of_two(row: _Row, below: _Row, third: _Row) -> dict[int, str]:
    if row.may_lack or below.may_lack or third.may_lack:
        return {}
    return names_over_two_rows(row.told, below.told, third.told)


def _are_shown_names(
    cells: dict[int, str], following: dict[int, str], *, may_lack: bool
) -> bool:
    if not following or not _are_names(cells, following):
        return False
    return not may_lack or _has_figures(cells, [following])


def blocks_of_table(
    rows: Iterable[Sequence[str]], *, has_names: bool = False
) -> Iterator[Block]:
    """Give the rows of a table in running text, in the same form as those of a sheet.

    ``has_names`` tells that the file marks the first row as one of names; else it
    must show that it is. A row of one cell is a line above or between the others.
    """
    told = [row for row in rows if filled(row)]
    cells_of = [filled(row) for row in told]
    first = next((at for at, cells in enumerate(cells_of) if not _is_line(cells)), 0)
    # A cell above others may look as a line does.
    second = next((at for at in (0, first) if _names_from(told, at)), None)
    names, last = {}, first
    if second is not None:
        names, last = _names_from(told, second), second + 1
    elif _has_names(cells_of[first:], are_marked=has_names and first == 0):
        names = cells_of[first]
    for place, cells in enumerate(cells_of):
        yield _row(cells, {} if place <= last or _is_line(cells) else names)


def _names_from(rows: Sequence[Sequence[str]], at: int) -> dict[int, str]:
    """The names that the row at a place gives together with the one below it."""
    three = rows[at : at + 3]
    return names_over_two_rows(*three) if len(three) > 2 else {}


def blocks_of_named_rows(
    names: Sequence[str], rows: Iterable[Sequence[str]]
) -> Iterator[Block]:
    """Give rows of which the file itself tells the names; those come first."""
    known = filled(names)
    if known:
        yield _row(known, {})
    for cells in map(filled, rows):
        if cells:
            yield _row(cells, known)


def _is_line(cells: dict[int, str]) -> bool:
    return len(cells) == 1 and min(cells) == 0


def _has_names(rows: Sequence[dict[int, str]], *, are_marked: bool) -> bool:
    """Whether a first row has the names of what stands below it.

    A table of contents or of layout begins with no such row: each name is there once,
    has a letter or is a year. Without a mark it is also short, no sentence, over all
    columns. Two columns may be terms and what they mean; those need figures below a
    word to show that the first row is another kind of row.
    """
    first, others = (rows[0], rows[1:]) if rows else ({}, [])
    texts = list(first.values())
    are_words = all(has_letter(text) or YEAR.fullmatch(text) for text in texts)
    if len(first) < 2 or not are_words or len(set(texts)) < len(texts):
        return False
    if are_marked:
        return True
    others = [row for row in others if len(row) > 1]
    # Over a column of names there may stand nothing.
    width = len(first) + (0 not in first)
    if not others or width < max(map(len, others)):
        return False
    if any(len(t) > LONGEST_NAME or t.endswith((".", ";")) for t in texts):
        return False
    is_wide = len(first) > 2 or _has_figures(first, others)
    return is_wide and _are_names(first, others[0])


def _has_figures(names: dict[int, str], rows: Sequence[dict[int, str]]) -> bool:
    """Whether some column has a word or year above and nothing but figures below."""
    for place in names:
        values = [row[place] for row in rows if place in row]
        is_word = has_letter(names[place]) or YEAR.fullmatch(names[place])
        if values and is_word and not any(map(has_letter, values)):
            return True
    return False


def _line(text: str, *, is_above: bool) -> Block:
    if is_above and len(text) <= _LONGEST_HEADING:
        return Block(kind=PassageKind.HEADING, text=text, level=2)
    return Block(kind=PassageKind.PARAGRAPH, text=text)


def _not_too_wide(row: Sequence[str]) -> Sequence[str]:
    if len(row) > _MOST_COLUMNS and any(row[_MOST_COLUMNS:]):
        _refuse_responses(row)
        raise DocumentRefused("too_wide")
    return row


def _are_names(cells: dict[int, str], following: dict[int, str]) -> bool:
    """Whether cells can be the names of columns: words or years, each once.

    Years name columns where more of them stand side by side, or beside words, and no
    years stand under them: "Start | 2024" over "Klaar | 2026" are two rows.
    """
    first, *others = cells or [0]
    texts = list(cells.values())
    years = [at for at in cells if YEAR.fullmatch(cells[at])]
    words = [at for at in others if has_letter(cells[at])]
    if any(at not in years and at not in words for at in others):
        return False
    if years and len({*years, *words}) < _LEASTYEARS:
        return False
    if any(YEAR.fullmatch(following.get(at, "")) for at in years if at != first):
        return False
    short = all(len(text) <= _LONGEST_HEADING for text in texts)
    return short and len(set(texts)) == len(texts)


def _refuse_responses(names: Iterable[str]) -> None:
    known = {name.strip().lower().replace(" ", "_") for name in names}
    if len(known & _RESPONSE_HEADINGS) >= _ENOUGH_OF_THEM:
        raise DocumentRefused("respondent_rows")


def _row(cells: dict[int, str], names: dict[int, str]) -> Block:
    if not names:
        text = CELL_SEPARATOR.join(cells.values())
    else:
        text = PAIR_SEPARATOR.join(
            f"{names[place].rstrip(_ENDS)}: {cell}" if place in names else cell
            for place, cell in cells.items()
        )
    return Block(kind=PassageKind.TABLE_ROW, text=text)
