"""Initiatives in, the lines of a table about them out."""

from collections.abc import Iterator
from dataclasses import dataclass

from dashboards.addresses import safe_name
from dashboards.edition import Edition, Row
from dashboards.figures import Pen
from dashboards.own_words import passage_source
from dashboards.pieces import Figure, Link, Piece, Sentence
from dashboards.themes import theme_label
from dashboards.wording import Wording


@dataclass(frozen=True, slots=True)
class InitiativeLine:
    """One initiative as a row of a table."""

    initiative_id: str
    name: Link
    kind: str
    status: str
    lead: str
    places: str
    years: Sentence | str
    mentions: Figure | str


@dataclass(frozen=True, slots=True)
class InitiativeSource:
    """One initiative and the published passages that name it."""

    anchor: str
    line: InitiativeLine
    places: list[Piece]
    themes: list[Piece]


def draw_initiatives(
    edition: Edition, initiatives: list[Row], *, pen: Pen
) -> list[InitiativeLine]:
    """Draw a line for each initiative, its name linked to where it is mentioned."""
    return [_line(edition, row, pen=pen) for row in initiatives]


def _line(edition: Edition, row: Row, *, pen: Pen) -> InitiativeLine:
    initiative_id = row["initiative_id"]
    return InitiativeLine(
        initiative_id=initiative_id,
        name=Link(pen.addresses.initiative(initiative_id), row["name"]),
        kind=pen.wording.value("kind", row["kind"]) if row["kind"] else "–",
        status=pen.wording.value("status", row["status"]),
        lead=_lead(edition, row),
        places=_places(edition, initiative_id),
        years=years_of(row, wording=pen.wording),
        mentions=pen.figure("initiative", row, "mention_count"),
    )


def _lead(edition: Edition, row: Row) -> str:
    organisation = edition.row_of(
        "organisation", "organisation_id", row["lead_organisation_id"]
    )
    return str(organisation.get("name") or row.get("lead_name") or "–")


def _places(edition: Edition, initiative_id: str) -> str:
    links = edition.rows_of("initiative_place", "initiative_id", initiative_id)
    names = [
        edition.row_of("place", "place_id", link["place_id"]).get("name")
        for link in links
    ]
    return ", ".join(sorted(name for name in names if name)) or "–"


def years_of(row: Row, *, wording: Wording) -> Sentence | str:
    """Return the years of an initiative; a dash where no text names one.

    One that is known is not the only one: from 2024, up to 2030.
    """
    start, end = row["start_year"], row["end_year"]
    if start and end:
        return f"{start}–{end}" if start != end else str(start)
    if start:
        return wording.say("format.from_year", year=str(start))
    return wording.say("format.until_year", year=str(end)) if end else "–"


def draw_initiative_sources(edition: Edition, *, pen: Pen) -> list[InitiativeSource]:
    """List every initiative with the places that name it."""
    rows = edition.rows("initiative")
    lines = draw_initiatives(edition, rows, pen=pen)
    return [
        InitiativeSource(
            anchor=f"i-{safe_name(line.initiative_id)}",
            line=line,
            places=list(_mentioned_in(edition, line.initiative_id, pen=pen)),
            themes=list(_themes_of(edition, line.initiative_id, pen=pen)),
        )
        for line in lines
    ]


def _mentioned_in(edition: Edition, initiative_id: str, *, pen: Pen) -> Iterator[Piece]:
    mentions = edition.rows_of("initiative_mention", "initiative_id", initiative_id)
    for passage_id in dict.fromkeys(row["passage_id"] for row in mentions):
        passage = edition.row_of("passage", "passage_id", passage_id)
        if passage.get("document_id"):
            label = passage_source(edition, passage, pen=pen)
            yield Link(pen.addresses.passage(passage), label)
        elif passage:
            form = "source.answer_wave" if passage["wave"] else "source.answer"
            label = pen.wording.say(form, wave=passage["wave"])
            yield Link(pen.addresses.passage(passage), label)


def _themes_of(edition: Edition, initiative_id: str, *, pen: Pen) -> Iterator[Piece]:
    rows = edition.rows_of("initiative_theme", "initiative_id", initiative_id)
    of_initiative = {row["theme_id"] for row in rows}
    for theme in edition.rows("page_theme"):
        if theme["theme_id"] in of_initiative:
            label = theme_label(theme, language=pen.wording.language)
            yield Link(pen.addresses.theme(theme["theme_id"]), label)
