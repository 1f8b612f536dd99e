"""The words that Tesseract saw on a page in, its printed lines with their type out.

A box around a word is as high as its letters: "een" is half as high as "(Groep)". What
is set large, and how far lines are apart, shows when that is reckoned with.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from statistics import fmean, median

from sources.documents.pdf_lines import Line

Word = dict[str, str]

_LINE_KEYS = ("block_num", "par_num", "line_num")
# Running text counts as one size of type: it is measured a little otherwise per page.
_SIZE = 10.0
_LEAST_CONFIDENCE = 30.0
_HIGH = frozenset("bdfhijklt()[]{}/|!?\"'“”‘’&%€§") | frozenset(map(chr, range(48, 58)))
_LOW = frozenset("gjpqyQ,;()[]{}/|§")
# The height of a box in sizes, by whether a letter in it goes up or down; and how far
# below the line letters go.
_HEIGHTS = {(True, True): 1.0, (True, False): 0.8, (False, True): 0.76}
_LOWERCASE, _DESCENT = 0.56, 0.2
_LEAST_LETTERS, _FEW_LETTERS = 3, 8
# A heading is a tenth larger than text at least; its next line may seem less so.
_LARGER, _STILL_LARGER = 1.09, 1.05
# What is measured is told in few sizes, so that what is printed alike is told alike.
_SIZES = ((1.25, 1.2), (1.6, 1.4), (2.2, 1.8), (3.0, 2.5))
_FIRST_WORDS = 3
# A mark before an item has white behind it, and a stop or bracket that reads badly.
_MARK = re.compile(r"(\(?(?:[a-z]|\d{1,2}))[:;,]")
_MARK_GAP = 0.7
_DASH = re.compile(r"([-–•*·])_+")
# Marks of items below each other may be read as one sign: those items get another.
_BULLET, _ENDS = "\u2022", (".", ";", ":")
_SPECK = 2
_SPECK_HEIGHT = 1.4


def confidence_of(words: Sequence[Word]) -> float:
    """Return how sure the program is of words, from 0 to 1; 0 without any."""
    found = [float(word["conf"]) for word in words]
    return fmean(found) / 100 if found else 0.0


def lines_of(
    words: Sequence[Word], *, number: int, scale: float, top: float
) -> Iterator[tuple[Line, float]]:
    """Give each line, placed as pdfium places text, and how sure its words are.

    ``scale`` is the dots in a point, ``top`` the upper edge of the page in points.
    """
    printed = [
        list(group)
        for _, group in groupby(words, key=lambda w: [w[key] for key in _LINE_KEYS])
    ]
    # Stamps and lines of a picture.
    sure = [p for p in printed if confidence_of(p) * 100 >= _LEAST_CONFIDENCE]
    body = _body(sure)
    specks = [line for line in printed if _is_speck(line, sure, body)]
    printed = [line for line in sure if line not in specks]
    above = ""
    for line, ratio in zip(printed, _ratios(printed, body), strict=True):
        base = top - _base(line, body) / scale
        size = _SIZE * ratio
        left, right = _left(line[0]) / scale, max(map(_right, line)) / scale
        told = _text(line, body)
        if above.endswith(_ENDS) and any(_is_beside(line, s, body) for s in specks):
            told = f"{_BULLET} {told}"
        above = told
        if told:
            yield (
                Line(told, number, left, right, base, base, size, "recognised"),
                confidence_of(line),
            )


def _left(word: Word) -> int:
    return int(word["left"])


def _right(word: Word) -> int:
    return int(word["left"]) + int(word["width"])


def _bottom(word: Word) -> int:
    return int(word["top"]) + int(word["height"])


def _size(word: Word) -> float | None:
    """Return the size of the type of a word in dots, None where letters are few."""
    text = word["text"]
    if sum(map(str.isalnum, text)) < _LEAST_LETTERS:
        return None
    shape = _goes_up(text), not _LOW.isdisjoint(text)
    return int(word["height"]) / _HEIGHTS.get(shape, _LOWERCASE)


def _goes_up(text: str) -> bool:
    return not _HIGH.isdisjoint(text) or any(map(str.isupper, text))


def _size_of_line(line: Sequence[Word]) -> float | None:
    sizes = [size for word in line if (size := _size(word)) is not None]
    return median(sizes) if sizes else None


def _body(lines: Sequence[Sequence[Word]]) -> float:
    """Return the size of most text on a page in dots, 0 where it has none."""
    sizes = sorted(
        (size, _letter_count(line))
        for line in lines
        if (size := _size_of_line(line)) is not None
    )
    half = sum(count for _, count in sizes) / 2
    for size, count in sizes:
        half -= count
        if half <= 0:
            return size
    return 0.0


def _letter_count(line: Sequence[Word]) -> int:
    return sum(sum(map(str.isalnum, word["text"])) for word in line)


def _ratios(lines: Sequence[Sequence[Word]], body: float) -> Iterator[float]:
    """Give how much larger than running text each line is set; 1 if it is not."""
    above = 1.0
    for line in lines:
        size = _size_of_line(line)
        is_told = size and body and _letter_count(line) >= _FEW_LETTERS
        ratio = size / body if size and is_told else 1.0
        if ratio > _LARGER:
            # Beyond all sizes are letters in a picture, measured along with them.
            above = next((told for most, told in _SIZES if ratio < most), 1.0)
        elif ratio < _STILL_LARGER:
            above = 1.0
        yield above


def _base(line: Sequence[Word], body: float) -> float:
    """Return on what height a line stands, at its left: a page may be skew."""
    first = [word for word in line if _size(word) is not None][:_FIRST_WORDS] or line
    return median(
        _bottom(word)
        - (0.0 if _LOW.isdisjoint(word["text"]) else _DESCENT * (_size(word) or body))
        for word in first
    )


def _is_speck(
    line: Sequence[Word], lines: Sequence[Sequence[Word]], body: float
) -> bool:
    """Whether a letter or two stand beside several lines: marks read as one sign."""
    if _letter_count(line) > _SPECK:
        return False
    upper, lower = int(line[0]["top"]), _bottom(line[0])
    if lower - upper < _SPECK_HEIGHT * body:
        return False
    return sum(_is_beside(other, line, body) for other in lines) > 1


def _is_beside(line: Sequence[Word], speck: Sequence[Word], body: float) -> bool:
    """Whether a line stands to the right of a speck, on its height."""
    middle = _base(line, body) - body / 4
    is_right = _left(line[0]) > _right(speck[-1])
    return is_right and int(speck[0]["top"]) < middle < _bottom(speck[0])


def _text(line: Sequence[Word], body: float) -> str:
    """Return the text of a line, with the mark before it as it was printed."""
    texts = [word["text"].strip() for word in line]
    if len(line) > 1:
        gap = _left(line[1]) - _right(line[0])
        mark = _MARK.fullmatch(texts[0])
        if mark and gap > _MARK_GAP * body:
            texts[0] = f"{mark[1]}."
        elif not texts[1].strip("_"):
            # The white behind a mark, of which nothing is printed.
            del texts[1]
    texts[0] = _DASH.sub(r"\1 ", texts[0]).strip()
    return " ".join(filter(None, texts))
