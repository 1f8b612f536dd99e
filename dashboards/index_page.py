"""A base in, what matters and where groups differ out: the first page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dashboards.edition import Edition, Row
from dashboards.emergent import EmergentSection, draw_emergent
from dashboards.figures import SMALL_BASE, Pen
from dashboards.in_short import status_counts
from dashboards.initiatives import InitiativeLine, draw_initiatives
from dashboards.origin import draw_origin
from dashboards.pieces import Link, Piece
from dashboards.representation import response_row, response_share
from dashboards.spread import (
    SHARED_POINTS,
    Spread,
    document_row,
    is_shown,
    latest_wave,
    spread_of,
    theme_spread,
    total_row,
)
from dashboards.support_table import bar_scale
from dashboards.tables import Table
from dashboards.themes import statement_text, theme_label
from dashboards.unknowns import draw_left_out, of_reading

MOST_DIFFERENCES = 5
MOST_STATEMENTS = 3
MOST_INITIATIVES = 10


@dataclass(frozen=True, slots=True)
class ThemeLine:
    """One theme: how many name it, and how many documents."""

    name: Piece
    figure: Piece | None
    width: int | None
    documents: Any
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class IndexPage:
    """All that the first page says."""

    wave: int | None
    key_figures: list[tuple[Any, Piece]]
    themes: list[ThemeLine]
    scale: str
    unranked: Piece | None
    absent_themes: Piece | None
    emergent: EmergentSection | None
    differences: Table
    statements: list[Table]
    statuses: Any
    initiatives: list[InitiativeLine]
    left_out: list[Piece]
    origin: list[tuple[Piece, Any]]
    small_base: int = SMALL_BASE


def draw_index(edition: Edition, *, pen: Pen) -> IndexPage:
    """Gather what matters, the differences, and what was left out."""
    wave = latest_wave(edition)
    initiatives = edition.rows("initiative")
    named = edition.rows("page_theme")
    lines, scale = _ranked(edition, named, wave=wave, pen=pen)
    return IndexPage(
        wave=wave,
        key_figures=list(_key_figures(edition, wave=wave, pen=pen)),
        themes=lines,
        scale=scale,
        unranked=_unranked(lines, pen=pen),
        absent_themes=_absent(edition, pen=pen),
        emergent=draw_emergent(edition, pen=pen),
        differences=_differences(edition, named, wave=wave, pen=pen),
        statements=list(_statements(edition, pen=pen)),
        statuses=pen.wording.series(status_counts(initiatives, name="all", pen=pen)),
        initiatives=draw_initiatives(edition, initiatives[:MOST_INITIATIVES], pen=pen),
        left_out=[*of_reading(edition, pen=pen), *draw_left_out(edition, pen=pen)],
        origin=draw_origin(edition, pen=pen),
    )


def _key_figures(
    edition: Edition, *, wave: int | None, pen: Pen
) -> Iterator[tuple[Any, Piece]]:
    say = pen.wording.say
    if wave is not None:
        response = response_row(edition, wave=wave)
        figure = pen.figure("representation", response, "respondent_count")
        if response_share(response) is not None:
            invited = pen.figure("representation", response, "invited_count")
            words = say("index.took_part_of", wave=wave, invited=invited)
        else:
            words = say("index.took_part", wave=wave)
        yield figure, words
    for table in ("document", "initiative"):
        number = len(edition.rows(table))
        yield pen.counted(table, number), pen.wording.count(f"index.{table}", number)
    lost = sum(row["quarantined_count"] for row in edition.rows("completeness"))
    yield pen.counted("quarantined", lost), pen.wording.count("index.quarantined", lost)


def _ranked(
    edition: Edition, themes: list[Row], *, wave: int | None, pen: Pen
) -> tuple[list[ThemeLine], str]:
    """Themes by share; without a survey by documents; hidden figures last."""
    totals = {
        theme["theme_id"]: total_row(edition, theme["theme_id"], wave=wave)
        for theme in themes
    }
    weights = {name: _weight(edition, name, totals[name]) for name in totals}
    places = sorted(themes, key=lambda theme: weights[theme["theme_id"]])
    scale = bar_scale([row for row in totals.values() if is_shown(row, "share")])
    lines = [
        _theme_line(edition, theme, totals[theme["theme_id"]], scale=scale, pen=pen)
        for theme in places
    ]
    return lines, f"{scale}%"


def _weight(edition: Edition, theme_id: str, total: Row) -> tuple[float, ...]:
    share = total["share"] if is_shown(total, "share") else -1.0
    documents = document_row(edition, theme_id).get("document_count") or 0
    return (-share, -(total.get("respondent_count") or 0), -documents)


def _theme_line(
    edition: Edition, theme: Row, total: Row, *, scale: int, pen: Pen
) -> ThemeLine:
    theme_id = theme["theme_id"]
    label = theme_label(theme, language=pen.wording.language)
    row = document_row(edition, theme_id)
    documents = pen.figure("theme_support", row, "document_count")
    shown = is_shown(total, "share")
    hidden = pen.wording.say("theme.hidden") if total else None
    return ThemeLine(
        name=Link(pen.addresses.theme(theme_id), label),
        figure=pen.of_base(total) if shown else hidden,
        width=round(total["share"] * 100) * 100 // scale if shown else None,
        documents=Link(pen.addresses.documents_on(theme_id), documents) if row else "–",
        is_hidden=bool(total) and not shown,
    )


def _unranked(lines: Sequence[ThemeLine], *, pen: Pen) -> Piece | None:
    """Say that a hidden figure is no small one: its theme has no place in the row."""
    hidden = sum(line.is_hidden for line in lines)
    return pen.wording.count("index.unranked", hidden) if hidden else None


def _absent(edition: Edition, *, pen: Pen) -> Piece | None:
    paged = {row["theme_id"] for row in edition.rows("page_theme")}
    labels = [
        theme_label(theme, language=pen.wording.language)
        for theme in edition.rows("theme")
        if not theme["is_emergent"] and theme["theme_id"] not in paged
    ]
    if not labels:
        return None
    return pen.wording.say("index.absent", themes=pen.wording.series(labels))


def _differences(
    edition: Edition, themes: list[Row], *, wave: int | None, pen: Pen
) -> Table:
    say = pen.wording.say
    found = [
        (theme, spread)
        for theme in themes
        if wave is not None
        and (spread := theme_spread(edition, theme["theme_id"], wave=wave))
    ]
    found.sort(key=lambda pair: -pair[1].points)
    # No gap is no difference, unless there is nothing else to tell.
    found = [pair for pair in found if pair[1].points] or found
    rows = [
        [
            Link(
                pen.addresses.theme(theme["theme_id"]),
                theme_label(theme, language=pen.wording.language),
            ),
            _groups(spread.highest, pen.tied(spread.highest), pen=pen),
            _groups(spread.lowest, pen.tied(spread.lowest), pen=pen),
            pen.wording.count("index.points", spread.points),
        ]
        for theme, spread in found[:MOST_DIFFERENCES]
    ]
    headers = [say(f"column.{name}") for name in ("theme", "highest", "lowest", "gap")]
    caption = say("index.differences", wave=wave)
    return Table("verschillen", caption, headers, rows, frozenset({3}))


def _statements(edition: Edition, *, pen: Pen) -> Iterator[Table]:
    """The statements on which groups differ most, and those on which they agree."""
    results = edition.rows("statement_result")
    newest = max((row["wave"] for row in results), default=None)
    found = []
    for statement in edition.rows("statement"):
        groups = [
            row
            for row in edition.rows_of(
                "statement_result", "statement_id", statement["statement_id"]
            )
            if row["wave"] == newest and row["grouping"] == "stakeholder_group"
        ]
        spread = spread_of(groups, share="agree_share", base="respondent_count")
        if spread:
            found.append((statement, spread))
    found.sort(key=lambda pair: -pair[1].points)
    apart = [pair for pair in found if not pair[1].is_close]
    alike = [pair for pair in reversed(found) if pair[1].is_close]
    for name, pairs in (("divided", apart), ("shared", alike)):
        if pairs:
            yield _statement_table(name, pairs[:MOST_STATEMENTS], pen=pen)


def _statement_table(name: str, found: list[tuple[Row, Spread]], *, pen: Pen) -> Table:
    say = pen.wording.say
    rows = [
        [
            Link(
                pen.addresses.statement(statement["statement_id"]),
                statement_text(statement, language=pen.wording.language),
            ),
            _groups(spread.highest, pen.agreement(spread.highest[0]), pen=pen),
            _groups(spread.lowest, pen.agreement(spread.lowest[0]), pen=pen),
            pen.wording.count("index.points", spread.points),
        ]
        for statement, spread in found
    ]
    columns = ("statement", "most_agree", "least_agree", "gap")
    headers = [say(f"column.{column}") for column in columns]
    wave = found[0][1].highest[0]["wave"]
    caption = say(f"index.statements_{name}", shared=SHARED_POINTS, wave=wave)
    return Table(f"stellingen-{name}", caption, headers, rows, frozenset({3}))


def _groups(rows: Sequence[Row], figure: Piece, *, pen: Pen) -> Piece:
    names = pen.wording.series([row["group_name"] for row in rows], most=3)
    return pen.wording.say("index.group", group=names, figure=figure)
