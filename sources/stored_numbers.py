"""Rows with numbers as a database stores them in, as LimeSurvey exports them out.

A database keeps ten decimals of a number: ``12500.5000000000``, and some leave the
nought before the point out. JSON and CSV of today say ``12500.5``; archives, VV files
and old versions say what is stored. A number is the same text from every form.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from domain.surveys import AnswerPart, SurveyStructure

Row = Mapping[str, Any]
_STORED = re.compile(r"([+-]?)(\d*)\.(\d{10})", re.ASCII)
_TYPES = frozenset("NK")
"""Types of which a database stores a number; of tables of numbers it stores text."""


def as_exported(rows: Sequence[Row], structure: SurveyStructure) -> Sequence[Row]:
    """Return rows without the decimals that only a database adds."""
    headings = [
        column.heading
        for column in structure.columns
        if column.part is AnswerPart.VALUE and column.type in _TYPES
    ]
    return [_exported(row, headings) for row in rows] if headings else rows


def _exported(row: Row, headings: Sequence[str]) -> Row:
    shorter = {
        heading: _short(stored)
        for heading in headings
        if (stored := _STORED.fullmatch(str(row.get(heading) or "")))
    }
    return {**row, **shorter} if shorter else row


def _short(stored: re.Match[str]) -> str:
    sign, whole, decimals = stored.groups()
    rest = decimals.rstrip("0")
    return f"{sign}{whole or '0'}{'.' if rest else ''}{rest}"
