"""The text of a page in, the raised numbers of notes behind its words out."""

import re
from collections.abc import Callable

from sources.documents.pdf_cells import Gap
from sources.documents.pdf_letters import Letters

# A number right behind a word; "m2" and "CO2" are too short to have a note.
# The figure comes first in the pattern: few pages have one.
_NOTE_MARK = re.compile(
    r"[0-9](?<=[a-zß-ÿ]{3}[0-9]|[a-zß-ÿ]{2}[.,;:!?)”’][0-9])[0-9]{0,2}(?![\w%-])"
)
NOTE_SIZE = 0.8
"""So small, of the type beside it, is the number of a note."""


class NoteMarks:
    """What may be marks of notes on one page, taken line by line from its top."""

    def __init__(self, text: str) -> None:
        """Find the numbers behind words: most pages have none."""
        self._spans = [mark.span() for mark in reversed([*_NOTE_MARK.finditer(text)])]

    def are_before(self, end: int) -> bool:
        """Whether a number that was not taken stands before a place in the text."""
        return bool(self._spans) and self._spans[-1][0] < end

    def without(
        self,
        text: str,
        gaps: tuple[Gap, ...],
        start: int,
        *,
        letters: Letters,
        index: Callable[[int], int],
    ) -> tuple[str, tuple[Gap, ...]]:
        """Return a line without its marks, which are taken.

        ``start`` is where it starts in the text of the page, ``index`` gives the
        place of a letter of that text among ``letters``.
        """
        own = []
        while self.are_before(start + len(text)):
            own.append(self._spans.pop())
        for first, end in reversed(own):
            letter = index(first - 1)
            if is_raised(letters, index(first), letter):
                # "3)" is a mark as a whole, "(zie de raad3)" has one in it.
                is_closed = text[end - start : end - start + 1] == ")"
                end += is_closed and is_raised(letters, index(end), letter)
                text = text[: first - start] + text[end - start :]
                gaps = tuple(
                    gap._replace(at=gap.at - (end - first))
                    if gap.at >= end - start
                    else gap
                    for gap in gaps
                )
        return text, gaps


def is_raised(letters: Letters, mark: int, letter: int) -> bool:
    """Whether a number stands higher than the letter before it, as notes do."""
    size = letters.size(letter)
    rise = letters.span(mark, mark)[1] - letters.span(letter, letter)[1]
    is_small = letters.size(mark) < NOTE_SIZE * size
    return rise > (0.1 if is_small else 0.3) * size > 0
