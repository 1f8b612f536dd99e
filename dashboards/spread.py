"""Figures per group in, how far the groups lie apart out: the one rule for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from dashboards.edition import Edition, Row
from dashboards.figures import SMALL_BASE

DIVIDED_POINTS = 20
SHARED_POINTS = 10


class Verdict(StrEnum):
    """What the difference between the highest and the lowest group amounts to."""

    DIVIDED = "divided"
    POSSIBLE = "possible"
    BETWEEN = "between"
    SHARED = "shared"
    UNSEEN = "unseen"


@dataclass(frozen=True, slots=True)
class Spread:
    """The highest and the lowest groups shown (more at a tie), in whole percents."""

    highest: tuple[Row, ...]
    lowest: tuple[Row, ...]
    top: int
    bottom: int
    has_small_group: bool
    is_mostly_hidden: bool

    @property
    def points(self) -> int:
        """The difference in percentage points."""
        return self.top - self.bottom

    @property
    def is_close(self) -> bool:
        """Whether the groups shown lie close together, in points."""
        return self.points <= SHARED_POINTS

    @property
    def verdict(self) -> Verdict:
        """The rule as printed on the theme pages; decision 0018 says why."""
        if self.is_mostly_hidden:
            return Verdict.UNSEEN
        if self.points >= DIVIDED_POINTS:
            return Verdict.POSSIBLE if self.has_small_group else Verdict.DIVIDED
        is_alike = 2 * self.top <= 3 * self.bottom
        if self.is_close and is_alike and not self.has_small_group:
            return Verdict.SHARED
        return Verdict.BETWEEN


def spread_of(rows: Sequence[Row], *, share: str, base: str) -> Spread | None:
    """Compare the shown groups among ``rows``; ``None`` with fewer than two."""
    shown = [row for row in rows if is_shown(row, share)]
    if len(shown) < 2:
        return None
    top, bottom = (pick(row[share] for row in shown) for pick in (max, min))
    highest = tuple(row for row in shown if row[share] == top)
    lowest = tuple(row for row in shown if row[share] == bottom)
    return Spread(
        highest=highest,
        lowest=lowest,
        top=round(top * 100),
        bottom=round(bottom * 100),
        has_small_group=any(
            (row.get(base) or SMALL_BASE) < SMALL_BASE for row in highest + lowest
        ),
        is_mostly_hidden=2 * len(shown) < len(rows),
    )


def is_shown(row: Row, column: str) -> bool:
    """Tell whether a row exists, is not suppressed and has a figure."""
    return bool(row) and not row["is_suppressed"] and row.get(column) is not None


def support_rows(
    edition: Edition, theme_id: str, *, wave: int | None, grouping: str
) -> list[Row]:
    """Return the rows of support of a theme in one wave and division."""
    return [
        row
        for row in edition.rows_of("theme_support", "theme_id", theme_id)
        if row["wave"] == wave and row["grouping"] == grouping
    ]


def total_row(edition: Edition, theme_id: str, *, wave: int | None) -> Row:
    """Return the row of support of everyone together, or an empty one."""
    rows = support_rows(edition, theme_id, wave=wave, grouping="all")
    return next(iter(rows), {})


def theme_spread(edition: Edition, theme_id: str, *, wave: int) -> Spread | None:
    """Compare the stakeholder groups on one theme in one wave."""
    rows = support_rows(edition, theme_id, wave=wave, grouping="stakeholder_group")
    return spread_of(rows, share="share", base="base_count")


def latest_wave(edition: Edition) -> int | None:
    """Return the newest wave that has theme figures."""
    waves = {row["wave"] for row in edition.rows("theme_support")} - {None}
    return max(waves, default=None)


def document_row(edition: Edition, theme_id: str) -> Row:
    """Return the row that counts documents: without a wave, else the newest."""
    rows = [
        row
        for row in edition.rows_of("theme_support", "theme_id", theme_id)
        if row["grouping"] == "all" and row["document_count"] is not None
    ]
    return min(rows, key=lambda row: -(row["wave"] or 10**9), default={})
