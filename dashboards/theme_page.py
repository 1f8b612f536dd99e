"""A base and a theme in, everything its page says out, for HTML and Markdown alike."""

from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from dashboards.addresses import safe_name
from dashboards.edition import Edition, Row
from dashboards.figures import Pen
from dashboards.in_short import draw_in_short, theme_initiatives
from dashboards.initiatives import InitiativeLine, draw_initiatives
from dashboards.origin import draw_origin
from dashboards.own_words import OwnWords, draw_own_words
from dashboards.pieces import Link, Piece
from dashboards.support_table import Support, draw_support
from dashboards.themes import theme_definition, theme_label
from dashboards.unknowns import draw_unknowns
from dashboards.verdict import draw_spread

MOST_INITIATIVES = 8
LINE = 28
"""Characters of a name that fit one line of a printed table."""
ROOM = 12
"""Printed lines for the names of initiatives."""
LONG_PAGE = 46
"""Lines from which a page is printed smaller, to stay on two sheets of A4."""


@dataclass(frozen=True, slots=True)
class ThemePage:
    """All that a theme page says."""

    anchor: str
    label: str
    definition: str
    in_short: list[Piece]
    support: Support | None
    spread: list[Piece]
    own_words: OwnWords
    initiatives: list[InitiativeLine]
    more_initiatives: Piece | None
    unknowns: list[Piece]
    origin: list[tuple[Piece, Any]]

    @property
    def is_long(self) -> bool:
        """Whether the page must be printed small; an estimate in lines."""
        lines = self.support.lines if self.support else []
        names = [str(line.name) for line in lines if not line.is_total]
        names += [str(line.name.label) for line in self.initiatives]
        quotes = sum(2 + len(words.text) // 55 for words in self.own_words.quotations)
        return sum(map(_lines, names)) + quotes // 2 + len(self.unknowns) > LONG_PAGE


def draw_theme_page(edition: Edition, theme: Row, *, pen: Pen) -> ThemePage:
    """Gather what the base says about one theme."""
    theme_id = theme["theme_id"]
    initiatives = theme_initiatives(edition, theme_id)
    shown = _that_fit(initiatives)
    return ThemePage(
        anchor=safe_name(theme_id),
        label=theme_label(theme, language=pen.wording.language),
        definition=theme_definition(theme, language=pen.wording.language),
        in_short=draw_in_short(edition, theme_id, pen=pen),
        support=draw_support(edition, theme_id, pen=pen),
        spread=draw_spread(edition, theme_id, pen=pen),
        own_words=draw_own_words(edition, theme_id, pen=pen),
        initiatives=draw_initiatives(edition, shown, pen=pen),
        more_initiatives=(
            _more_initiatives(len(initiatives), pen=pen)
            if len(initiatives) > len(shown)
            else None
        ),
        unknowns=draw_unknowns(edition, theme_id, pen=pen),
        origin=draw_origin(edition, pen=pen),
    )


def _that_fit(initiatives: list[Row]) -> list[Row]:
    """Return the most mentioned initiatives that leave room on paper."""
    ends = accumulate(_lines(row["name"]) for row in initiatives)
    fitting = sum(end <= ROOM for end in ends)
    return initiatives[: min(MOST_INITIATIVES, max(1, fitting))]


def _lines(name: str) -> int:
    return 1 + len(name) // LINE


def _more_initiatives(number: int, *, pen: Pen) -> Piece:
    words = pen.wording.say("theme.all_initiatives", n=pen.wording.number(number))
    return Link(pen.addresses.page("bronnen/initiatieven.html"), words)
