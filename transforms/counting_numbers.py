"""The text of a passage in, which of its short numbers say how many out.

Other short numbers are marks of a form: of a page, a list, a heading or a note.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

LONGEST_MARK = 3
_CELLS = " | "
_WORD = re.compile(r"\d+|[^\W\d_]+")
_NUMBER = re.compile(rf"(?<!\d)\d{{1,{LONGEST_MARK}}}(?!\d)")
_SENTENCE_END = ".!?…"
_COUNTED = re.compile(r"\s*%|\s+[a-zà-öø-ÿ]")
_LEAST_IN_ORDER = 3


def is_number(word: str) -> bool:
    """Whether a word is a number so short that it may be a mark."""
    return word.isdecimal() and len(word) <= LONGEST_MARK


def counting_words(text: str, *, is_row: bool) -> Iterator[int]:
    """Give the places, among the words of a passage, of numbers that say how many.

    In a row of cells that is each number by itself, but one alone at its end, which
    may be that of a page. In running text it stands by itself before other words; one
    that opens the text has a small letter or a percent sign after it, and so has one
    behind a sentence. At the end of what is no sentence it may be that of a page.
    """
    in_cells = is_row and _CELLS in text
    at = counted_to = 0
    for number in _NUMBER.finditer(text):
        at += len(_WORD.findall(text, counted_to, number.start()))
        counted_to = number.start()
        if in_cells and _is_cell(text, number):
            says = number.end() < len(text) or _has_number_cell(text[: number.start()])
        else:
            says = _is_before_words(text, number, is_first=not at)
        if says:
            yield at


def _is_before_words(text: str, number: re.Match[str], *, is_first: bool) -> bool:
    start, end = number.span()
    if not (is_first or text[start - 1].isspace()):
        return False
    if is_first or text[:start].rstrip()[-1:] in _SENTENCE_END:
        return _COUNTED.match(text, end) is not None
    return not text[end:].isspace() and end < len(text)


def _is_cell(text: str, number: re.Match[str]) -> bool:
    start, end = number.span()
    is_begun = not start or text.endswith(_CELLS, 0, start)
    return is_begun and (end == len(text) or text.startswith(_CELLS, end))


def _has_number_cell(before: str) -> bool:
    return any(is_number(cell) for cell in before.split(_CELLS))


def are_marks(numbers: Sequence[int]) -> bool:
    """Whether numbers run on as those of notes or pages do: 1 and 2, or three or more.

    Those of notes may begin with 1 again. A single one says when or how many more often
    than it is the mark of a note with a space before it: "per 1 januari".
    """
    if any(later not in (1, earlier + 1) for earlier, later in pairwise(numbers)):
        return False
    return list(numbers[:2]) == [1, 2] or len(numbers) >= _LEAST_IN_ORDER
