"""Rows of the base in, figures with their key, link and written form out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboards.addresses import Addresses
from dashboards.edition import Row
from dashboards.pieces import Figure, Link, Piece, Sentence
from dashboards.wording import Wording

KEYS: dict[str, tuple[str, ...]] = {
    "theme_support": ("theme_id", "wave", "grouping", "group_name"),
    "theme_coverage": ("source_id", "wave"),
    "statement_result": ("statement_id", "wave", "grouping", "group_name"),
    "representation": ("wave", "grouping", "group_name"),
    "completeness": ("source_id", "unit"),
    "quarantine_summary": ("source_id", "rule", "reason"),
    "response_exclusion": ("survey_id", "reason"),
    "survey": ("survey_id",),
    "initiative": ("initiative_id",),
    "document": ("document_id",),
    "model_figure": ("name",),
}

SMALL_BASE = 30
"""Under this base one respondent shifts a share by more than three points."""


@dataclass(frozen=True, slots=True)
class Pen:
    """Draws the figures of one page: its language and its place in the folder."""

    wording: Wording
    addresses: Addresses

    def figure(self, table: str, row: Row, column: str) -> Figure | str:
        """Return a published value as a figure, a dash when there is none."""
        value = row.get(column)
        if value is None:
            return "–"
        parts = (table, *(row.get(name) for name in KEYS[table]), column)
        return Figure(value, ":".join(map(_part, parts)), self._written(column, value))

    def counted(self, name: str, number: int) -> Figure:
        """Return a number of rows as a figure."""
        return Figure(number, f"count:{name}", self.wording.number(number))

    def of_base(self, row: Row) -> Piece:
        """Return "12 van 47 (26%)" for a row of support, linked to its origin."""
        figures = {
            "count": self.figure("theme_support", row, "respondent_count"),
            "base": self.figure("theme_support", row, "base_count"),
            "share": self.figure("theme_support", row, "share"),
        }
        form = "of_base" if row.get("base_count") is not None else "without_base"
        label = self.wording.say(f"figure.{form}", **figures)
        link = Link(self.addresses.support(row["theme_id"], row["wave"]), label)
        return self.marked(link, row.get("base_count"))

    def share(self, row: Row) -> Link:
        """Return the share of a row of support, linked to its origin."""
        return Link(
            self.addresses.support(row["theme_id"], row["wave"]),
            self.figure("theme_support", row, "share"),
        )

    def agreement(self, row: Row) -> Piece:
        """Return "62% van 47" for a row of statement results, linked likewise."""
        label = self.wording.say(
            "figure.agreement",
            share=self.figure("statement_result", row, "agree_share"),
            base=self.figure("statement_result", row, "respondent_count"),
        )
        link = Link(self.addresses.statement(row["statement_id"]), label)
        return self.marked(link, row["respondent_count"])

    def tied(self, rows: Sequence[Row]) -> Piece:
        """Return "12 van 47 (26%)" for one row, and only the share when rows tie."""
        return self.of_base(rows[0]) if len(rows) == 1 else self.share(rows[0])

    def groups(self, rows: Sequence[Row]) -> Sentence:
        """Name the groups of rows: "de groep Gemeente"."""
        return self.wording.groups([row["group_name"] for row in rows])

    def marked(self, figure: Piece, base: int | None) -> Piece:
        """Return the figure with the mark of a small base, where it has one."""
        if base is not None and base < SMALL_BASE:
            return self.wording.say("figure.small", figure=figure)
        return figure

    def _written(self, column: str, value: float) -> str:
        if column == "share" or column.endswith("_share"):
            return self.wording.percent(value)
        return self.wording.number(value, decimals=0 if value == int(value) else 2)


def _part(value: Any) -> str:
    text = "-" if value is None else str(value)
    return text.replace("%", "%25").replace(":", "%3A")
