"""Support of one theme in, what the groups without a figure say together out.

It is the total less the groups that are shown, so it tells nothing new, and nobody is
lost from the picture. Whoever is in no group counts with them. The saved question
``kleine_groepen_samen`` asks the same of the base.
"""

from dataclasses import dataclass

from dashboards.edition import Edition, Row
from dashboards.figures import Pen
from dashboards.pieces import Figure, Link, Piece
from dashboards.spread import is_shown, support_rows, total_row

FEWEST_GROUPS = 2
"""One group without a figure is what hiding keeps from being said."""
_DIVISION = "stakeholder_group"


@dataclass(frozen=True, slots=True)
class Together:
    """How many of some groups named a theme, out of how many respondents."""

    group_count: int
    respondent_count: int
    base_count: int

    @property
    def share(self) -> float:
        """The part that named it, in whole percents; a half goes up, as in the base."""
        halves = 200 * self.respondent_count + self.base_count
        return halves // (2 * self.base_count) / 100


def together_of(edition: Edition, theme_id: str, *, wave: int) -> Together | None:
    """Return what the groups without a figure add up to; None under the rule."""
    total = total_row(edition, theme_id, wave=wave)
    rows = support_rows(edition, theme_id, wave=wave, grouping=_DIVISION)
    hidden = [row for row in rows if row["is_suppressed"]]
    if not is_shown(total, "respondent_count") or len(hidden) < FEWEST_GROUPS:
        return None
    found = Together(
        len(hidden),
        _rest(total, rows, "respondent_count"),
        _rest(total, rows, "base_count"),
    )
    return found if _may_be_shown(edition, found) else None


def draw_together(found: Together, *, theme_id: str, wave: int, pen: Pen) -> Piece:
    """Return "12 van 47 (26%)", linked to the rows it is the rest of."""
    place = f"together:{theme_id}:{wave}:{_DIVISION}"
    number, percent = pen.wording.number, pen.wording.percent
    words = {
        "count": (found.respondent_count, number(found.respondent_count)),
        "base": (found.base_count, number(found.base_count)),
        "share": (found.share, percent(found.share)),
    }
    figures = {
        name: Figure(value, f"{place}:{name}", text)
        for name, (value, text) in words.items()
    }
    label = pen.wording.say("figure.of_base", **figures)
    link = Link(pen.addresses.support(theme_id, wave), label)
    return pen.marked(link, found.base_count)


def _rest(total: Row, rows: list[Row], column: str) -> int:
    return int(total[column]) - sum(row[column] or 0 for row in rows)


def _may_be_shown(edition: Edition, found: Together) -> bool:
    group = int(edition.meta("smallest_group") or 10)
    least = int(edition.meta("smallest_count") or 3)
    parts = found.respondent_count, found.base_count - found.respondent_count
    return found.base_count >= group and not any(0 < part < least for part in parts)
