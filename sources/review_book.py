"""A review book that people filled in, in, its rows by sheet and column out."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from domain.cells import unguarded
from domain.errors import WrongUse
from domain.review_sheets import LANGUAGES, SHEETS, Sheet, review_texts
from sources.table_records import NoTable, csv_records
from sources.whole_csv import UnreadableRow

MOST_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One row of a sheet: its number as people see it, and its cells by column."""

    sheet: Sheet
    number: int
    cells: dict[str, str]


@dataclass(slots=True)
class ReviewBook:
    """What came back: who filled it in, and the rows of every sheet."""

    filled_by: str = ""
    rows: list[ReviewRow] = field(default_factory=list)


def read_review_book(data: bytes, *, name: str) -> ReviewBook:
    """Return a filled-in book (XLSX), or one of its sheets saved as CSV.

    Raises ``WrongUse`` when it cannot be read or a sheet lost a column.
    """
    if len(data) > MOST_BYTES:
        raise WrongUse("review_too_large", where=name)
    if name.lower().endswith(".csv"):
        rows = _csv_book(data, name)
        return ReviewBook(rows=list(_rows(rows, _sheet_of(rows, name), name=name)))
    return _xlsx_book(data, name)


def _csv_book(data: bytes, name: str) -> list[list[str]]:
    try:
        return [[unguarded(cell) for cell in row] for row in csv_records(data)]
    except (UnreadableRow, NoTable) as error:
        raise WrongUse("review_cut_off", where=name, reason=error.reason) from None


def _xlsx_book(data: bytes, name: str) -> ReviewBook:
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except Exception as error:
        raise WrongUse(
            "review_no_xlsx", where=name, kind=type(error).__name__
        ) from None
    found = ReviewBook()
    known = {
        _label("sheets", sheet, each): sheet for sheet in Sheet for each in LANGUAGES
    }
    guides = {_label("sheets", "guide", language) for language in LANGUAGES}
    for page in book.worksheets:
        rows = [
            [_text(cell) for cell in row] for row in page.iter_rows(values_only=True)
        ]
        if page.title in guides:
            found.filled_by = _filled_by(rows)
        elif page.title in known:
            found.rows += _rows(rows, known[page.title], name=f"{name}, {page.title}")
    if not any(page.title in known for page in book.worksheets):
        raise WrongUse("review_no_sheet", where=name)
    return found


def _rows(
    rows: Sequence[Sequence[str]], sheet: Sheet, *, name: str
) -> Iterator[ReviewRow]:
    headings = [cell.strip().casefold() for cell in (rows[0] if rows else ())]
    places: dict[str, int] = {}
    for column in SHEETS[sheet]:
        labels = {_label("columns", column.key, each).casefold() for each in LANGUAGES}
        place = next((at for at, text in enumerate(headings) if text in labels), None)
        if place is None:
            missing = _label("columns", column.key, LANGUAGES[0])
            raise WrongUse("review_lacks_column", where=name, column=missing)
        places[column.key] = place
    for number, row in enumerate(rows[1:], start=2):
        cells = {
            key: (row[at].strip() if at < len(row) else "")
            for key, at in places.items()
        }
        if any(cells.values()):
            yield ReviewRow(sheet, number, cells)


def _sheet_of(rows: Sequence[Sequence[str]], name: str) -> Sheet:
    headings = {cell.strip().casefold() for cell in (rows[0] if rows else ())}
    for sheet, columns in SHEETS.items():
        for language in LANGUAGES:
            wanted = {_label("columns", c.key, language).casefold() for c in columns}
            if wanted <= headings:
                return sheet
    raise WrongUse("review_no_columns", where=name)


def _filled_by(rows: Sequence[Sequence[str]]) -> str:
    labels = {review_texts()[each]["guide"]["filled_by"] for each in LANGUAGES}
    for row in rows:
        if row and row[0] in labels:
            return next((cell.strip() for cell in row[1:] if cell.strip()), "")
    return ""


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def _label(part: str, key: str, language: str) -> str:
    return str(review_texts()[language][part][key])
