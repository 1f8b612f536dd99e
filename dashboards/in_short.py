"""The figures of one theme in, three to five plain sentences out."""

from collections import Counter

from dashboards.edition import Edition, Row
from dashboards.figures import Pen
from dashboards.pieces import Link, Piece, Sentence
from dashboards.representation import response_row, response_share
from dashboards.spread import (
    Verdict,
    document_row,
    is_shown,
    latest_wave,
    support_rows,
    theme_spread,
    total_row,
)

LOW_RESPONSE = 0.30
STATUSES = (
    "running",
    "adopted",
    "in_preparation",
    "announced",
    "idea",
    "finished",
    "unknown",
)


def draw_in_short(edition: Edition, theme_id: str, *, pen: Pen) -> list[Piece]:
    """Say who names the theme, where groups differ, what there is, what to mind."""
    wave = latest_wave(edition)
    sentences: list[Piece | None] = []
    if wave is not None:
        sentences.append(_named(edition, theme_id, wave=wave, pen=pen))
        sentences.append(_groups(edition, theme_id, wave=wave, pen=pen))
    sentences.append(_documents(edition, theme_id, pen=pen))
    sentences.append(_initiatives(edition, theme_id, pen=pen))
    sentences.append(_reservation(edition, theme_id, wave=wave, pen=pen))
    return [sentence for sentence in sentences if sentence is not None]


def theme_initiatives(edition: Edition, theme_id: str) -> list[Row]:
    """Return the initiatives of a theme, the most mentioned first."""
    rows = edition.rows_of("initiative_theme", "theme_id", theme_id)
    of_theme = {row["initiative_id"] for row in rows}
    return [
        row for row in edition.rows("initiative") if row["initiative_id"] in of_theme
    ]


def status_counts(initiatives: list[Row], *, name: str, pen: Pen) -> list[Sentence]:
    """Return "2 in uitvoering", … in a fixed order, without the empty ones."""
    counts = Counter(row["status"] for row in initiatives)
    others = sorted(counts.keys() - set(STATUSES))
    return [
        pen.wording.say(
            "in_short.status",
            n=pen.counted(f"initiative:{name}:{status}", counts[status]),
            status=pen.wording.value("status_phrase", status),
        )
        for status in (*STATUSES, *others)
        if counts[status]
    ]


def hidden_groups(edition: Edition, theme_id: str, *, wave: int) -> list[str]:
    """Return the stakeholder groups whose figures on the theme are not shown."""
    rows = support_rows(edition, theme_id, wave=wave, grouping="stakeholder_group")
    return [row["group_name"] for row in rows if row["is_suppressed"]]


def _named(edition: Edition, theme_id: str, *, wave: int, pen: Pen) -> Piece:
    row = total_row(edition, theme_id, wave=wave)
    if not row:
        return pen.wording.say("in_short.not_counted", wave=wave)
    if not is_shown(row, "respondent_count"):
        return pen.wording.say("in_short.total_hidden", wave=wave)
    form = _form(row)
    figures = {
        "count": pen.figure("theme_support", row, "respondent_count"),
        "base": pen.figure("theme_support", row, "base_count"),
        "share": pen.figure("theme_support", row, "share"),
    }
    words = pen.wording.say(f"in_short.named_figure_{form}", **figures)
    linked = Link(pen.addresses.support(theme_id, wave), words)
    before = total_row(edition, theme_id, wave=_wave_before(edition, wave))
    if before and is_shown(before, "base_count"):
        return pen.wording.say(
            f"in_short.named_before_{form}",
            wave=wave,
            figure=linked,
            before=before["wave"],
            then=pen.of_base(before),
        )
    return pen.wording.say(f"in_short.named_{form}", wave=wave, figure=linked)


def _form(row: Row) -> str:
    if row["respondent_count"] == 0:
        return "none"
    return "one" if row["respondent_count"] == 1 else "many"


def _wave_before(edition: Edition, wave: int) -> int | None:
    waves = {row["wave"] for row in edition.rows("theme_support")} - {None}
    return max((other for other in waves if other < wave), default=-1)


def _groups(edition: Edition, theme_id: str, *, wave: int, pen: Pen) -> Piece | None:
    spread = theme_spread(edition, theme_id, wave=wave)
    if spread is None:
        return None
    form = "alike" if spread.verdict == Verdict.SHARED else "differ"
    return pen.wording.say(
        f"in_short.groups_{form}",
        high=pen.groups(spread.highest),
        high_figure=pen.tied(spread.highest),
        high_share=pen.share(spread.highest[0]),
        low=pen.groups(spread.lowest),
        low_figure=pen.tied(spread.lowest),
        low_share=pen.share(spread.lowest[0]),
    )


def _documents(edition: Edition, theme_id: str, *, pen: Pen) -> Piece:
    total = len(edition.rows("document"))
    row = document_row(edition, theme_id)
    if not total:
        return pen.wording.say("in_short.no_documents")
    number = row.get("document_count") or 0
    if not number:
        return pen.wording.say(
            "in_short.documents_none", total=pen.counted("document", total)
        )
    counted = pen.figure("theme_support", row, "document_count")
    return pen.wording.count(
        "in_short.documents",
        number,
        n=Link(pen.addresses.documents_on(theme_id), counted),
        total=pen.counted("document", total),
    )


def _initiatives(edition: Edition, theme_id: str, *, pen: Pen) -> Piece:
    initiatives = theme_initiatives(edition, theme_id)
    if not initiatives:
        return pen.wording.say("in_short.no_initiatives")
    counts = status_counts(initiatives, name=theme_id, pen=pen)
    return pen.wording.count(
        "in_short.initiatives",
        len(initiatives),
        n=pen.counted(f"initiative:{theme_id}", len(initiatives)),
        statuses=pen.wording.series(counts),
    )


def _reservation(
    edition: Edition, theme_id: str, *, wave: int | None, pen: Pen
) -> Piece:
    if wave is None:
        return pen.wording.say("in_short.mind_no_survey")
    response = response_row(edition, wave=wave)
    hidden = hidden_groups(edition, theme_id, wave=wave)
    share = response_share(response)
    if share is not None and share < LOW_RESPONSE:
        return pen.wording.say(
            "in_short.mind_response",
            came=pen.figure("representation", response, "respondent_count"),
            invited=pen.figure("representation", response, "invited_count"),
            wave=wave,
        )
    if hidden:
        form = "mind_hidden_one" if len(hidden) == 1 else "mind_hidden_many"
        groups = pen.wording.groups(hidden)
        return pen.wording.say(f"in_short.{form}", groups=groups)
    return pen.wording.say("in_short.mind_sample")
