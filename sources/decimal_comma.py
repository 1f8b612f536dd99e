"""A questionnaire whose notation of numbers is untold and its answers in, told out.

The right to read it is one a careful account lacks. LimeSurvey stores a point today;
old versions and imports hold commas, and then hold nothing else.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from domain.identifiers import sha256_hex
from domain.surveys import TYPED_NUMBERS, AnswerPart, SurveyStructure
from sources.landed_structure import structure_bytes

_WITH_COMMA = re.compile(r"[+-]?\d*,\d+", re.ASCII)
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}", re.ASCII)
_DIGIT = re.compile(r"\d", re.ASCII)


def with_told_comma(
    structure: SurveyStructure, rows: Iterable[Mapping[str, Any]]
) -> SurveyStructure:
    """Return the questionnaire, its notation found in landed ``rows`` if untold.

    One comma is a decimal sign where no number has a point, every comma stands once
    and before digits, and not all could set thousands apart. Else it is not: such an
    answer keeps its text and is told as one that cannot be read.
    """
    if structure.has_decimal_comma is not None:
        return structure
    return replace(structure, has_decimal_comma=_has_comma(_numbers(structure, rows)))


def possible_hashes(structure: SurveyStructure) -> set[str]:
    """Return the hashes by which a questionnaire may have landed before."""
    told = [structure.has_decimal_comma]
    if structure.has_decimal_comma is None:
        told = [False, True]
    return {
        sha256_hex(structure_bytes(replace(structure, has_decimal_comma=each)))
        for each in told
    }


def _has_comma(texts: Iterable[str]) -> bool:
    is_sure = False
    for text in texts:
        if "." in text or ("," in text and not _WITH_COMMA.fullmatch(text)):
            return False
        is_sure = is_sure or ("," in text and not _THOUSANDS.fullmatch(text))
    return is_sure


def _numbers(
    structure: SurveyStructure, rows: Iterable[Mapping[str, Any]]
) -> Iterator[str]:
    headings = [
        column.heading
        for column in structure.columns
        if column.part is AnswerPart.VALUE and column.type in TYPED_NUMBERS
    ]
    for row in rows if headings else ():
        for heading in headings:
            text = str(row["answers"].get(heading) or "").strip()
            if _DIGIT.search(text):
                yield text
