"""Rows of an export in, nothing out: refused where texts stand for codes."""

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from typing import Any

from domain.errors import SourceIncomplete
from domain.surveys import AnswerPart, SurveyStructure

_TAG = re.compile("<[^<>]*>")
_LISTED_TYPES = frozenset("L!OFH1R")
_FIXED_CODES = {
    "Y": set("YN"),
    "M": set("YN"),
    "P": set("YN"),
    "G": set("FM"),
    "C": set("YUN"),
    "E": set("ISD"),
}


def refuse_labels(
    rows: Iterable[Mapping[str, Any]], structure: SurveyStructure, *, where: str
) -> None:
    """Raise ``SourceIncomplete`` where answers hold labels instead of codes.

    A column is suspect if none of its answers is a code. Where the codes are those
    of the survey, half of them must be labels besides: options may have been removed,
    and the word for "other" is no label.
    """
    for heading, codes, labels in _coded_columns(structure):
        answers = {row.get(heading) for row in rows} - {None, "", "-oth-"}
        if not answers or answers & codes:
            continue
        known = labels & {_shown(str(answer)) for answer in answers} - {""}
        if not labels or 2 * len(known) >= len(answers):
            raise SourceIncomplete("labels_for_codes", where=where, heading=heading)


def _coded_columns(
    structure: SurveyStructure,
) -> Iterator[tuple[str, set[str], set[str]]]:
    """Yield heading, codes and labels; no labels where the type fixes the codes."""
    questions = {question.code: question for question in structure.questions}
    for column in structure.columns:
        options = questions[column.question_code].options
        if column.part is not AnswerPart.VALUE:
            continue
        if column.type in _FIXED_CODES:
            yield column.heading, _FIXED_CODES[column.type], set()
        elif column.type in _LISTED_TYPES and options:
            texts = (text for option in options for text in option.labels.values())
            labels = {_shown(text) for text in texts}
            yield column.heading, {option.code for option in options}, labels


def _shown(text: str) -> str:
    """Return a label as an export shows it: without markup, or white of its own."""
    return " ".join(unescape(_TAG.sub("", text)).split())
