"""What the base leaves open on one theme in, a list of plain sentences out."""

from collections.abc import Iterator

from dashboards.edition import Edition, Row
from dashboards.figures import Pen
from dashboards.in_short import LOW_RESPONSE, hidden_groups, theme_initiatives
from dashboards.pieces import Link, Piece
from dashboards.representation import (
    absent_groups,
    group_rows,
    response_row,
    response_share,
)
from dashboards.spread import latest_wave, support_rows

MOST_QUESTIONS = 3


def draw_unknowns(edition: Edition, theme_id: str, *, pen: Pen) -> list[Piece]:
    """List what cannot be said about a theme, the weightiest first."""
    wave = latest_wave(edition)
    return [
        *_of_survey(edition, theme_id, wave=wave, pen=pen),
        *of_reading(edition, pen=pen),
        *_of_questions(edition, theme_id, pen=pen),
        *_of_initiatives(edition, theme_id, pen=pen),
        *draw_left_out(edition, pen=pen),
    ]


def of_reading(edition: Edition, *, pen: Pen) -> Iterator[Piece]:
    """Say that rules put the themes to texts, and where stands how well they do."""
    if not edition.rows("theme_support"):
        return
    words = pen.wording.say("unknown.by_rules")
    href = pen.addresses.page("kwaliteit.html#taalmodel")
    link = Link(href, pen.wording.say("unknown.how_often"))
    yield pen.wording.say("unknown.with_link", text=words, link=link)


def draw_left_out(edition: Edition, *, pen: Pen) -> list[Piece]:
    """Say how much of the material was not read, or fits no theme."""
    sentences: list[Piece] = []
    files = [row for row in edition.rows("completeness") if row["unit"] == "file"]
    lost = sum(row["quarantined_count"] for row in files)
    if lost:
        words = pen.wording.count(
            "unknown.quarantined",
            lost,
            n=pen.counted("quarantined_file", lost),
            total=pen.counted("file", sum(row["expected_count"] for row in files)),
        )
        href = pen.addresses.page("kwaliteit.html#apart-gezet")
        why = Link(href, pen.wording.say("unknown.reasons"))
        sentences.append(pen.wording.say("unknown.with_link", text=words, link=why))
    if coverage := _coverage(edition, pen=pen):
        sentences.append(coverage)
    return sentences


def _coverage(edition: Edition, *, pen: Pen) -> Piece | None:
    rows = [
        row
        for row in edition.rows("theme_coverage")
        if not row["is_suppressed"] and row["passage_count"]
    ]
    without = sum(row["without_theme_count"] or 0 for row in rows)
    if not without:
        return None
    total = sum(row["passage_count"] for row in rows)
    return pen.wording.say(
        "unknown.without_theme",
        n=pen.counted("passage_without_theme", without),
        total=pen.counted("passage_read", total),
    )


def _of_survey(
    edition: Edition, theme_id: str, *, wave: int | None, pen: Pen
) -> Iterator[Piece]:
    if wave is None:
        yield pen.wording.say("unknown.no_survey")
        return
    if not support_rows(edition, theme_id, wave=wave, grouping="stakeholder_group"):
        yield pen.wording.say("unknown.no_groups")
    hidden = hidden_groups(edition, theme_id, wave=wave)
    if hidden:
        groups = pen.wording.groups(hidden, most=5)
        yield pen.wording.count("unknown.hidden", len(hidden), groups=groups)
    absent = absent_groups(edition, wave=wave)
    if absent:
        groups = pen.wording.groups(absent, most=5)
        yield pen.wording.count("unknown.absent", len(absent), groups=groups, wave=wave)
    yield from _of_response(edition, wave=wave, pen=pen)


def _of_response(edition: Edition, *, wave: int, pen: Pen) -> Iterator[Piece]:
    total = response_row(edition, wave=wave)
    if response_share(total) is None:
        yield pen.wording.say("unknown.sample")
        return
    low = [row for row in group_rows(edition, wave=wave) if _is_low(row)]
    words = pen.wording.say(
        "unknown.response_low" if low else "unknown.response",
        came=pen.figure("representation", total, "respondent_count"),
        invited=pen.figure("representation", total, "invited_count"),
        wave=wave,
        groups=pen.wording.series([_came(row, pen=pen) for row in low], most=3),
    )
    yield words


def _is_low(row: Row) -> bool:
    share = response_share(row)
    return bool(row["respondent_count"]) and share is not None and share < LOW_RESPONSE


def _came(row: Row, *, pen: Pen) -> Piece:
    return pen.wording.say(
        "unknown.group_response",
        group=row["group_name"],
        came=pen.figure("representation", row, "respondent_count"),
        invited=pen.figure("representation", row, "invited_count"),
    )


def _of_questions(edition: Edition, theme_id: str, *, pen: Pen) -> Iterator[Piece]:
    opgaven = {
        row["opgave_id"]
        for row in edition.rows_of("opgave_theme", "theme_id", theme_id)
    }
    gaps = {row["knowledge_question_id"] for row in edition.rows("knowledge_gap")}
    questions = [
        row["text"]
        for row in edition.rows("knowledge_question")
        if row["opgave_id"] in opgaven and row["knowledge_question_id"] in gaps
    ]
    for text in questions[:MOST_QUESTIONS]:
        yield pen.wording.say("unknown.question", text=text)
    more = len(questions) - MOST_QUESTIONS
    if more > 0:
        yield pen.wording.count("unknown.more_questions", more)
    for row in edition.rows("blank_spot"):
        if row["opgave_id"] in opgaven:
            yield pen.wording.say("unknown.blank_spot", text=row["text"])


def _of_initiatives(edition: Edition, theme_id: str, *, pen: Pen) -> Iterator[Piece]:
    initiatives = theme_initiatives(edition, theme_id)
    total = pen.counted(f"initiative:{theme_id}", len(initiatives))
    lacking = {
        "no_status": [row for row in initiatives if row["status"] == "unknown"],
        "unreviewed": [
            row for row in initiatives if row["review_status"] == "unreviewed"
        ],
    }
    for name, rows in lacking.items():
        if rows:
            counted = pen.counted(f"initiative:{theme_id}:{name}", len(rows))
            is_all = len(rows) == len(initiatives) > 1
            form = "all" if is_all else "one" if len(initiatives) == 1 else "many"
            yield pen.wording.say(f"unknown.{name}.{form}", n=counted, total=total)
