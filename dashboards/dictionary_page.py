"""The data dictionary in, a chapter for every table and a list of macros out."""

from dataclasses import dataclass

from dashboards.addresses import safe_name
from dashboards.edition import Edition, Row
from dashboards.figures import Pen
from dashboards.tables import Table


@dataclass(frozen=True, slots=True)
class Chapter:
    """One published table: what a row is, and its columns."""

    anchor: str
    name: str
    meaning: str
    columns: Table


def draw_chapters(edition: Edition, *, pen: Pen) -> list[Chapter]:
    """Return a chapter for every table described in the base."""
    names = dict.fromkeys(row["table_name"] for row in edition.rows("data_dictionary"))
    macros = {row["function_name"] for row in edition.rows("macro")}
    return [_chapter(edition, name, pen=pen) for name in names if name not in macros]


def draw_macros(edition: Edition, *, pen: Pen) -> Table:
    """Return the table macros of the base, with what they ask and give."""
    say = pen.wording.say
    rows = [
        [
            f"{row['function_name']}({', '.join(row['parameters'] or ())})",
            _macro_meaning(edition, row, pen=pen),
        ]
        for row in edition.rows("macro")
    ]
    headers = [say("column.macro"), say("column.meaning")]
    return Table("macros", say("dictionary.macros"), headers, rows)


def _chapter(edition: Edition, name: str, *, pen: Pen) -> Chapter:
    say = pen.wording.say
    rows = edition.rows_of("data_dictionary", "table_name", name)
    columns = [row for row in rows if row["column_name"]]
    whole = next((row for row in rows if not row["column_name"]), {})
    body = [
        [row["column_name"], row["column_type"] or "–", _meaning(row, pen=pen)]
        for row in columns
    ]
    headers = [say("column.column"), say("column.type"), say("column.meaning")]
    caption = say("dictionary.columns", table=name)
    anchor = f"tabel-{safe_name(name)}"
    table = Table(f"kolommen-{safe_name(name)}", caption, headers, body)
    return Chapter(anchor, name, _meaning(whole, pen=pen), table)


def _meaning(row: Row, *, pen: Pen) -> str:
    english = row.get("description_en") if pen.wording.language == "en" else None
    return str(english or row.get("description") or "")


def _macro_meaning(edition: Edition, macro: Row, *, pen: Pen) -> str:
    rows = edition.rows_of("data_dictionary", "table_name", macro["function_name"])
    told = next((_meaning(row, pen=pen) for row in rows if not row["column_name"]), "")
    return told or macro["comment"] or "–"
