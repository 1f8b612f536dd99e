"""A plain text file in, its paragraphs, list items and underlined headings out."""

import re
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from itertools import pairwise
from pathlib import Path

from domain.texts import DocumentText, PassageKind
from sources.documents.blocks import Block, document_from_blocks
from sources.documents.chapter_numbers import under_their_numbers
from sources.documents.encodings import decoded
from sources.documents.hyphens import joined_lines
from sources.documents.markers import (
    breaks_off,
    can_be_title,
    heading_depth,
    is_enumerated,
    without_bullet,
    without_leaders,
)
from sources.documents.mended import mended

_NEW_PAGE = "\f"
_BLANK = re.compile(r"\n[ \t\f\v]*\n\s*|\f")
_UNDERLINE = re.compile(r"^(=|-){3,}$")
_LONGEST_HEADING = 100
_SHORT_LINE = 0.6
_SHORT_TITLE = 70
_WIDEST_MARGIN = 120
_PLAIN_LEVEL = 4
_ENDS = (".", ";", ",", ":")
_SHORT_HEADING = 0.8
_LEAST_TITLE = 3
_LABEL = re.compile(r"[^:]{1,40}:\s")
# "Artikel 3 van de wet" begins a sentence.
_REFERS = re.compile(r"[^\W\d]+\s+\S+\s+[a-z]")


def read_text(path: Path) -> DocumentText:
    """Read a text file; raises ``DocumentRefused`` for one without text."""
    found = decoded(path.read_bytes())
    text = found.text.replace("\r\n", "\n").replace("\r", "\n")
    dropped = 0
    if _NEW_PAGE in text:
        # Loaded where there are pages: most texts have none.
        module = import_module("sources.documents.running_text")
        text, dropped = module.without_running_text(text)
    blocks, told = mended(blocks_of_text(text, has_title=True))
    return document_from_blocks(
        blocks,
        format_name="text",
        dropped_line_count=dropped,
        findings=[*found.findings, *told],
    )


def blocks_of_text(text: str, *, has_title: bool = False) -> Iterator[Block]:
    """Give the blocks of a text: wrapped at a margin, or a paragraph on each line.

    One that ``has_title`` may have it on its first line, right above other text.
    """
    yield from under_their_numbers(_blocks(text, has_title=has_title))


def _blocks(text: str, *, has_title: bool) -> Iterator[Block]:
    if not _is_wrapped(text):
        yield from blocks_of_lines(re.split(r"[\n\f]", text))
        return
    widest = max(map(len, text.split("\n")))
    for part in _BLANK.split(text):
        lines = [line.strip() for line in part.split("\n") if line.strip()]
        if lines and has_title and _begins_with_title(lines, widest):
            yield Block(kind=PassageKind.HEADING, text=lines.pop(0), level=1)
        if lines:
            yield from _blocks_of_part(lines)
            has_title = False


def blocks_of_lines(paragraphs: Iterable[str]) -> Iterator[Block]:
    """Give the blocks of a text of which every line is known to be a paragraph."""
    lines = [line.strip() for line in paragraphs if line.strip()]
    for line, following in pairwise([*lines, ""]):
        is_above = len(line) <= _SHORT_TITLE and len(following) > _WIDEST_MARGIN
        if is_above and line[0].isupper() and not line.endswith(_ENDS):
            level = heading_depth(line) or _PLAIN_LEVEL
            yield Block(kind=PassageKind.HEADING, text=line, level=level)
        else:
            yield from _blocks_of_part([line])


def _is_wrapped(text: str) -> bool:
    """Whether lines end at a margin: little text stands on lines beyond it."""
    beyond = sum(len(line) for line in text.split("\n") if len(line) > _WIDEST_MARGIN)
    return beyond < 0.3 * len(text)


def _blocks_of_part(lines: list[str]) -> Iterator[Block]:
    """Give the heading, paragraph or list items that stand between blank lines."""
    depth = heading_depth(lines[0])
    if len(lines) == 2 and _UNDERLINE.match(lines[1]):
        depth = 1 if lines[1].startswith("=") else 2
        yield Block(kind=PassageKind.HEADING, text=lines[0], level=depth)
        return
    if len(lines) == 1 and _is_title(lines[0], depth):
        yield Block(kind=PassageKind.HEADING, text=lines[0], level=depth)
        return
    if _is_above_text(lines, depth):
        yield Block(kind=PassageKind.HEADING, text=lines[0], level=depth)
        lines = lines[1:]
    longest = max(len(line) for line in lines)
    gathered: list[str] = []
    kind = PassageKind.PARAGRAPH
    for line in lines:
        bare, has_bullet = without_bullet(line)
        is_item = has_bullet or is_enumerated(line)
        if gathered and (is_item or _ended(gathered[-1], longest)):
            yield Block(kind=kind, text=without_leaders(joined_lines(gathered)))
            gathered = []
        if not gathered:
            kind = PassageKind.LIST_ITEM if is_item else PassageKind.PARAGRAPH
        gathered.append(bare)
    yield Block(kind=kind, text=without_leaders(joined_lines(gathered)))


def _is_title(line: str, depth: int) -> bool:
    short = len(line) <= _LONGEST_HEADING and not line.endswith(_ENDS)
    return depth > 0 and short and not line[-1].isdigit()


def _is_above_text(lines: Sequence[str], depth: int) -> bool:
    """Whether the first line is a heading, right above the text of its section.

    A line that was broken at the margin is about as long as the others.
    """
    if len(lines) < 2 or not _is_title(lines[0], depth) or _REFERS.match(lines[0]):
        return False
    is_short = len(lines[0]) <= _SHORT_HEADING * max(map(len, lines))
    return is_short and _parts_from(lines[0], lines[1])


def _begins_with_title(lines: Sequence[str], widest: int) -> bool:
    """Whether the first line is a title: the next would have had room for more."""
    first, *rest = lines
    if not any(line.endswith(_ENDS) for line in rest):
        return False
    is_title = (
        len(first.split()) >= _LEAST_TITLE
        and len(first) <= _LONGEST_HEADING
        and first[0].isupper()
        and not first.endswith((*_ENDS, "!", "?"))
        and not _LABEL.match(first)
    )
    has_room = len(f"{first} {rest[0].split()[0]}") <= widest
    return is_title and has_room and can_be_title(first) and _parts_from(first, rest[0])


def _parts_from(line: str, following: str) -> bool:
    """Whether a line stands by itself, and the following begins another."""
    is_new = following[0].isupper() and heading_depth(following) == 0
    return is_new and not is_enumerated(following) and not breaks_off(line)


def _ended(line: str, longest: int) -> bool:
    """Whether a line ends a paragraph by itself: a sentence end on a short line."""
    return line.endswith((".", "!", "?", ":", ";")) and len(line) < (
        _SHORT_LINE * longest
    )
