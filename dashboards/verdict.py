"""The groups on one theme in, whether they share it or divide on it out, in words."""

from dashboards.edition import Edition
from dashboards.figures import SMALL_BASE, Pen
from dashboards.pieces import Piece
from dashboards.spread import (
    DIVIDED_POINTS,
    SHARED_POINTS,
    Spread,
    Verdict,
    is_shown,
    latest_wave,
    support_rows,
    theme_spread,
)


def draw_spread(edition: Edition, theme_id: str, *, pen: Pen) -> list[Piece]:
    """Judge the newest wave that can be judged, with what it rests on and the rule."""
    newest = latest_wave(edition)
    if newest is None:
        return [pen.wording.say("theme.spread_no_survey")]
    wave = _judged_wave(edition, theme_id, newest=newest)
    spread = theme_spread(edition, theme_id, wave=wave)
    if spread is None:
        return [pen.wording.say("theme.spread_unknown")]
    sentences: list[Piece] = [_verdict(spread, wave=wave, pen=pen)]
    if wave != newest:
        sentences.append(pen.wording.say("theme.spread_older", newest=newest))
    rows = support_rows(edition, theme_id, wave=wave, grouping="stakeholder_group")
    if hidden := sum(not is_shown(row, "share") for row in rows):
        total = pen.wording.number(len(rows))
        sentences.append(pen.wording.count("theme.spread_hidden", hidden, total=total))
    if spread.has_small_group:
        sentences.append(pen.wording.say("theme.spread_small"))
    sentences.append(
        pen.wording.say(
            "theme.spread_rule",
            divided=DIVIDED_POINTS,
            shared=SHARED_POINTS,
            base=SMALL_BASE,
        )
    )
    return sentences


def _judged_wave(edition: Edition, theme_id: str, *, newest: int) -> int:
    """Return the newest wave with figures of enough groups, else the newest."""
    for wave in sorted(edition.waves, reverse=True):
        spread = theme_spread(edition, theme_id, wave=wave)
        if spread is not None and spread.verdict != Verdict.UNSEEN:
            return wave
    return newest


def _verdict(spread: Spread, *, wave: int, pen: Pen) -> Piece:
    return pen.wording.say(
        f"theme.spread_{spread.verdict}",
        wave=wave,
        points=spread.points,
        high=pen.groups(spread.highest),
        high_share=pen.share(spread.highest[0]),
        low=pen.groups(spread.lowest),
        low_share=pen.share(spread.lowest[0]),
    )
