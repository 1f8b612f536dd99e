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
_SORTED = (bytes((*range(97, 123), *range(0xDF, 0x100))), b".,;:!?)", b"0123456789")
# Each sign as a small letter, a sign behind words or a figure; what is beyond Latin-1
# becomes a question mark, as the quotes behind words do.
_SORTS = bytes.maketrans(
    bytes(range(256)),
    bytes(
        next((sort for sort, of in zip(b"a.1", _SORTED, strict=True) if sign in of), 0)
        for sign in range(256)
    ),
)
NOTE_SIZE = 0.8
"""So small, of the type beside it, is the number of a note."""


class NoteMarks:
    """What may be marks of notes on one page, taken line by line from its top."""

    def __init__(self, text: str) -> None:
        """Find the numbers behind words: most pages have none."""
        found = _NOTE_MARK.finditer(text) if _may_have_marks(text) else ()
        self._spans = [mark.span() for mark in reversed([*found])]
        self._none = len(text)
        self.next = self._next()
        """Where the next number that was not taken starts; the end where none is."""

    def _next(self) -> int:
        return self._spans[-1][0] if self._spans else self._none

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
        while self.next < start + len(text):
            own.append(self._spans.pop())
            self.next = self._next()
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


def _may_have_marks(text: str) -> bool:
    """Whether a figure stands behind a word or the sign behind one: most have none."""
    sorts = text.encode("latin-1", "replace").translate(_SORTS)
    return b"aaa1" in sorts or b"aa.1" in sorts


def is_raised(letters: Letters, mark: int, letter: int) -> bool:
    """Whether a number stands higher than the letter before it, as notes do."""
    size = letters.size(letter)
    rise = letters.span(mark, mark)[1] - letters.span(letter, letter)[1]
    is_small = letters.size(mark) < NOTE_SIZE * size
    return rise > (0.1 if is_small else 0.3) * size > 0
