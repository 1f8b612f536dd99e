"""Blocks of text in, the same with words whole that a hyphen and a space broke out.

Who copies from a PDF takes the hyphens at its line ends along: "oppervlak- te".
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from domain.phrases import Phrase, phrase
from sources.documents.blocks import Block
from sources.documents.hyphens import ELLIPSIS_WORDS, joined_lines

_BROKEN = re.compile(r"(?<![\w/-])([^\W_]+(?:-[^\W_]+)*)-\s+([^\W\d_]+)(?![\w/]|-\s)")
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_TWO = "- "
# Before these the hyphen may be a dash without its space, or stand for a part left out.
_APART = frozenset(
    "ander andere c cq daar dat de deze die dit dus een er het hoe ie is maar met naar"
    " om ook per resp versus via voor waar want was wat wie zijn".split()
)
_MANY = 3


def with_whole_words(blocks: Sequence[Block]) -> tuple[list[Block], int]:
    """Return the blocks with such words whole, and how many there are.

    A word is made whole where it stands elsewhere so, or its second half stands
    nowhere as a word; one of two words only where the text has more of the other two.
    """
    texts = [
        block.text for block in blocks if _TWO in block.text or "-\n" in block.text
    ]
    if not any(map(_BROKEN.search, texts)):
        return list(blocks), 0
    mending = _Mending(block.text for block in blocks)
    sure = sum(
        mending.is_sure(match) for text in texts for match in _BROKEN.finditer(text)
    )
    mending.joins_words = sure >= _MANY
    found = [block._replace(text=mending.mended(block.text)) for block in blocks]
    return found, mending.count


def told_hyphens(count: int) -> Iterator[Phrase]:
    """Say how many words were in two and are whole again, if any."""
    if count:
        yield phrase("reading_hyphens", count=count)


class _Mending:
    """What one text tells of its words, and how many of them were made whole."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.count = 0
        self.joins_words = False
        self._words = {
            word.casefold()
            for text in texts
            for word in _WORD.findall(_BROKEN.sub(" ", text))
        }

    def mended(self, text: str) -> str:
        """Return a text with its words whole."""
        return _BROKEN.sub(self._whole, text) if "-" in text else text

    def is_sure(self, match: re.Match[str]) -> bool:
        """Whether two parts are one word for certain."""
        first, second = match.groups()
        if second.casefold() in ELLIPSIS_WORDS:
            return False
        if self._known(first, second):
            return True
        is_apart = second in _APART or not second[0].islower()
        return (
            not is_apart
            and not first.isdigit()
            and second.casefold() not in self._words
        )

    def _whole(self, match: re.Match[str]) -> str:
        first, second = match.groups()
        is_lower = second[0].islower() and not first.isdigit()
        is_apart = second in _APART or second in ELLIPSIS_WORDS or not is_lower
        if not self.is_sure(match) and (is_apart or not self.joins_words):
            return match.group()
        self.count += 1
        return self._known(first, second) or joined_lines([f"{first}-", second])

    def _known(self, first: str, second: str) -> str:
        """The form in which the text has both as one word elsewhere, or nothing."""
        forms = (f"{first}{second}", f"{first}-{second}")
        is_lower = second[0].islower()
        known = (
            form for form in forms[not is_lower :] if form.casefold() in self._words
        )
        return next(known, "")
