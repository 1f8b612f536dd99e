"""The TOML and SQL files of `published/` in, tables and macros of the base out."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

FOLDER = Path(__file__).parent / "published"
SUBJECTS = frozenset(
    "provenance surveys texts themes who_and_what agreement fact_finding".split()
)

_TYPE = re.compile(r"(VARCHAR|BOOLEAN|BIGINT|DOUBLE|DATE|TIMESTAMP)(\[\])?")
_MEANINGS = frozenset({"meaning_nl", "meaning_en"})
_TABLE_KEYS = _MEANINGS | {"subject", "key", "order", "columns"}
_COLUMN_NEEDS = frozenset({"type", "nl", "en"})
_COLUMN_MAY = frozenset(
    "unit unit_en is_required references values minimum maximum".split()
)
_ARGUMENTS = "-- arguments:"
_UNIT_WORD = {"nl": "Eenheid", "en": "Unit"}
UNFILLED = {
    "nl": "In deze versie vult niets deze tabel: dat zij leeg is, zegt niets over "
    "de regio.",
    "en": "In this version nothing fills this table: that it is empty says nothing "
    "about the region.",
}
"""Added to what a table means where no SELECT stands beside its description."""


@dataclass(frozen=True, slots=True)
class Column:
    """One published column: type, meaning and the bounds its values keep to."""

    name: str
    type: str
    nl: str
    en: str
    unit: str | None = None
    is_required: bool = False
    references: str | None = None
    values: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    unit_en: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One published table; in `key` an empty value equals another empty value.

    Where nothing fills it, its meaning says so.
    """

    name: str
    meaning_nl: str
    meaning_en: str
    subject: str
    key: tuple[str, ...]
    order: tuple[str, ...]
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Parameter:
    """What one argument of a macro asks for, in both languages."""

    name: str
    nl: str
    en: str


@dataclass(frozen=True, slots=True)
class Macro:
    """One table macro: `body` is the SELECT that follows `AS TABLE`."""

    name: str
    arguments: tuple[str, ...]
    body: str
    meaning_nl: str
    meaning_en: str
    example: str
    parameters: tuple[Parameter, ...]


def load_tables() -> dict[str, Table]:
    """Every published table by name, references between them verified."""
    tables = {path.stem: _table(path) for path in sorted(FOLDER.glob("*.toml"))}
    known = {f"{name}.{c.name}" for name, t in tables.items() for c in t.columns}
    for table in tables.values():
        for column in table.columns:
            if column.references and column.references not in known:
                raise ValueError(
                    f"{table.name}.toml, column {column.name}: "
                    f"references {column.references}, which does not exist"
                )
    return tables


def load_macros() -> dict[str, Macro]:
    """Every table macro by name, from `macros/<name>.sql` and `.toml`."""
    paths = sorted((FOLDER / "macros").glob("*.sql"))
    return {path.stem: _macro(path) for path in paths}


def ddl(table: Table) -> str:
    """The CREATE TABLE statement, columns in published order."""
    columns = ", ".join(
        f"{_quoted(column.name)} {column.type}{' NOT NULL' * column.is_required}"
        for column in table.columns
    )
    return f"CREATE TABLE {_quoted(table.name)} ({columns})"


def comments(table: Table, *, language: Literal["nl", "en"]) -> list[str]:
    """The COMMENT ON statements of a table and its columns, unit included."""
    name = _quoted(table.name)
    meaning = table.meaning_nl if language == "nl" else table.meaning_en
    statements = [f"COMMENT ON TABLE {name} IS {_literal(meaning)}"]
    for column in table.columns:
        text = _literal(description(column, language=language))
        statements.append(f"COMMENT ON COLUMN {name}.{_quoted(column.name)} IS {text}")
    return statements


def description(column: Column, *, language: Literal["nl", "en"]) -> str:
    """The meaning of a column in one language, followed by its unit."""
    text, unit = (
        (column.nl, column.unit) if language == "nl" else (column.en, column.unit_en)
    )
    return f"{text} {_UNIT_WORD[language]}: {unit}." if unit else text


def _table(path: Path) -> Table:
    raw = _read(path)
    _verify(raw, needs=_TABLE_KEYS, may=frozenset(), where=path.name)
    columns = tuple(
        _column(name, fields, where=f"{path.name}, column {name}")
        for name, fields in raw.pop("columns").items()
    )
    key, order = tuple(raw.pop("key")), tuple(raw.pop("order"))
    for name in {*key, *order} - {column.name for column in columns}:
        raise ValueError(f"{path.name}: key or order names no column: {name}")
    if raw["subject"] not in SUBJECTS:
        raise ValueError(f"{path.name}: unknown subject {raw['subject']}")
    if not path.with_suffix(".sql").is_file():
        for language, said in UNFILLED.items():
            raw[f"meaning_{language}"] += f" {said}"
    return Table(name=path.stem, key=key, order=order, columns=columns, **raw)


def _column(name: str, fields: dict[str, Any], *, where: str) -> Column:
    _verify(fields, needs=_COLUMN_NEEDS, may=_COLUMN_MAY, where=where)
    if not _TYPE.fullmatch(fields["type"]):
        raise ValueError(f"{where}: unknown type {fields['type']}")
    if ("unit" in fields) != ("unit_en" in fields):
        raise ValueError(f"{where}: unit and unit_en go together")
    return Column(name=name, **{**fields, "values": tuple(fields.get("values", ()))})


def _macro(path: Path) -> Macro:
    first, _, body = path.read_text(encoding="utf-8").partition("\n")
    if not first.startswith(_ARGUMENTS):
        raise ValueError(f"{path.name}: first line must be `{_ARGUMENTS} …`")
    arguments = tuple(
        part.strip() for part in first.removeprefix(_ARGUMENTS).split(",")
    )
    beside = path.with_suffix(".toml")
    raw = _read(beside)
    needs = _MEANINGS | {"example", "parameters"}
    _verify(raw, needs=needs, may=frozenset(), where=beside.name)
    texts = raw.pop("parameters")
    if tuple(texts) != arguments:
        raise ValueError(f"{beside.name}: parameters must be {', '.join(arguments)}")
    for name, fields in texts.items():
        where = f"{beside.name}, parameter {name}"
        _verify(fields, needs=frozenset({"nl", "en"}), may=frozenset(), where=where)
    parameters = tuple(Parameter(name=name, **fields) for name, fields in texts.items())
    return Macro(path.stem, arguments, body.strip(), parameters=parameters, **raw)


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _verify(
    fields: Mapping[str, Any],
    *,
    needs: frozenset[str],
    may: frozenset[str],
    where: str,
) -> None:
    if unknown := sorted(fields.keys() - needs - may):
        raise ValueError(f"{where}: unknown key {', '.join(unknown)}")
    for key in sorted(needs):
        value = fields.get(key)
        if value is None or not (value.strip() if isinstance(value, str) else value):
            raise ValueError(f"{where}: {key} is missing or empty")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
