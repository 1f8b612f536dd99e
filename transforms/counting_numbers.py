"""The text of a passage in, which of its short numbers say how many out.

Other short numbers are marks of a form: of a page, a list, a heading or a note.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

LONGEST_MARK = 3
_CELLS = " | "
_WORD = re.compile(r"\d+|[^\W\d_]+")
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
    found = list(_WORD.finditer(text))
    in_cells = is_row and _CELLS in text
    for at, word in enumerate(found):
        before, after = text[: word.start()], text[word.end() :]
        if not is_number(word[0]):
            continue
        if in_cells and _is_cell(before, after):
            if after or _has_number_cell(before):
                yield at
        elif at and before[-1:].isspace():
            is_behind = before.rstrip()[-1:] in _SENTENCE_END
            if _COUNTED.match(after) if is_behind else after.strip():
                yield at
        elif not at and _COUNTED.match(after):
            yield at


def _is_cell(before: str, after: str) -> bool:
    return (not before or before.endswith(_CELLS)) and (
        not after or after.startswith(_CELLS)
    )


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
