"""A base in, what rises from the texts beside the codebook out, with its coverage."""

from collections.abc import Iterator
from dataclasses import dataclass

from dashboards.addresses import safe_name
from dashboards.edition import Edition
from dashboards.figures import Pen
from dashboards.own_words import Quotation, draw_own_words
from dashboards.pieces import Piece
from dashboards.themes import theme_label

MOST_SHOWN = 12
PAGE = "onderwerpen.html"


@dataclass(frozen=True, slots=True)
class EmergentSection:
    """The subjects by name, how many more there are, and what they cover."""

    subjects: list[Piece]
    more: Piece | None
    coverage: list[Piece]


@dataclass(frozen=True, slots=True)
class EmergentSubject:
    """One subject: its place on the page, name, passages, and its own words."""

    anchor: str
    name: str
    passages: Piece
    quotations: list[Quotation]


@dataclass(frozen=True, slots=True)
class EmergentPage:
    """All subjects, what they cover, and the day on which they were counted."""

    subjects: list[EmergentSubject]
    coverage: list[Piece]
    counted_on: Piece | None


def draw_emergent_page(edition: Edition, *, pen: Pen) -> EmergentPage | None:
    """Gather the page; nothing where subjects were not asked for and none is known."""
    counted_on = edition.meta("emergent_on")
    ranked = _ranked(edition, pen=pen)
    if not (ranked or counted_on):
        return None
    return EmergentPage(
        subjects=[
            EmergentSubject(
                anchor=f"onderwerp-{safe_name(theme_id)}",
                name=name,
                passages=pen.wording.count(
                    "emergent.passages",
                    number,
                    n=pen.counted(f"emergent_passage:{theme_id}", number),
                ),
                quotations=draw_own_words(edition, theme_id, pen=pen).quotations,
            )
            for theme_id, name, number in ranked
        ],
        coverage=list(_coverage(edition, pen=pen)),
        counted_on=pen.wording.say(
            "emergent.counted_on", day=pen.wording.day(counted_on)
        )
        if counted_on
        else None,
    )


def draw_emergent(edition: Edition, *, pen: Pen) -> EmergentSection | None:
    """Gather the section; nothing where no subject rose from the texts."""
    ranked = _ranked(edition, pen=pen)
    if not ranked:
        return None
    rest = len(ranked) - MOST_SHOWN
    return EmergentSection(
        subjects=[
            pen.wording.count(
                "emergent.subject",
                number,
                subject=name,
                n=pen.counted(f"emergent_passage:{theme_id}", number),
            )
            for theme_id, name, number in ranked[:MOST_SHOWN]
        ],
        more=pen.wording.count("emergent.more", rest) if rest > 0 else None,
        coverage=list(_coverage(edition, pen=pen)),
    )


def _ranked(edition: Edition, *, pen: Pen) -> list[tuple[str, str, int]]:
    """Return id, name and published passages of each subject, most passages first."""
    found = [
        (
            theme["theme_id"],
            theme_label(theme, language=pen.wording.language),
            len(edition.rows_of("theme_passage", "theme_id", theme["theme_id"])),
        )
        for theme in edition.rows("theme")
        if theme["is_emergent"]
    ]
    return sorted(found, key=lambda each: (-each[2], each[1], each[0]))


def _coverage(edition: Edition, *, pen: Pen) -> Iterator[Piece]:
    """Say how many passages these subjects hold, and how many are in nothing."""
    rows = edition.rows("theme_coverage")
    shown = [row for row in rows if row.get("emergent_count") is not None]
    if shown:
        sums = {
            name: sum(row[name] for row in shown)
            for name in ("passage_count", "emergent_count", "left_over_count")
        }
        yield pen.wording.say(
            "emergent.coverage",
            total=pen.counted("emergent_read", sums["passage_count"]),
            n=pen.counted("emergent_placed", sums["emergent_count"]),
            rest=pen.counted("emergent_left_over", sums["left_over_count"]),
        )
    if len(shown) < len(rows):
        yield pen.wording.say("emergent.hidden")
