"""A base in, what rises from the texts beside the codebook out, with its coverage."""

from collections.abc import Iterator
from dataclasses import dataclass

from dashboards.edition import Edition
from dashboards.figures import Pen
from dashboards.pieces import Piece
from dashboards.themes import theme_label

MOST_SHOWN = 12


@dataclass(frozen=True, slots=True)
class EmergentSection:
    """The subjects by name, how many more there are, and what they cover."""

    subjects: list[Piece]
    more: Piece | None
    coverage: list[Piece]


def draw_emergent(edition: Edition, *, pen: Pen) -> EmergentSection | None:
    """Gather the section; nothing where no subject rose from the texts."""
    found = {
        theme["theme_id"]: theme_label(theme, language=pen.wording.language)
        for theme in edition.rows("theme")
        if theme["is_emergent"]
    }
    if not found:
        return None
    places = {name: len(_passages(edition, name)) for name in found}
    ranked = sorted(found, key=lambda name: (-places[name], found[name], name))
    rest = len(ranked) - MOST_SHOWN
    return EmergentSection(
        subjects=[
            pen.wording.count(
                "emergent.subject",
                places[name],
                subject=found[name],
                n=pen.counted(f"emergent_passage:{name}", places[name]),
            )
            for name in ranked[:MOST_SHOWN]
        ],
        more=pen.wording.count("emergent.more", rest) if rest > 0 else None,
        coverage=list(_coverage(edition, pen=pen)),
    )


def _passages(edition: Edition, theme_id: str) -> list[object]:
    hits = edition.rows_of("theme_passage", "theme_id", theme_id)
    return [hit["passage_id"] for hit in hits]


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
