"""The team's own tables (CSV or XLSX) in, checked rows out."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from domain.errors import SettingsInvalid
from domain.landing import ItemRole, LandedItem, Manifest
from domain.phrases import Phrase, phrase
from sources.landing import LandingStore
from sources.whole_csv import UnreadableRow, whole_csv_rows

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
    paths = sorted(
        path
        for path in (folder.iterdir() if folder.is_dir() else ())
        if path.suffix.lower() in {".csv", ".xlsx"} and not path.name.startswith("~$")
    )
    if not paths:
        return None
    return Manifest(
        source_id=SOURCE_ID,
        kind="register",
        retrieved_at=datetime.now(UTC).isoformat(timespec="seconds"),
        items=tuple(_item(path, landing) for path in paths),
    )


def read_opgaven(data: bytes, *, name: str, theme_ids: frozenset[str]) -> RegisterRows:
    """Return the rows of the opgaven register, Dutch or English headings.

    A row without id or name, with an id that stands twice, or with an unknown theme
    is set apart. Raises ``SettingsInvalid`` for unknown or missing headings.
    """
    table = list(read_table(data, name=name))
    headings = {
        heading: _OPGAVE_HEADINGS.get(heading, heading)
        for heading in (table[0] if table else {})
    }
    _refuse_headings(headings, name=name)
    found = RegisterRows()
    seen: set[str] = set()
    for number, raw in enumerate(table, start=2):
        row: dict[str, Any] = {headings[key]: value for key, value in raw.items()}
        row["theme_ids"] = (row.get("theme_ids") or "").replace(",", " ").split()
        reason = _opgave_problem(row, seen, theme_ids)
        if reason:
            row_key = phrase("the_row", number=number)
            found.refused.append((row_key, "register_row", reason))
            continue
        seen.add(row["opgave_id"])
        found.rows.append(row)
    return found


def read_table(data: bytes, *, name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV (``;`` or ``,``) or of an XLSX's first sheet.

    Headings are lower-cased; values are stripped. Raises ``SettingsInvalid`` when the
    file cannot be read.
    """
    rows = _rows_of(data, name)
    headings = [cell.strip().lower() for cell in next(rows, [])]
    for row in rows:
        if any(cell.strip() for cell in row):
            padded = [cell.strip() for cell in row] + [""] * len(headings)
            yield dict(zip(headings, padded, strict=False))


def csv_rows(data: bytes) -> Iterator[list[str]]:
    """Return the rows of a CSV, whichever separator and letters it was saved with.

    Reading them raises ``UnreadableRow`` where the file was cut off.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    first = text.split("\n", 1)[0]
    delimiter = ";" if first.count(";") >= first.count(",") else ","
    return whole_csv_rows(text, delimiter=delimiter)


def _rows_of(data: bytes, name: str) -> Iterator[list[str]]:
    try:
        if name.lower().endswith(".xlsx"):
            yield from _xlsx_rows(data, name)
        else:
            yield from csv_rows(data)
    except UnreadableRow as error:
        raise _unreadable(name, error.reason) from None


def _xlsx_rows(data: bytes, name: str) -> Iterator[list[str]]:
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for row in book.worksheets[0].iter_rows(values_only=True):
            yield ["" if cell is None else str(cell) for cell in row]
    except Exception as error:
        # The library raises whatever the file made it stumble over.
        raise _unreadable(name, phrase("no_whole_workbook")) from error


def _unreadable(name: str, reason: Phrase) -> SettingsInvalid:
    return SettingsInvalid(
        "register_unreadable", where=f"registers/{name}", reason=reason
    )


def _refuse_headings(headings: dict[str, str], *, name: str) -> None:
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
