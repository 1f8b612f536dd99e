"""A table of coded texts (CSV or XLSX) in, texts with their codes out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from domain.coding import CodedText
from domain.errors import SettingsInvalid, WrongUse
from domain.phrases import phrase
from sources.registers import read_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Where text, codes and document stand; ``separator`` parts several codes."""

    text: str
    codes: str
    document: str | None = None
    separator: str | None = None


def read_coded_texts(data: bytes, *, name: str, columns: Columns) -> list[CodedText]:
    """Return the rows that have a text; a row without code has no codes.

    Raises ``WrongUse`` for a file that cannot be read, a heading that is missing or
    stands twice, and a row with a cell below no heading.
    """
    try:
        rows = list(read_table(data, name=name))
    except SettingsInvalid as error:
        raise WrongUse(error.key, where=name, **error.values) from None
    _check_columns(rows[0].keys() if rows else (), columns, name=name)
    return [
        CodedText(
            text=row[columns.text.lower()],
            codes=tuple(dict.fromkeys(_codes(row[columns.codes.lower()], columns))),
            document=row[columns.document.lower()] if columns.document else "",
        )
        for row in rows
        if row[columns.text.lower()]
    ]


def _codes(cell: str, columns: Columns) -> Iterator[str]:
    pieces = cell.split(columns.separator) if columns.separator else [cell]
    yield from (piece.strip() for piece in pieces if piece.strip())


def _check_columns(headings: Iterable[str], columns: Columns, *, name: str) -> None:
    present = set(headings)
    wanted = [columns.text, columns.codes, *filter(None, [columns.document])]
    missing = [column for column in wanted if column.lower() not in present]
    if missing:
        raise WrongUse(
            "coded_columns_missing",
            where=name,
            missing=missing,
            present=sorted(present) or phrase("no_rows"),
        )
