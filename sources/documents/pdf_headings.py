"""Paragraphs in reading order in, which are headings and how deep out."""

import re
from collections import Counter
from collections.abc import Sequence

from sources.documents.markers import heading_depth, heading_number
from sources.documents.pdf_lines import Line
from sources.documents.pdf_paragraphs import Paragraph
from sources.documents.pdf_typography import Typography
from sources.documents.subjects import is_field, tells_subject

_LONGEST, _LONGEST_NUMBERED = 160, 240
_LONGEST_PLAIN, _LONGEST_SMALL = 70, 100
_LONGEST_FIELD, _FEW_FIELDS = 60, 3
_MOST_LINES = 4
_SMALLER = 0.95
_FOLLOWING = 80
_HEAD_OF_LETTER = 20
_UNLIKE_HEADING = (";", ",", ":", "”")
_WORD = re.compile(r"[^\W\d_]{2}")
_CAPTION = re.compile(
    r"^(?:(?:figuur|fig\.|tabel|table|box|kader|grafiek|afbeelding|kaart)\s+\d"
    r"|(?:bron|foto)\b)",
    re.IGNORECASE,
)
# "Projectleider: Jansen" says something, it does not name what follows.
_LABEL = re.compile(r"[^\W\d_]+(?: [^\W\d_]+| \([^)]*\)){0,2}: ")
_DATE = re.compile(
    r"\b\d{1,2} (?:januari|februari|maart|april|mei|juni|juli|augustus|september"
    r"|oktober|november|december) \d{4}$",
    re.IGNORECASE,
)


def heading_levels(
    paragraphs: Sequence[Paragraph], *, texts: Sequence[str], usual: Typography
) -> dict[int, int]:
    """Return the level of every heading, by its place in the sequence.

    ``texts`` are the texts of the paragraphs, made once for all who need them.
    """
    depths: dict[int, int] = {}
    plain: list[int] = []
    for place, paragraph in enumerate(paragraphs):
        following = paragraphs[place + 1] if place + 1 < len(paragraphs) else None
        text = texts[place]
        if _is_too_long(text) or not _can_be_heading(text, paragraph, following):
            continue
        below = texts[place + 1] if following else ""
        if paragraph.lines[0].page in usual.contents_pages and _is_entry(text, below):
            continue
        if following and _heads_table(text, paragraph, following, usual):
            continue
        if _is_marked(text, paragraph, usual):
            depths[place] = heading_depth(text)
        elif (
            following
            and len(texts[place + 1]) > _FOLLOWING
            and _stands_above(text, paragraph, following, usual)
        ):
            plain.append(place)
    above = _in_head(paragraphs, texts=texts, usual=usual)
    fields = _fields(depths, paragraphs, texts=texts)
    for place in {*_listed(depths, texts), *above, *fields} & set(depths):
        del depths[place]
    levels = _levels(depths, paragraphs)
    deepest = max(levels.values(), default=0) + 1
    return levels | dict.fromkeys(plain, deepest)


def _is_too_long(text: str) -> bool:
    if len(text) <= _LONGEST:
        return False
    return len(text) > _LONGEST_NUMBERED or not heading_number(text)


def _in_head(
    paragraphs: Sequence[Paragraph], *, texts: Sequence[str], usual: Typography
) -> list[int]:
    """Return the places above the subject line of a letter that are not large.

    Bold lines there are its margin or its head: names of fields and of a sender.
    """
    beginning = enumerate(texts[:_HEAD_OF_LETTER])
    subject = next((at for at, text in beginning if tells_subject(text)), 0)
    return [at for at in range(subject) if not usual.is_large(paragraphs[at].lines[0])]


def _can_be_heading(
    text: str, paragraph: Paragraph, following: Paragraph | None
) -> bool:
    """Whether a paragraph is short, begins as a title and does not run on."""
    if len(paragraph.lines) > _MOST_LINES or paragraph.is_row:
        return False
    if text[0].islower() or text[0] in "“‘\"'(*" or text.endswith(_UNLIKE_HEADING):
        return False
    if (
        not _WORD.search(text)
        or is_field(text)
        or _CAPTION.match(text)
        or (text[-1].isdecimal() and _DATE.search(text))
    ):
        return False
    runs_on = following and following.lines[0].page == paragraph.lines[0].page
    return not (runs_on and following and _is_rest(following))


def _listed(depths: dict[int, int], texts: Sequence[str]) -> list[int]:
    """Return the places of numbers that follow upon each other without text between.

    Chapters have text: these are the items of a list in large type, as an agenda.
    """
    numbers = {
        place: int(heading_number(texts[place]))
        for place, depth in depths.items()
        if depth == 1 and heading_number(texts[place])
    }
    return [
        place
        for place, number in numbers.items()
        if numbers.get(place + 1) == number + 1 or numbers.get(place - 1) == number - 1
    ]


def _fields(
    depths: dict[int, int], paragraphs: Sequence[Paragraph], *, texts: Sequence[str]
) -> list[int]:
    """Return the places of names of fields in a type that mostly names fields.

    "Waarom dit project?" stands beside "Doel:" and "Aanpak:" in every project: what is
    below these is no part of it.
    """
    ends = Counter(
        _type(paragraphs[place])
        for place, text in enumerate(texts)
        if text.endswith(":") and len(text) <= _LONGEST_FIELD
    )
    unnumbered = [place for place, depth in depths.items() if not depth]
    others = Counter(_type(paragraphs[place]) for place in unnumbered)
    return [
        place
        for place in unnumbered
        if ends[told := _type(paragraphs[place])] > max(2 * others[told], _FEW_FIELDS)
    ]


def _is_entry(text: str, below: str) -> bool:
    """Whether a line of a table of contents, or the line it goes on in, has a page."""
    return text[-1:].isdigit() or (heading_depth(text) > 0 and below[-1:].isdigit())


def _heads_table(
    text: str, paragraph: Paragraph, following: Paragraph, usual: Typography
) -> bool:
    """Whether a line in the small type of a table below it is a part of its head."""
    is_small = usual.is_small(paragraph.lines[0])
    return following.is_row and is_small and heading_depth(text) <= 1


def _is_rest(following: Paragraph) -> bool:
    """Whether the next paragraph starts in the middle of a sentence."""
    return following.lines[0].text[0].islower() and not following.is_item


def _is_marked(text: str, paragraph: Paragraph, usual: Typography) -> bool:
    """Whether type or number say that this is a heading."""
    is_ended = text.endswith(".")
    if all(_is_display(line, usual) for line in paragraph.lines):
        is_plain = not (paragraph.is_item or is_ended)
        return is_plain or heading_depth(text) > 0
    return not is_ended and len(text) <= _LONGEST_SMALL and heading_depth(text) > 1


def _is_display(line: Line, usual: Typography) -> bool:
    """Whether a line is set as headings are: small type must be bold for that."""
    is_faint = usual.is_small(line) and not line.font.endswith(" bold")
    return usual.is_display(line) and not is_faint


def _stands_above(
    text: str, paragraph: Paragraph, following: Paragraph, usual: Typography
) -> bool:
    """Whether one short plain line stands right above running text as its heading."""
    line, below = paragraph.lines[0], following.lines[0]
    if len(paragraph.lines) > 1 or len(text) > _LONGEST_PLAIN or paragraph.is_item:
        return False
    if text.endswith((".", "!")) or usual.is_small(line) or following.is_row:
        return False
    if _LABEL.match(text):
        return False
    near = 0 < line.last_base - below.base < 2.2 * usual.pitch(line)
    aligned = following.is_item or abs(below.left - line.left) < 0.5 * line.size
    return near and aligned


def _levels(depths: dict[int, int], paragraphs: Sequence[Paragraph]) -> dict[int, int]:
    """Give every heading its level: by its number, else by the type it shares."""
    chapter = _chapter_size(depths, paragraphs)
    by_style = _levels_of_styles(depths, paragraphs, chapter)
    levels: dict[int, int] = {}
    numbered: int | None = None
    lists: dict[tuple[float, bool], int] = {}
    places = list(depths)
    for at, place in enumerate(places):
        style = _style(paragraphs[place])
        level = depths[place] or by_style[style]
        if _starts_list(paragraphs[place], depths[place], chapter):
            if style not in lists or heading_number(paragraphs[place].text) == "1":
                lists[style] = _level_above(place, levels, paragraphs) + 1
            level, numbered = max(level, lists[style]), place
        elif depths[place]:
            numbered = place
        elif numbered is not None:
            following = next((p for p in places[at:] if depths[p]), None)
            if _is_within(paragraphs, numbered, following) or _is_under(
                paragraphs[place].lines[0], paragraphs[numbered].lines[0]
            ):
                level = max(level, levels[numbered] + 1)
        levels[place] = level
    return levels


def _levels_of_styles(
    depths: dict[int, int], paragraphs: Sequence[Paragraph], chapter: float
) -> dict[tuple[float, bool], int]:
    """Return the level of each type: that of most numbers in it, else one deeper."""
    votes: dict[tuple[float, bool], Counter[int]] = {}
    for place, depth in depths.items():
        counter = votes.setdefault(_style(paragraphs[place]), Counter())
        if depth and not _starts_list(paragraphs[place], depth, chapter):
            counter[depth] += 1
    known = {s: found.most_common(1)[0][0] for s, found in votes.items() if found}
    level, by_style = 0, {}
    for size, is_bold in sorted(votes, reverse=True):
        # Bold type is no deeper than plain type of its size.
        plain = known.get((size, False), level + 2) if is_bold else level + 2
        deeper = max(1, min(level + 1, plain - 1))
        level = by_style[size, is_bold] = known.get((size, is_bold), deeper)
    return by_style


def _chapter_size(depths: dict[int, int], paragraphs: Sequence[Paragraph]) -> float:
    """Return the type of chapters: the largest that more headings with one number have.

    0 where there are no such headings.
    """
    sizes = Counter(
        _style(paragraphs[at])[0]
        for at, depth in depths.items()
        if depth == 1 and heading_number(paragraphs[at].text)
    )
    return max((size for size, count in sizes.items() if count > 1), default=0.0)


def _starts_list(paragraph: Paragraph, depth: int, chapter: float) -> bool:
    """Whether "1. Doel" is set smaller than chapters are: an item within one."""
    is_small = _style(paragraph)[0] < _SMALLER * chapter
    return depth == 1 and is_small and bool(heading_number(paragraph.text))


def _level_above(
    place: int, levels: dict[int, int], paragraphs: Sequence[Paragraph]
) -> int:
    """Return the level of the last heading in larger or bolder type, 0 without one."""
    style = _style(paragraphs[place])
    above = (levels[at] for at in reversed(levels) if _style(paragraphs[at]) > style)
    return next(above, 0)


def _is_within(
    paragraphs: Sequence[Paragraph], numbered: int, following: int | None
) -> bool:
    """Whether the numbers before and after stand in one chapter, as 3.1 and 3.2 do.

    A large word between them is then a label in a picture, or a small heading.
    """
    if following is None:
        return False
    before = heading_number(paragraphs[numbered].text)
    after = heading_number(paragraphs[following].text)
    return "." in after and before.split(".")[0] == after.split(".")[0]


def _is_under(line: Line, numbered: Line) -> bool:
    """Whether a heading without a number belongs under the numbered one above it."""
    if line.size > 1.05 * numbered.size:
        return False
    return line.font != numbered.font or line.left - numbered.left > line.size


def _type(paragraph: Paragraph) -> tuple[float, str]:
    first = paragraph.lines[0]
    return first.size, first.font


def _style(paragraph: Paragraph) -> tuple[float, bool]:
    first = paragraph.lines[0]
    return first.size, first.font.endswith(" bold")
