"""Support of one theme in, a table of groups with bars on one scale out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboards.edition import Edition, Row
from dashboards.figures import SMALL_BASE, Pen
from dashboards.in_short import hidden_groups
from dashboards.pieces import Piece
from dashboards.representation import absent_groups, group_rows
from dashboards.small_groups import Together, draw_together, together_of
from dashboards.spread import is_shown, support_rows, total_row

MOST_WAVES = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """One group in one wave: a figure with its bar, or why there is none."""

    label: Piece
    width: int | None = None


@dataclass(frozen=True, slots=True)
class SupportLine:
    """One group, or everyone, in every wave shown."""

    name: Any
    cells: list[Cell]
    is_total: bool


@dataclass(frozen=True, slots=True)
class Support:
    """The table of groups: waves as columns, bars on one scale."""

    waves: list[int]
    scale: str
    lines: list[SupportLine]
    notes: list[Piece]


def draw_support(edition: Edition, theme_id: str, *, pen: Pen) -> Support | None:
    """Draw the newest waves; ``None`` when no wave counted the theme."""
    rows = edition.rows_of("theme_support", "theme_id", theme_id)
    waves = sorted({row["wave"] for row in rows} - {None})[-MOST_WAVES:]
    if not waves:
        return None
    shown = [row for row in rows if row["wave"] in waves and is_shown(row, "share")]
    drawn = [row for row in shown if row["grouping"] in ("all", "stakeholder_group")]
    together = {
        wave: found
        for wave in waves
        if (found := together_of(edition, theme_id, wave=wave)) is not None
    }
    scale = bar_scale([*drawn, *({"share": each.share} for each in together.values())])
    lines = list(_lines(edition, theme_id, waves=waves, scale=scale, pen=pen))
    if together:
        lines.append(_together(together, theme_id, waves=waves, scale=scale, pen=pen))
    notes = list(_hidden_note(edition, theme_id, waves=waves, pen=pen))
    if together:
        notes.append(pen.wording.say("theme.together_note"))
    bases = [row.get("base_count") for row in drawn]
    bases += [each.base_count for each in together.values()]
    if any((base or SMALL_BASE) < SMALL_BASE for base in bases):
        notes.append(pen.wording.say("theme.small_note", base=SMALL_BASE))
    return Support(waves, f"{scale}%", lines, notes)


def bar_scale(rows: Sequence[Row]) -> int:
    """Return the percentage of a full bar: the largest share, rounded up to tens."""
    top = max((round(row["share"] * 100) for row in rows), default=0)
    return min(100, max(10, -(-top // 10) * 10))


def _lines(
    edition: Edition, theme_id: str, *, waves: list[int], scale: int, pen: Pen
) -> Iterator[SupportLine]:
    totals = [total_row(edition, theme_id, wave=wave) for wave in waves]
    cells = [_cell(row, scale=scale, pen=pen) for row in totals]
    yield SupportLine(pen.wording.say("theme.everyone"), cells, is_total=True)
    for group in _groups(edition, theme_id, waves=waves):
        cells = []
        for wave in waves:
            row = _group_row(edition, theme_id, wave=wave, group=group)
            is_absent = not row and group in absent_groups(edition, wave=wave)
            cells.append(_cell(row, scale=scale, pen=pen, is_absent=is_absent))
        yield SupportLine(group, cells, is_total=False)


def _together(
    together: Mapping[int, Together],
    theme_id: str,
    *,
    waves: list[int],
    scale: int,
    pen: Pen,
) -> SupportLine:
    """Return the line of all groups without a figure, by wave."""
    cells = []
    for wave in waves:
        if wave in together:
            found = together[wave]
            label = draw_together(found, theme_id=theme_id, wave=wave, pen=pen)
            cells.append(Cell(label, _width(found.share, scale=scale)))
        else:
            cells.append(Cell(pen.wording.say("theme.no_figure")))
    name = pen.wording.say("theme.together").markdown()
    return SupportLine(name, cells, is_total=False)


def _width(share: float, *, scale: int) -> int:
    return round(share * 100) * 100 // scale


def _groups(edition: Edition, theme_id: str, *, waves: list[int]) -> list[str]:
    """Stakeholder groups by share in the newest wave; those without a figure last."""
    names = {
        row["group_name"]
        for wave in waves
        for row in (
            *support_rows(edition, theme_id, wave=wave, grouping="stakeholder_group"),
            *group_rows(edition, wave=wave),
        )
    }

    def place(name: str) -> tuple[float, str]:
        row = _group_row(edition, theme_id, wave=waves[-1], group=name)
        return (-row["share"] if is_shown(row, "share") else 1.0, name)

    return sorted(names, key=place)


def _group_row(edition: Edition, theme_id: str, *, wave: int, group: str) -> Row:
    rows = support_rows(edition, theme_id, wave=wave, grouping="stakeholder_group")
    return next((row for row in rows if row["group_name"] == group), {})


def _cell(row: Row, *, scale: int, pen: Pen, is_absent: bool = False) -> Cell:
    if is_shown(row, "share"):
        return Cell(pen.of_base(row), _width(row["share"], scale=scale))
    if row.get("base_count") == 0 or is_absent:
        return Cell(pen.wording.say("theme.absent"))
    return Cell(pen.wording.say("theme.hidden" if row else "theme.no_figure"))


def _hidden_note(
    edition: Edition, theme_id: str, *, waves: list[int], pen: Pen
) -> Iterator[Piece]:
    hidden = sorted(
        {name for wave in waves for name in hidden_groups(edition, theme_id, wave=wave)}
    )
    if hidden:
        groups = pen.wording.series(hidden, most=5)
        least = edition.meta("smallest_group") or "10"
        yield pen.wording.say("theme.hidden_note", groups=groups, least=least)
