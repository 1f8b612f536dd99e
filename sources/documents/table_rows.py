"""The rows of a sheet in, passages that read as sentences out: "kolom: waarde"."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise

from domain.texts import PassageKind
from sources.documents.blocks import CELL_SEPARATOR, Block
from sources.documents.refusals import DocumentRefused

PAIR_SEPARATOR = "; "
_MOST_COLUMNS = 500
_LONGEST_HEADING = 120
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


def blocks_of_rows(rows: Iterable[Sequence[str]]) -> Iterator[Block]:
    """Give the passages of one sheet, row by row.

    The first row of names over a table stands by itself, for a column may be empty,
    and names the values below it, also after an empty row. A row of one cell apart is
    a line of text; right above a table it is its heading. Raises ``DocumentRefused``
    for an export of responses, which has its own door.
    """
    names: dict[int, str] = {}
    is_apart = True
    filled = (_filled(row) for row in rows)
    for cells, following in pairwise(chain(filled, [{}])):
        if not cells:
            is_apart = True
            continue
        if len(cells) == 1 and (is_apart or not names):
            names = {}
            yield _line(next(iter(cells.values())), is_above=len(following) > 1)
        elif not names and following and _are_names(cells):
            names = cells
            _refuse_responses(names.values())
            yield _row(cells, {})
        else:
            yield _row(cells, names)
        is_apart = False


def _line(text: str, *, is_above: bool) -> Block:
    if is_above and len(text) <= _LONGEST_HEADING:
        return Block(kind=PassageKind.HEADING, text=text, level=2)
    return Block(kind=PassageKind.PARAGRAPH, text=text)


def _filled(row: Sequence[str]) -> dict[int, str]:
    if len(row) > _MOST_COLUMNS and any(row[_MOST_COLUMNS:]):
        _refuse_responses(row)
        raise DocumentRefused("too_wide")
    found = ((place, " ".join(cell.split())) for place, cell in enumerate(row))
    return {place: cell for place, cell in found if cell}


def _are_names(cells: dict[int, str]) -> bool:
    """Whether cells can be the names of columns: words, each once."""
    texts = list(cells.values())
    worded = all(any(sign.isalpha() for sign in text) for text in texts[1:])
    short = all(len(text) <= _LONGEST_HEADING for text in texts)
    return worded and short and len(set(texts)) == len(texts)


def _refuse_responses(names: Iterable[str]) -> None:
    known = {name.strip().lower().replace(" ", "_") for name in names}
    if len(known & _RESPONSE_HEADINGS) >= _ENOUGH_OF_THEM:
        raise DocumentRefused("respondent_rows")


def _row(cells: dict[int, str], names: dict[int, str]) -> Block:
    if not names:
        text = CELL_SEPARATOR.join(cells.values())
    else:
        text = PAIR_SEPARATOR.join(
            f"{names[place]}: {cell}" if place in names else cell
            for place, cell in cells.items()
        )
    return Block(kind=PassageKind.TABLE_ROW, text=text)
