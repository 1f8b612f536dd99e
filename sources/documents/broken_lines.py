"""The lines of a cell or paragraph in, one text or paragraphs that keep them apart out.

Who breaks a line by hand parts items, names or an address; who pastes a text breaks
its sentences.
"""

from collections.abc import Iterable, Iterator, Sequence

from sources.documents.hyphens import LINE_END_HYPHENS, joined_lines
from sources.documents.markers import breaks_off, is_marked

LINE_SEPARATOR = " / "
_ENDS = (".", ",", ";", ":", "!", "?", "…", "/")
_CLOSED = (".", ":")
_RUNS_ON = (",", "/", "&", "+", *LINE_END_HYPHENS)
_OPENING = "([€$%"
_LONGEST_ITEM = 80
_LEAST_ITEMS = 3


def cell_text(lines: Iterable[str]) -> str:
    """Return the lines of a cell as one, with " / " between those that are items."""
    text = ""
    for line in map(str.strip, lines):
        if not text or not line:
            text = text or line
        elif text.endswith(LINE_END_HYPHENS):
            text = joined_lines([text, line])
        else:
            is_one = text.endswith(_ENDS) or _goes_on(text, line)
            text += f"{' ' if is_one else LINE_SEPARATOR}{line}"
    return text


def cell_of_lines(text: str) -> str:
    """Return the text of a cell as one line, with its lines apart."""
    return cell_text(text.split("\n")) if "\n" in text else text


def _goes_on(text: str, line: str) -> bool:
    """Whether a line goes on with the sentence before it.

    A cell of items in small letters begins with such an item. What begins with a figure
    or bracket tells of the words before it: "Verschil" over "2016 (in €)".
    """
    is_told = line[0] in _OPENING or (line[0].isdigit() and text[0].isalpha())
    if is_told and not is_marked(line):
        return True
    return breaks_off(text) or (line[0].islower() and not text[0].islower())


def paragraphs_of(text: str) -> list[str]:
    """Return the paragraphs in a text with breaks: other lines fold into one.

    An empty line and the mark of a list begin one; where all lines look like items,
    or all below a line that ends in a colon, each is one.
    """
    filled = filled_lines(text)
    if len(filled) < 2 or are_items(filled):
        return filled
    lines = [line.strip() for line in text.split("\n")]
    return [joined_lines(group) for group in _groups(lines)]


def parts_of(text: str) -> list[tuple[str, bool]]:
    """Return the paragraphs in a text with breaks, and which of them are items."""
    each = are_items(filled_lines(text))
    return [
        (part, (each and not part.endswith(_CLOSED)) or is_marked(part))
        for part in paragraphs_of(text)
    ]


def filled_lines(text: str) -> list[str]:
    """Return the lines of a text with breaks that say something."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def are_items(lines: Sequence[str]) -> bool:
    """Whether lines are items one by one, the first maybe what they are items of."""
    is_told = bool(lines) and lines[0].endswith(":")
    if len(lines) + is_told < _LEAST_ITEMS:
        return False
    return all(map(_is_item, lines[1:] if is_told else lines))


def _is_item(line: str) -> bool:
    is_whole = not line.endswith(_RUNS_ON) and not breaks_off(line)
    return is_whole and len(line) <= _LONGEST_ITEM and not line[0].islower()


def _groups(lines: Sequence[str]) -> Iterator[list[str]]:
    group: list[str] = []
    for line in lines:
        if group and (not line or is_marked(line)):
            yield group
            group = []
        if line:
            group.append(line)
    if group:
        yield group
