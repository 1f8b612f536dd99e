"""Published figures in, tables of all of them with base, wave and run out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dashboards.addresses import safe_name, support_anchor
from dashboards.edition import Edition, Row
from dashboards.figures import Pen
from dashboards.own_words import document_title
from dashboards.pieces import Link, Piece
from dashboards.spread import document_row
from dashboards.tables import Table
from dashboards.themes import statement_text, theme_label

_SUPPORT = (
    "respondent_count",
    "base_count",
    "share",
    "organisation_count",
    "organisation_weighted_share",
)
_RESULT = ("agree_share", "disagree_share", "respondent_count", "unknown_count")
_TOOK_PART = ("invited_count", "respondent_count", "reference_count")


@dataclass(frozen=True, slots=True)
class ThemeFigures:
    """All figures on one theme, and the documents that name it."""

    anchor: str
    label: str
    address: str
    tables: list[Table]
    documents: list[Piece]
    documents_text: Piece


def draw_took_part(edition: Edition, *, pen: Pen) -> Iterator[Table]:
    """Draw who was invited and who took part, a table for every wave."""
    say = pen.wording.say
    for wave in sorted({row["wave"] for row in edition.rows("representation")}):
        rows = edition.rows_of("representation", "wave", wave)
        body = [
            [*_group(row, pen=pen), *_cells("representation", row, _TOOK_PART, pen=pen)]
            for row in rows
        ]
        headers = [say("column.group"), say("column.grouping")]
        headers += [say(f"column.representation_{name}") for name in _TOOK_PART]
        caption = say("provenance.took_part", wave=wave)
        yield Table(f"deelname-{wave}", caption, headers, body, frozenset({2, 3, 4}))


def draw_theme_figures(edition: Edition, theme: Row, *, pen: Pen) -> ThemeFigures:
    """Draw every figure on a theme with the documents that name it."""
    theme_id = theme["theme_id"]
    rows = edition.rows_of("theme_support", "theme_id", theme_id)
    waves = sorted({row["wave"] for row in rows} - {None})
    label = theme_label(theme, language=pen.wording.language)
    documents = _naming_documents(edition, theme_id, pen=pen)
    counted = pen.figure(
        "theme_support", document_row(edition, theme_id), "document_count"
    )
    return ThemeFigures(
        anchor=safe_name(theme_id),
        label=label,
        address=pen.addresses.theme(theme_id),
        tables=[
            _support(edition, theme_id, label=label, wave=wave, pen=pen)
            for wave in waves
        ],
        documents=documents,
        documents_text=pen.wording.say(
            "provenance.documents" if documents else "provenance.documents_unlisted",
            n=counted,
        ),
    )


def _support(
    edition: Edition, theme_id: str, *, label: str, wave: int, pen: Pen
) -> Table:
    say = pen.wording.say
    rows = [
        row
        for row in edition.rows_of("theme_support", "theme_id", theme_id)
        if row["wave"] == wave
    ]
    body = [
        [*_group(row, pen=pen), *_cells("theme_support", row, _SUPPORT, pen=pen)]
        for row in rows
    ]
    headers = [say("column.group"), say("column.grouping")]
    headers += [say(f"column.theme_support_{name}") for name in _SUPPORT]
    caption = say(
        "provenance.support",
        theme=label,
        wave=wave,
        run=edition.run.get("run_id") or edition.meta("run_id") or "–",
        day=pen.wording.day(rows[0].get("figures_on") if rows else None),
    )
    numeric = frozenset(range(2, 2 + len(_SUPPORT)))
    return Table(support_anchor(theme_id, wave), caption, headers, body, numeric)


def _group(row: Row, *, pen: Pen) -> list[Any]:
    if row["grouping"] == "all":
        return [pen.wording.say("theme.everyone"), "–"]
    return [row["group_name"], pen.wording.value("grouping", row["grouping"])]


def _cells(table: str, row: Row, columns: tuple[str, ...], *, pen: Pen) -> list[Any]:
    if row["is_suppressed"]:
        hidden = pen.wording.say("theme.hidden")
        return [
            hidden if row[name] is None else pen.figure(table, row, name)
            for name in columns
        ]
    return [pen.figure(table, row, name) for name in columns]


def _naming_documents(edition: Edition, theme_id: str, *, pen: Pen) -> list[Piece]:
    first: dict[str, Row] = {}
    passages = [
        edition.row_of("passage", "passage_id", row["passage_id"])
        for row in edition.rows_of("theme_passage", "theme_id", theme_id)
    ]
    found = [row for row in passages if row.get("document_id")]
    for row in sorted(found, key=lambda row: row["start_offset"] or 0):
        first.setdefault(row["document_id"], row)
    documents = [row for row in edition.rows("document") if row["document_id"] in first]
    return [
        Link(pen.addresses.passage(first[row["document_id"]]), document_title(row))
        for row in documents
    ]


def draw_statements(edition: Edition, *, pen: Pen) -> Iterator[Table]:
    """Draw the results of every statement, group by group."""
    say = pen.wording.say
    for statement in edition.rows("statement"):
        statement_id = statement["statement_id"]
        rows = edition.rows_of("statement_result", "statement_id", statement_id)
        body = [
            [
                *_group(row, pen=pen),
                row["wave"],
                *_cells("statement_result", row, _RESULT, pen=pen),
            ]
            for row in rows
        ]
        headers = [say("column.group"), say("column.grouping"), say("column.wave")]
        headers += [say(f"column.statement_result_{name}") for name in _RESULT]
        yield Table(
            f"stelling-{safe_name(statement_id)}",
            statement_text(statement, language=pen.wording.language),
            headers,
            body,
            frozenset(range(2, 7)),
        )
