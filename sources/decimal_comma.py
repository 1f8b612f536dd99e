"""A questionnaire whose notation of numbers is untold and its answers in, told out.

The right to read it is one a careful account lacks. LimeSurvey stores a point today;
old versions and imports hold commas, and then hold nothing else in that column.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from domain.identifiers import sha256_hex
from domain.landing import LandedItem
from domain.phrases import Phrase, phrase
from domain.surveys import TYPED_NUMBERS, AnswerPart, SurveyStructure
from sources.landed_rows import landed_questionnaire
from sources.landed_structure import structure_bytes
from sources.landing import LandingStore

_WITH_COMMA = re.compile(r"[+-]?\d*,\d+", re.ASCII)
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}", re.ASCII)
_NUMBERS = TYPED_NUMBERS | {"*"}
_DIGIT = re.compile(r"\d", re.ASCII)


def told_by_answers(
    structure: SurveyStructure, rows: Iterable[Mapping[str, Any]]
) -> tuple[SurveyStructure, tuple[Phrase, ...]]:
    """Return the questionnaire, its notation found in landed ``rows`` if untold.

    One comma is a decimal sign in a column where no number has a point, every comma
    stands once and before digits, and not all could set thousands apart; these may
    where other columns have the sign and none says otherwise. Elsewhere it is not:
    such an answer keeps its text and is told as one that cannot be read. The remark
    names columns with points and commas. An equation, which may give a text, tells of
    itself alone.
    """
    if structure.has_decimal_comma is not None:
        return structure, ()
    found = _signs(structure, rows)
    typed = [signs for signs in found.values() if signs.is_typed]
    sure = {heading for heading, signs in found.items() if signs.is_sure}
    is_told = any(signs.is_sure for signs in typed)
    if is_told and not any(signs.speaks_against for signs in typed):
        sure |= {heading for heading, signs in found.items() if signs.is_doubtful}
    mixed = [name for name, signs in found.items() if signs.is_typed and signs.is_mixed]
    commas = tuple(each.heading for each in structure.columns if each.heading in sure)
    return replace(structure, comma_headings=commas), _told(structure, mixed)


def has_landed(
    structure: SurveyStructure, items: Sequence[LandedItem], *, landing: LandingStore
) -> bool:
    """Tell whether ``items`` are of this questionnaire, but for what answers told."""
    asked = structure_bytes(structure)
    if sha256_hex(asked) in {item.sha256 for item in items}:
        return True
    if structure.has_decimal_comma is not None:
        return False
    landed = landed_questionnaire(landing, items)
    return landed is not None and structure_bytes(_untold(landed)) == asked


def _untold(structure: SurveyStructure) -> SurveyStructure:
    return replace(structure, comma_headings=())


@dataclass(slots=True)
class _Signs:
    """The signs in the numbers of one column; ``is_typed`` by respondents."""

    is_typed: bool
    has_point: bool = False
    has_comma: bool = False
    is_decimal: bool = False
    is_strange: bool = False

    def add(self, text: str) -> None:
        self.has_point |= "." in text
        if "," in text:
            self.has_comma = True
            self.is_strange |= not _WITH_COMMA.fullmatch(text)
            self.is_decimal |= not _THOUSANDS.fullmatch(text)

    @property
    def speaks_against(self) -> bool:
        return self.has_point or self.is_strange

    @property
    def is_mixed(self) -> bool:
        return self.has_comma and self.has_point

    @property
    def is_sure(self) -> bool:
        return self.has_comma and self.is_decimal and not self.speaks_against

    @property
    def is_doubtful(self) -> bool:
        return self.has_comma and not (self.is_decimal or self.speaks_against)


def _signs(
    structure: SurveyStructure, rows: Iterable[Mapping[str, Any]]
) -> dict[str, _Signs]:
    found = {
        column.heading: _Signs(is_typed=column.type in TYPED_NUMBERS)
        for column in structure.columns
        if column.part is AnswerPart.VALUE and column.type in _NUMBERS
    }
    for row in rows if found else ():
        for heading, signs in found.items():
            text = str(row["answers"].get(heading) or "").strip()
            if _DIGIT.search(text):
                signs.add(text)
    return found


def _told(structure: SurveyStructure, mixed: list[str]) -> tuple[Phrase, ...]:
    if not mixed:
        return ()
    columns = ", ".join(mixed)
    survey_id = structure.survey_id
    return (phrase("remark_notation_mixed", survey_id=survey_id, columns=columns),)
