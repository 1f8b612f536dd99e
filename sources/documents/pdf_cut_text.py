"""The text of a page in, its printed lines and the white within a line out."""

import re
from itertools import accumulate

_GLUED = ("\ufffe", "\x02")
_SPACE = re.compile(r"\s+")


def printed_lines(text: str) -> list[tuple[int, str]]:
    """Return the printed lines of a page, and where in its text each starts."""
    if "\ufffe" in text or "\x02" in text:
        parts = _glued_apart(text)
        # One more for the end of a line, which was cut off.
        lengths = [len(part) + (part[-1:] not in _GLUED) for part in parts]
    else:
        parts = text.splitlines(keepends=True)
        lengths = list(map(len, parts))
    return [
        (start + part.index(printed[0]), printed)
        for start, part in zip(accumulate(lengths, initial=0), parts, strict=False)
        if (printed := part.strip())
    ]


def _glued_apart(text: str) -> list[str]:
    """Return the lines of a text, without what ends them.

    pdfium glues the two halves of a word broken at a line end; the mark it leaves is
    the place where the next printed line starts, and stays.
    """
    for mark in _GLUED:
        text = text.replace(mark, f"{mark}\n")
    return text.split("\n")


def spaces_of(text: str) -> tuple[list[int], list[int]]:
    """Return where the spaces in a line start, and where they end."""
    words = text.split()
    afters = list(accumulate([len(word) + 1 for word in words[:-1]]))
    if sum(map(len, words)) + len(afters) == len(text):
        return [after - 1 for after in afters], afters
    spaces = [space.span() for space in _SPACE.finditer(text)]
    return [before for before, _ in spaces], [after for _, after in spaces]
