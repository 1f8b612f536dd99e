"""A base in, the page that tells where every figure comes from out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dashboards.edition import Edition, Row
from dashboards.figure_tables import (
    ThemeFigures,
    draw_statements,
    draw_theme_figures,
    draw_took_part,
)
from dashboards.figures import Pen
from dashboards.origin import draw_origin
from dashboards.own_words import document_title
from dashboards.pieces import Link, Piece
from dashboards.tables import Table

DEFINED = (
    ("theme_support", "respondent_count"),
    ("theme_support", "base_count"),
    ("theme_support", "share"),
    ("theme_support", "organisation_count"),
    ("theme_support", "organisation_weighted_share"),
    ("theme_support", "document_count"),
    ("theme_support", "is_suppressed"),
    ("theme_coverage", "without_theme_count"),
    ("statement_result", "agree_share"),
    ("statement_result", "disagree_share"),
    ("representation", "invited_count"),
    ("quote", "text"),
    ("initiative", "status"),
    ("initiative", "mention_count"),
)


@dataclass(frozen=True, slots=True)
class ProvenancePage:
    """All that the page of sources says."""

    origin: list[tuple[Piece, Any]]
    definitions: list[tuple[str, Piece, str, str]]
    sources: Table
    documents: Table
    took_part: list[Table]
    themes: list[ThemeFigures]
    statements: list[Table]
    answer_pages: list[Piece]


def draw_provenance(edition: Edition, *, pen: Pen) -> ProvenancePage:
    """Gather definitions, figures and sources."""
    return ProvenancePage(
        origin=draw_origin(edition, pen=pen),
        definitions=list(_definitions(edition, pen=pen)),
        sources=_sources(edition, pen=pen),
        documents=_documents(edition, pen=pen),
        took_part=list(draw_took_part(edition, pen=pen)),
        themes=[
            draw_theme_figures(edition, theme, pen=pen)
            for theme in edition.rows("page_theme")
        ],
        statements=list(draw_statements(edition, pen=pen)),
        answer_pages=_answer_pages(edition, pen=pen),
    )


def _definitions(
    edition: Edition, *, pen: Pen
) -> Iterator[tuple[str, Piece, str, str]]:
    for table, column in DEFINED:
        rows = edition.rows_of("data_dictionary", "table_name", table)
        row: Row = next((row for row in rows if row["column_name"] == column), {})
        english = row.get("description_en") if pen.wording.language == "en" else None
        meaning = english or row.get("description")
        if meaning:
            name = pen.wording.say(f"column.{table}_{column}")
            yield f"begrip-{table}-{column}", name, meaning, f"{table}.{column}"


def _sources(edition: Edition, *, pen: Pen) -> Table:
    say = pen.wording.say
    rows = [
        [
            row["title"] or row["source_id"],
            pen.wording.value("source_kind", row["kind"]),
            row["publisher"] or "–",
            row["licence"] or "–",
        ]
        for row in edition.rows("source")
    ]
    headers = [
        say(f"source.{name}") for name in ("title", "kind", "publisher", "licence")
    ]
    return Table("bronnenlijst", say("source.caption"), headers, rows)


def _documents(edition: Edition, *, pen: Pen) -> Table:
    """List the documents; what was found on reading them stands on their pages."""
    say, number = pen.wording.say, pen.wording.number
    rows = [
        [
            Link(pen.addresses.document(row["document_id"]), document_title(row)),
            row.get("publisher")
            or edition.row_of("source", "source_id", row["source_id"]).get("publisher")
            or "–",
            pen.wording.day(row["published_on"]),
            pen.figure("document", row, "page_count") if row["page_count"] else "–",
            number(len(edition.rows_of("passage", "document_id", row["document_id"]))),
            number(len(row["findings"])) if row["findings"] else "–",
        ]
        for row in edition.rows("document")
    ]
    names = ("title", "publisher", "published_on", "pages", "passages", "remarks")
    headers = [say(f"document.{name}") for name in names]
    return Table(
        "documenten", say("document.caption"), headers, rows, frozenset({3, 4, 5})
    )


def _answer_pages(edition: Edition, *, pen: Pen) -> list[Piece]:
    answers = edition.rows_of("passage", "document_id", None)
    waves = sorted({row["wave"] for row in answers}, key=lambda wave: wave or 0)
    return [
        Link(
            pen.addresses.answers(wave),
            pen.wording.say(
                "passages.answers" if wave is None else "passages.answers_wave",
                wave=wave,
            ),
        )
        for wave in waves
    ]
