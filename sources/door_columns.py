"""The headings of an export in, those that may not pass the door out.

Columns pass by allow-list: what the questionnaire asks, and what says when a response
was given. Whatever else an export holds stays outside.
"""

import re
from collections.abc import Collection, Iterable

from domain.errors import SourceIncomplete
from domain.phrases import phrase
from domain.surveys import SYSTEM_COLUMNS, SurveyStructure

_PRIVATE_COLUMN = re.compile(
    r"token|ipaddr|refurl|seed|firstname|lastname|email|attribute_\d+"
    r"|interviewtime|.*Time\d*"
)
_NEEDED_COLUMNS = ("id", "submitdate")


def dropped_columns(
    structure: SurveyStructure, headings: Collection[str]
) -> tuple[str, ...]:
    """Return the headings that do not pass, in order.

    Raises ``SourceIncomplete`` if a column of the questionnaire is missing.
    """
    expected = [*_NEEDED_COLUMNS, *(column.heading for column in structure.columns)]
    missing = [heading for heading in expected if heading not in headings]
    if missing:
        raise SourceIncomplete(
            "columns_missing",
            where=phrase("of_survey", survey_id=structure.survey_id),
            count=len(missing),
            expected=len(expected),
            examples=missing[:5],
        )
    allowed = {*SYSTEM_COLUMNS, *expected}
    return tuple(heading for heading in headings if heading not in allowed)


def unexpected_columns(headings: Iterable[str]) -> tuple[str, ...]:
    """Return those of the dropped headings that are not known personal columns."""
    return tuple(name for name in headings if not _PRIVATE_COLUMN.fullmatch(name))
