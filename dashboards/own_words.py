"""The quotes of one theme in, a fair few with their source out."""

from collections import Counter
from dataclasses import dataclass
from itertools import accumulate

from dashboards.edition import Edition, Row
from dashboards.figures import Pen
from dashboards.pieces import Link, Piece
from dashboards.spread import latest_wave, support_rows

MOST_ANSWERS = 5
MOST_QUOTES = 7
LONGEST_QUOTE = 240
ROOM = 1000
"""Characters of quotes that leave a theme on two sheets of A4."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Verbatim words and the link to the passage they stand in."""

    text: str
    source: Piece


@dataclass(frozen=True, slots=True)
class OwnWords:
    """The quotes shown, and which groups are not heard in them."""

    quotations: list[Quotation]
    note: Piece | None


def draw_own_words(edition: Edition, theme_id: str, *, pen: Pen) -> OwnWords:
    """Choose quotes in turn from every group and from documents."""
    quotes = edition.rows_of("quote", "theme_id", theme_id)
    chosen = _chosen(quotes)
    quotations = [
        Quotation(shortened(row["text"]), quote_source(edition, row, pen=pen))
        for row in chosen
    ]
    return OwnWords(quotations, _note(edition, theme_id, quotes=chosen, pen=pen))


def quote_source(edition: Edition, quote: Row, *, pen: Pen) -> Piece:
    """Return where a quote stands, linked to the passage."""
    passage = edition.row_of("passage", "passage_id", quote["passage_id"])
    if not passage:
        return pen.wording.say("source.unknown")
    if passage.get("document_id"):
        label = passage_source(edition, passage, pen=pen)
    else:
        label = _answer_source(quote, passage, pen=pen)
    return Link(pen.addresses.passage(passage), label)


def passage_source(edition: Edition, passage: Row, *, pen: Pen) -> Piece:
    """Return "title, p. 4" or "title, sheet Costs" for a passage of a document."""
    document = edition.row_of("document", "document_id", passage["document_id"])
    title = document_title(document)
    label, page = passage.get("page_label"), passage.get("page")
    if page:
        return pen.wording.say("source.page", title=title, page=label or page)
    if label:
        return pen.wording.say("source.sheet", title=title, sheet=label)
    return pen.wording.say("source.document", title=title)


def document_title(document: Row) -> str:
    """Return the title of a document, or its file name."""
    return str(document.get("title") or document.get("file_name") or "–")


def shortened(text: str) -> str:
    """Cut a long quote at a word and say so; the link leads to the rest."""
    if len(text) <= LONGEST_QUOTE:
        return text
    return text[:LONGEST_QUOTE].rsplit(" ", 1)[0].rstrip(" ,;:") + " […]"


def _answer_source(quote: Row, passage: Row, *, pen: Pen) -> Piece:
    group, wave = quote.get("stakeholder_group"), passage.get("wave")
    form = "answer_group" if group else "answer"
    if wave is None:
        return pen.wording.say(f"source.{form}", group=group)
    return pen.wording.say(f"source.{form}_wave", group=group, wave=wave)


def _chosen(quotes: list[Row]) -> list[Row]:
    """Take answers of every group first, and leave room for documents."""
    answers = _in_turn([row for row in quotes if not row.get("document_id")])
    documents = _in_turn([row for row in quotes if row.get("document_id")])
    room = max(MOST_ANSWERS, MOST_QUOTES - len(documents))
    spoken = _that_fit(answers[:room], room=ROOM)
    used = sum(len(shortened(row["text"])) for row in spoken)
    written = documents[: MOST_QUOTES - len(spoken)]
    return spoken + _that_fit(written, room=ROOM - used)


def _that_fit(quotes: list[Row], *, room: int) -> list[Row]:
    """Take quotes while there is room, and always the first."""
    ends = list(accumulate(len(shortened(row["text"])) for row in quotes))
    return [
        row
        for place, (row, end) in enumerate(zip(quotes, ends, strict=True))
        if place == 0 or end <= room
    ]


def _in_turn(quotes: list[Row]) -> list[Row]:
    """Take one quote of every voice before a second of any."""
    seen: Counter[tuple[str | None, str | None]] = Counter()
    turns = []
    for position, row in enumerate(quotes):
        voice = (row.get("stakeholder_group"), row.get("document_id"))
        turns.append((seen[voice], position, row))
        seen[voice] += 1
    turns.sort(key=lambda turn: turn[:2])
    return [row for _, _, row in turns]


def _note(
    edition: Edition, theme_id: str, *, quotes: list[Row], pen: Pen
) -> Piece | None:
    wave = latest_wave(edition)
    if wave is None or not quotes:
        return None
    heard = {row.get("stakeholder_group") for row in quotes}
    rows = support_rows(edition, theme_id, wave=wave, grouping="stakeholder_group")
    silent = [row["group_name"] for row in rows if row["group_name"] not in heard]
    if not silent:
        return None
    return pen.wording.say(
        "theme.not_quoted", groups=pen.wording.series(silent, most=5)
    )
