"""The table files of `published/` in, one Markdown reference of the base out."""

from collections.abc import Iterator, Sequence
from typing import Literal

from warehouse.published_schema import (
    Column,
    Macro,
    Table,
    description,
    load_macros,
    load_tables,
)

Language = Literal["nl", "en"]

_SUBJECTS: dict[str, tuple[str, str]] = {
    "provenance": ("Herkomst", "Provenance"),
    "surveys": ("Vragenlijsten", "Surveys"),
    "texts": ("Teksten", "Texts"),
    "themes": ("Thema's", "Themes"),
    "who_and_what": ("Wie en wat", "Who and what"),
    "agreement": ("Overeenstemming", "Agreement"),
    "fact_finding": ("Samen feiten vinden", "Joint fact-finding"),
}
"""The chapters in reading order, in Dutch and English."""

_TEXTS: dict[str, tuple[str, str]] = {
    "title": ("Tabellen van de feitenbasis", "Tables of the fact base"),
    "opening": (
        "Wat er in `publication/current/feitenbasis.duckdb` staat. Deze bladzijde "
        "wordt gemaakt uit de bestanden in `warehouse/published/` (`make docs`); "
        "verbeter een omschrijving daar, niet hier. Dezelfde omschrijvingen staan in "
        "de base zelf, in `data_dictionary`.",
        "What `publication/current/feitenbasis.duckdb` holds. This page is made from "
        "the files in `warehouse/published/` (`make docs`); mend a description there, "
        "not here. The base itself holds the same descriptions, in `data_dictionary`.",
    ),
    "column": ("Kolom", "Column"),
    "type": ("Type", "Type"),
    "meaning": ("Betekenis", "Meaning"),
    "key": ("Sleutel", "Key"),
    "required": ("nooit leeg", "never empty"),
    "values": ("Waarden", "Values"),
    "macros": ("Tabelmacro's", "Table macros"),
    "argument": ("Argument", "Argument"),
    "example": ("Voorbeeld", "Example"),
    "drawing": (
        "Een pijl gaat van de tabel met het kenmerk naar de tabel die het uitlegt.",
        "An arrow goes from the table that has an identifier to the one that explains "
        "it.",
    ),
}


def tables_markdown(language: Language = "nl") -> str:
    """Return the reference of every table and macro as one Markdown page."""
    say = _Words(language)
    lines = [f"# {say('title')}", "", say("opening")]
    tables = list(load_tables().values())
    for subject, labels in _SUBJECTS.items():
        chapter = [table for table in tables if table.subject == subject]
        lines += ["", f"## {labels[say.place]}"]
        lines += _drawing(chapter, say)
        for table in chapter:
            lines += _table(table, say)
    lines += ["", f"## {say('macros')}"]
    for macro in load_macros().values():
        lines += _macro(macro, say)
    return "\n".join(lines) + "\n"


class _Words:
    """The fixed words of the page in one language."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self.place = 0 if language == "nl" else 1

    def __call__(self, key: str) -> str:
        return _TEXTS[key][self.place]


def _drawing(chapter: Sequence[Table], say: _Words) -> Iterator[str]:
    """Draw how the tables of a chapter hang together, and on what outside it."""
    arrows = {
        (table.name, column.name, owner)
        for table in chapter
        for column in table.columns
        if (owner := (column.references or "").partition(".")[0])
        not in ("", table.name)
    }
    yield from ("", say("drawing"), "", "```mermaid", "flowchart LR")
    alone = {table.name for table in chapter} - {
        name for source, _, owner in arrows for name in (source, owner)
    }
    yield from (f"    {name}" for name in sorted(alone))
    for source, owner in sorted({(source, owner) for source, _, owner in arrows}):
        names = ", ".join(c for s, c, o in sorted(arrows) if (s, o) == (source, owner))
        yield f"    {source} -- {names} --> {owner}"
    yield "```"


def _table(table: Table, say: _Words) -> Iterator[str]:
    meaning = table.meaning_nl if say.language == "nl" else table.meaning_en
    yield from ("", f"### {table.name}", "", meaning)
    yield from ("", f"{say('key')}: {_codes(table.key)}.", "")
    rows = [_column_row(column, say) for column in table.columns]
    yield from _grid([say("column"), say("type"), say("meaning")], rows)


def _column_row(column: Column, say: _Words) -> list[str]:
    told = description(column, language=say.language)
    if column.values:
        told = f"{told} {say('values')}: {_codes(column.values)}."
    kind = f"{column.type}, {say('required')}" if column.is_required else column.type
    return [f"`{column.name}`", kind, told]


def _macro(macro: Macro, say: _Words) -> Iterator[str]:
    is_dutch = say.language == "nl"
    yield from ("", f"### {macro.name}({', '.join(macro.arguments)})", "")
    yield macro.meaning_nl if is_dutch else macro.meaning_en
    yield ""
    rows = [
        [f"`{parameter.name}`", parameter.nl if is_dutch else parameter.en]
        for parameter in macro.parameters
    ]
    yield from _grid([say("argument"), say("meaning")], rows)
    yield from ("", f"{say('example')}: `{macro.example}`")


def _grid(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(headers)} |"
    yield f"|{'---|' * len(headers)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


def _codes(names: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
