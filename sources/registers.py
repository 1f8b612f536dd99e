"""The team's own tables (CSV or XLSX) in, checked rows out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import zip_longest
from pathlib import Path
from typing import Any

from domain.errors import SettingsInvalid
from domain.landing import ItemRole, LandedItem, Manifest
from domain.phrases import Phrase, phrase
from sources.landing import LandingStore
from sources.numbered_rows import NumberedRow, NumberedTable
from sources.table_records import NoTable, csv_records, sheet_records
from sources.whole_csv import UnreadableRow

SOURCE_ID = "registers"
OPGAVEN = "opgaven"
PLACES = "plaatsen"
ORGANISATIONS = "organisaties"
DIVISIONS = "indelingen"
KNOWN = frozenset({OPGAVEN, PLACES, ORGANISATIONS, DIVISIONS})

_OPGAVE_HEADINGS = {
    "naam": "name",
    "omschrijving": "description",
    "domein": "domain",
    "versie": "version",
    "themas": "theme_ids",
    "thema's": "theme_ids",
    "themes": "theme_ids",
}
_ALONE = phrase("refused_cell_alone")
_OPGAVE_COLUMNS = frozenset(
    "opgave_id name description domain status version theme_ids".split()
)


@dataclass(frozen=True, slots=True)
class RegisterRows:
    """The rows of one register, and those set apart: ``(row key, rule, reason)``."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    refused: list[tuple[Phrase, str, Phrase]] = field(default_factory=list)


def collect_registers(folder: Path, *, landing: LandingStore) -> Manifest | None:
    """Land the team's tables; None where there are none."""
    paths = register_files(folder)
    if not paths:
        return None
    return Manifest(
        source_id=SOURCE_ID,
        kind="register",
        retrieved_at=datetime.now(UTC).isoformat(timespec="seconds"),
        items=tuple(_item(path, landing) for path in paths),
    )


def register_files(folder: Path) -> list[Path]:
    """Return the tables in the folder of registers, known by name or not."""
    return sorted(
        path
        for path in (folder.iterdir() if folder.is_dir() else ())
        if path.suffix.lower() in {".csv", ".xlsx"} and not path.name.startswith("~$")
    )


def read_opgaven(data: bytes, *, name: str, theme_ids: frozenset[str]) -> RegisterRows:
    """Return the rows of the opgaven register, Dutch or English headings.

    A row without id or name, with an id that stands twice, an unknown theme or a cell
    below no heading is set apart. Raises ``SettingsInvalid`` for unknown, missing or
    double headings.
    """
    table = read_register(data, name=name)
    headings = {
        heading: _OPGAVE_HEADINGS.get(heading, heading) for heading in table.headings
    }
    _refuse_headings(headings, name=name)
    found = RegisterRows()
    seen: set[str] = set()
    for each in table.rows:
        row: dict[str, Any] = {headings[key]: cell for key, cell in each.cells.items()}
        row["theme_ids"] = (row.get("theme_ids") or "").replace(",", " ").split()
        reason = _opgave_problem(row, seen, theme_ids) if each.cells else _ALONE
        if reason:
            row_key = phrase("the_row", number=each.number)
            found.refused.append((row_key, "register_row", reason))
            continue
        seen.add(row["opgave_id"])
        found.rows.append(row)
    return found


def read_table(data: bytes, *, name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a table by heading, as ``read_register`` does.

    Raises ``SettingsInvalid`` for a row with a cell below no heading, too.
    """
    for row in read_register(data, name=name).rows:
        if not row.cells:
            raise SettingsInvalid(
                "register_cell_alone", where=f"registers/{name}", number=row.number
            )
        yield row.cells


def read_register(data: bytes, *, name: str) -> NumberedTable:
    """Return the table in a CSV (``;``, ``,`` or tab) or an XLSX's first sheet.

    Headings are lower-cased and values stripped; a short row has empty cells, a row
    with a cell below no heading has none. Raises ``SettingsInvalid`` when the file
    cannot be read or a heading stands twice.
    """
    records = _records(data, name)
    headings = [cell.strip().lower() for cell in next(records, [])]
    named = tuple(filter(None, headings))
    refuse_twice(named, named, name=name)
    rows = (
        NumberedRow(number, _cells(headings, record))
        for number, record in enumerate(records, start=2)
        if any(cell.strip() for cell in record)
    )
    return NumberedTable(named, rows)


def refuse_twice(headings: Iterable[str], columns: Iterable[str], *, name: str) -> None:
    """Raise ``SettingsInvalid`` naming the headings that stand for one column."""
    by_column: dict[str, list[str]] = {}
    for heading, column in zip(headings, columns, strict=True):
        by_column.setdefault(column, []).append(heading)
    if twice := [each for each in by_column.values() if len(each) > 1]:
        raise SettingsInvalid(
            "register_heading_twice", where=f"registers/{name}", headings=twice[0]
        )


def _cells(headings: Sequence[str], row: Sequence[str]) -> dict[str, str]:
    found = dict.fromkeys(filter(None, headings), "")
    for heading, cell in zip_longest(headings, map(str.strip, row), fillvalue=""):
        if heading:
            found[heading] = cell
        elif cell:
            return {}
    return found


def _records(data: bytes, name: str) -> Iterator[list[str]]:
    is_sheet = name.lower().endswith(".xlsx")
    try:
        yield from (
            sheet_records(data) if is_sheet else csv_records(data, skips_blanks=True)
        )
    except (UnreadableRow, NoTable) as error:
        raise _unreadable(name, error.reason) from None


def _unreadable(name: str, reason: Phrase) -> SettingsInvalid:
    return SettingsInvalid(
        "register_unreadable", where=f"registers/{name}", reason=reason
    )


def _refuse_headings(headings: dict[str, str], *, name: str) -> None:
    refuse_twice(headings.keys(), headings.values(), name=name)
    unknown = sorted(
        heading for heading, column in headings.items() if column not in _OPGAVE_COLUMNS
    )
    missing = {"opgave_id", "name"} - set(headings.values()) if headings else set()
    if unknown or missing:
        raise SettingsInvalid(
            "register_headings_unfit",
            where=f"registers/{name}",
            unknown=unknown or phrase("none"),
            missing=sorted(missing) or phrase("none"),
        )


def _opgave_problem(
    row: dict[str, Any], seen: set[str], theme_ids: frozenset[str]
) -> Phrase | None:
    if not row.get("opgave_id") or not row.get("name"):
        return phrase("refused_opgave_unnamed")
    if row["opgave_id"] in seen:
        return phrase("refused_opgave_twice", opgave_id=row["opgave_id"])
    strange = sorted(set(row["theme_ids"]) - theme_ids)
    if strange:
        return phrase("refused_opgave_themes", themes=", ".join(strange))
    return None


def _item(path: Path, landing: LandingStore) -> LandedItem:
    data = path.read_bytes()
    sha256 = landing.put(data)
    known = path.stem.lower() in KNOWN
    return LandedItem(
        role=ItemRole.REGISTER,
        name=path.name,
        sha256=sha256,
        received_sha256=sha256,
        size_bytes=len(data),
        rule="" if known else "unknown_register",
        reason=None
        if known
        else phrase("refused_register_unknown", known=", ".join(sorted(KNOWN))),
    )
