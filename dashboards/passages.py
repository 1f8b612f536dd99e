"""Published passages in, pages that show them in their surroundings out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from dashboards.addresses import safe_name
from dashboards.edition import Edition, Row
from dashboards.figures import Pen
from dashboards.own_words import document_title
from dashboards.pieces import Link, Piece, outside
from dashboards.themes import theme_label

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class PassageLine:
    """One passage: where it stands, its text with marks, what was found in it.

    A site has tens of thousands, so texts and links are drawn here and not by Jinja.
    """

    anchor: str
    where: Markup
    text: Markup
    found: list[Markup]
    is_context: bool
    has_gap_before: bool


@dataclass(frozen=True, slots=True)
class PassagePage:
    """The passages of one document, or the answers of one wave."""

    address: str
    title: Any
    facts: list[tuple[Piece, Any]]
    intro: Piece
    lines: list[PassageLine]


def draw_passage_pages(edition: Edition, *, pen: Pen) -> Iterator[PassagePage]:
    """Draw a page for every document and every wave with published passages."""
    drawn = _Drawn(edition, pen=pen)
    for document in edition.rows("document"):
        yield _document_page(edition, document, drawn=drawn, pen=pen)
    answers = edition.rows_of("passage", "document_id", None)
    for wave in sorted({row["wave"] for row in answers}, key=lambda wave: wave or 0):
        rows = [row for row in answers if row["wave"] == wave]
        yield _answer_page(edition, rows, wave=wave, drawn=drawn, pen=pen)


def marked(text: str, spans: list[Span]) -> list[tuple[str, bool]]:
    """Cut a text into parts, the parts inside a span marked; overlaps are joined."""
    parts: list[tuple[str, bool]] = []
    at = 0
    for start, end in sorted(spans):
        start, end = max(start, at), min(end, len(text))
        if start >= end:
            continue
        parts += [(text[at:start], False), (text[start:end], True)]
        at = end
    return [part for part in [*parts, (text[at:], False)] if part[0]]


def drawn_text(text: str, spans: list[Span]) -> Markup:
    """Return the text with every part inside a span marked, and all of it escaped."""
    if not spans:
        return escape(text)
    drawn = (
        f"<mark>{escape(part)}</mark>" if is_marked else escape(part)
        for part, is_marked in marked(text, spans)
    )
    return Markup("".join(drawn))  # noqa: S704 - every part is escaped


class _Drawn:
    """What many passages have around them: each link and place is drawn once."""

    def __init__(self, edition: Edition, *, pen: Pen) -> None:
        self._edition = edition
        self._pen = pen
        self._themes: dict[str, list[Markup]] = {}
        self._initiatives: dict[str, Markup] = {}
        self._places: dict[tuple[Any, ...], Markup] = {}
        self._questions: dict[str | None, Markup] = {}

    def theme(self, theme_id: str) -> list[Markup]:
        """Return the link to a theme with a page of its own, if it has one."""
        if theme_id not in self._themes:
            theme = self._edition.row_of("page_theme", "theme_id", theme_id)
            language = self._pen.wording.language
            self._themes[theme_id] = [
                escape(Link(self._pen.addresses.theme(theme_id), label))
                for label in ([theme_label(theme, language=language)] if theme else [])
            ]
        return self._themes[theme_id]

    def initiative(self, initiative_id: str) -> Markup:
        """Return the link to an initiative."""
        if initiative_id not in self._initiatives:
            row = self._edition.row_of("initiative", "initiative_id", initiative_id)
            address = self._pen.addresses.initiative(initiative_id)
            link = Link(address, row.get("name") or initiative_id)
            self._initiatives[initiative_id] = escape(link)
        return self._initiatives[initiative_id]

    def place(self, row: Row) -> Markup:
        """Return where a passage stands in its document."""
        page = row.get("page_label") or row.get("page")
        key = (page, row.get("section"), row.get("confidence"))
        if key not in self._places:
            self._places[key] = _dotted(_where(row, pen=self._pen))
        return self._places[key]

    def question(self, row: Row) -> Markup:
        """Return the question that a passage answers."""
        asked = row["question_id"]
        if asked not in self._questions:
            told = _question(self._edition, row, pen=self._pen)
            self._questions[asked] = _dotted(told)
        return self._questions[asked]


def _dotted(parts: list[Any]) -> Markup:
    return Markup(" · ").join(parts)


def _document_page(
    edition: Edition, document: Row, *, drawn: _Drawn, pen: Pen
) -> PassagePage:
    rows = edition.rows_of("passage", "document_id", document["document_id"])
    found = [_found(edition, row, drawn=drawn) for row in rows]
    hits = {place for place, (told, _) in enumerate(found) if told}
    shown = sorted({place + step for place in hits for step in (-1, 0, 1)})
    shown = [place for place in shown if 0 <= place < len(rows)]
    lines = [
        _line(
            rows[place],
            found[place],
            where=drawn.place(rows[place]),
            has_gap=place - 1 not in shown and place > 0,
        )
        for place in shown
    ]
    return PassagePage(
        address=pen.addresses.document(document["document_id"]),
        title=document_title(document),
        facts=_document_facts(edition, document, pen=pen),
        intro=pen.wording.say("passages.intro" if lines else "passages.nothing"),
        lines=lines,
    )


def _answer_page(
    edition: Edition, rows: list[Row], *, wave: int | None, drawn: _Drawn, pen: Pen
) -> PassagePage:
    lines = [
        _line(
            row,
            _found(edition, row, drawn=drawn),
            where=drawn.question(row),
            has_gap=False,
        )
        for row in sorted(
            rows, key=lambda row: (row["question_id"] or "", row["passage_id"])
        )
    ]
    form = "passages.answers" if wave is None else "passages.answers_wave"
    return PassagePage(
        address=pen.addresses.answers(wave),
        title=pen.wording.say(form, wave=wave),
        facts=[],
        intro=pen.wording.say("passages.answers_intro"),
        lines=lines,
    )


def _line(
    row: Row, found: tuple[list[Markup], list[Span]], *, where: Markup, has_gap: bool
) -> PassageLine:
    links, spans = found
    return PassageLine(
        anchor=f"p-{safe_name(row['passage_id'])}",
        where=where,
        text=drawn_text(row["text"], spans),
        found=links,
        is_context=not links,
        has_gap_before=has_gap,
    )


def _found(
    edition: Edition, row: Row, *, drawn: _Drawn
) -> tuple[list[Markup], list[Span]]:
    """What a passage is quoted and mentioned for, and the words to mark."""
    passage_id = row["passage_id"]
    quotes = edition.rows_of("quote", "passage_id", passage_id)
    mentions = edition.rows_of("initiative_mention", "passage_id", passage_id)
    themes = edition.rows_of("theme_passage", "passage_id", passage_id)
    told: list[Markup] = []
    for theme_id in dict.fromkeys(hit["theme_id"] for hit in (*quotes, *themes)):
        told += drawn.theme(theme_id)
    for initiative_id in dict.fromkeys(hit["initiative_id"] for hit in mentions):
        told.append(drawn.initiative(initiative_id))
    spans = [
        (hit["start_offset"], hit["end_offset"])
        for hit in (*quotes, *mentions)
        if hit.get("start_offset") is not None and hit.get("end_offset") is not None
    ]
    return told, spans


def _where(row: Row, *, pen: Pen) -> list[Any]:
    label, page = row.get("page_label"), row.get("page")
    told = None
    if page:
        told = pen.wording.say("source.page_only", page=label or page)
    elif label:
        told = pen.wording.say("source.sheet_only", sheet=label)
    sure = row.get("confidence")
    recognised = sure is not None and pen.wording.say(
        "passages.recognised", share=pen.wording.percent(sure)
    )
    return [part for part in (told, row.get("section"), recognised) if part]


def _told(edition: Edition, document: Row, *, pen: Pen) -> Piece | None:
    """The titles and days that the file gives itself, and which of them are shown."""
    found = edition.rows_of(
        "document_candidate", "document_id", document["document_id"]
    )
    # What more places of a file say is said once, with those places.
    places: dict[tuple[bool, str, bool], list[str]] = {}
    for row in found:
        told = (row["what"] == "title", row["value"], row["is_shown"])
        where = pen.wording.value("candidate", f"{row['what']}_{row['found_in']}")
        places.setdefault(told, []).append(where)
    parts = [
        pen.wording.say(
            "document.told_shown" if is_shown else "document.told_other",
            what=pen.wording.series(where),
            value=value if is_title else pen.wording.day(value),
        )
        for (is_title, value, is_shown), where in places.items()
    ]
    return pen.wording.series(parts) if parts else None


def _question(edition: Edition, row: Row, *, pen: Pen) -> list[Any]:
    question = edition.row_of("question", "question_id", row["question_id"])
    english = question.get("text_en") if pen.wording.language == "en" else None
    text = english or question.get("text_nl") or question.get("code")
    return [text] if text else []


def _document_facts(
    edition: Edition, document: Row, *, pen: Pen
) -> list[tuple[Piece, Any]]:
    source = edition.row_of("source", "source_id", document["source_id"])
    files = edition.rows_of("source_file", "document_id", document["document_id"])
    own = document["file_name"]
    names = dict.fromkeys(row["file_name"] for row in files if row["file_name"] != own)
    publisher = document.get("publisher") or source.get("publisher")
    facts = [
        ("publisher", publisher),
        (
            "published_on",
            document["published_on"] and pen.wording.day(document["published_on"]),
        ),
        ("file", own),
        ("also", names and pen.wording.series(names)),
        ("told", _told(edition, document, pen=pen)),
        (
            "pages",
            document["page_count"] and pen.figure("document", document, "page_count"),
        ),
        ("source", source.get("title") or source.get("source_id")),
        ("licence", document.get("licence") or source.get("licence")),
        ("address", outside(document.get("address"))),
        (
            "dropped",
            document.get("dropped_line_count")
            and pen.figure("document", document, "dropped_line_count"),
        ),
        ("findings", " ".join(document["findings"] or ())),
    ]
    return [
        (pen.wording.say(f"document.{name}"), value) for name, value in facts if value
    ]
