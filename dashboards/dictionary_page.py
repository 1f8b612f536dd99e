"""The data dictionary in, a chapter for every table and a list of macros out."""

from dataclasses import dataclass

from dashboards.addresses import safe_name
from dashboards.edition import Edition, Row
from dashboards.figures import Pen
from dashboards.pieces import Code
from dashboards.tables import Table

_MEANINGS = ("description", "description_en")
"""A comment opens with one of these: the base is commented in its own language."""


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
    macros = {_listed(row) for row in edition.rows("macro")}
    return [_chapter(edition, name, pen=pen) for name in names if name not in macros]


def draw_macros(edition: Edition, *, pen: Pen) -> Table:
    """Return the table macros of the base, with what they ask and give."""
    say = pen.wording.say
    rows = [
        [
            f"{row['function_name']}({', '.join(row['parameters'] or ())})",
            *_macro_meaning(edition, row, pen=pen),
        ]
        for row in edition.rows("macro")
    ]
    headers = [say(f"column.{name}") for name in ("macro", "meaning", "example")]
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


def _listed(macro: Row) -> str:
    """Return the name of a macro as the dictionary lists it."""
    return f"{macro['function_name']}()"


def _macro_meaning(edition: Edition, macro: Row, *, pen: Pen) -> tuple[str, Code | str]:
    """Return what a macro gives, and its example: the rest of its comment."""
    row = edition.row_of("data_dictionary", "table_name", _listed(macro))
    comment = str(macro["comment"] or "")
    meanings = (str(row.get(name) or comment) for name in _MEANINGS)
    meaning = next((each for each in meanings if comment.startswith(each)), comment)
    example = comment.removeprefix(meaning).strip()
    told = _meaning(row, pen=pen) or comment or "–"
    return told, Code(example) if example else "–"
