"""A text in, the numbers in it that a sign or a decimal makes other numbers, out.

Words alone do not tell 1,5 from 15, nor −200 from +200.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_NUMBER = re.compile(
    r"(?<![\w.,])(?:(?P<sign>[+\-−–±])|(?P<bound>[<>≤≥]) ?)?"
    r"(?P<digits>\d+(?:[.,]\d+)*)(?!\w)"
)
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_OF_HEADING = re.compile(r"\d+(?:\.\d+)+")
_SIGN = re.compile(r"(?<![\w.,])([+\-−–±](?=\d)|[<>≤≥](?= ?\d))")
_LINE = re.compile(r"[^\n]+")
_DASHES = str.maketrans("−–", "--")


@dataclass(frozen=True, slots=True)
class Quantities:
    """Numbers of a text, written without points between thousands.

    ``told`` are those with a sign, a bound or a comma; ``dotted`` those with a point,
    which may be the number of a heading; ``plain`` all others.
    """

    told: frozenset[str] = frozenset()
    dotted: frozenset[str] = frozenset()
    plain: frozenset[str] = frozenset()

    def contradict(self, other: "Quantities") -> bool:
        """Tell whether one of two texts has a number the other cannot have meant.

        What is dotted in one contradicts only the same digits without the point that
        it does not have itself: forms differ in whether they number headings.
        """
        if self.told != other.told:
            return True
        return self._is_run_together_in(other) or other._is_run_together_in(self)

    def _is_run_together_in(self, other: "Quantities") -> bool:
        alone = self.dotted - other.dotted
        only_there = other.plain - self.plain
        return any(number.replace(".", "") in only_there for number in alone)


def quantities_of(passages: list[str]) -> Quantities:
    """Return the numbers in passages; one that opens a passage may number it."""
    told, dotted, plain = set(), set(), set()
    for passage in passages:
        text = passage.strip()
        for found in _NUMBER.finditer(text):
            digits = found["digits"]
            if _THOUSANDS.fullmatch(digits):
                digits = digits.replace(".", "")
            sign = (found["sign"] or found["bound"] or "").translate(_DASHES)
            if sign or "," in digits:
                told.add(sign + digits)
            elif "." not in digits:
                plain.add(digits)
            elif found.start() or not _OF_HEADING.fullmatch(digits):
                dotted.add(digits)
    return Quantities(frozenset(told), frozenset(dotted), frozenset(plain))


def parts_with_signs(text: str) -> Iterator[str]:
    """Give a text as its words and numbers alone, with the signs of numbers.

    Two files whose texts give the same together are one text. It comes line by line,
    for a text that is large: a sign ends no line.
    """
    before = ""
    for line in _LINE.finditer(text):
        if told := _line_with_signs(line[0]):
            yield before + told
            before = " "


def _line_with_signs(text: str) -> str:
    signed = _SIGN.sub(lambda sign: f" sign{ord(sign[1].translate(_DASHES))} ", text)
    return re.sub(r"\W+", " ", signed).strip().lower()
