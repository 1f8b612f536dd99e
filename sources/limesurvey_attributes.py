"""Declared attributes of participants in, columns of a survey like any answer out.

An attribute becomes a question of its own, named as the declaration says, so that it
can play a part (``stakeholder_group = "sector"``). Names and addresses cannot be asked.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from domain.errors import SettingsInvalid
from domain.phrases import Phrase, phrase
from domain.surveys import AnswerPart, Question, ResponseColumn, SurveyStructure
from sources.limesurvey_session import LimeSurveySession

_SHORT_TEXT = "S"
_GROUP = "Deelnemers"
_ATTRIBUTE = re.compile(r"attribute_\d+")


def fetch_attribute_names(session: LimeSurveySession, survey_id: str) -> dict[str, str]:
    """Return what the owner of a survey calls each attribute of its participants."""
    wanted = ["attributedescriptions"]
    found = session.call("get_survey_properties", int(survey_id), wanted)
    text = found.get("attributedescriptions") if isinstance(found, dict) else None
    try:
        described = json.loads(text) if isinstance(text, str) else {}
    except ValueError:
        return {}
    if not isinstance(described, dict):
        return {}
    return {name: _description(each) for name, each in described.items()}


def require_attributes(
    session: LimeSurveySession,
    structure: SurveyStructure,
    attributes: Mapping[str, str],
) -> None:
    """Raise ``SettingsInvalid`` for an attribute that this survey does not have.

    A server answers nothing at all for a misspelt attribute, in every row.
    """
    if not attributes:
        return
    where = phrase("at_survey", place=session.where, survey_id=structure.survey_id)
    known = fetch_attribute_names(session, structure.survey_id)
    missing = sorted(set(attributes.values()) - known.keys())
    if missing:
        listed = tuple(f"{name} ({text})" for name, text in sorted(known.items()))
        raise SettingsInvalid(
            "attribute_unknown",
            where=where,
            missing=missing,
            known=listed or phrase("none"),
        )


def with_attributes(
    structure: SurveyStructure, attributes: Mapping[str, str]
) -> SurveyStructure:
    """Return the questionnaire with a question and a column per declared attribute.

    Raises ``SettingsInvalid`` for an anonymised survey, or a name that a question of
    the survey has already.
    """
    if not attributes:
        return structure
    where = phrase("of_survey", survey_id=structure.survey_id)
    if structure.is_anonymised:
        raise SettingsInvalid("attributes_anonymised", where=where)
    codes = {question.code for question in structure.questions}
    twice = sorted(codes & attributes.keys())
    if twice or len(set(attributes.values())) < len(attributes):
        name = twice[0] if twice else ""
        raise SettingsInvalid(
            "attribute_named_as_question" if twice else "attribute_named_twice",
            where=where,
            name=name,
        )
    last = len(structure.questions)
    return replace(
        structure,
        questions=(
            *structure.questions,
            *(
                _question(name, structure.languages, position)
                for position, name in enumerate(attributes, start=last + 1)
            ),
        ),
        columns=(
            *structure.columns,
            *(_column(name, heading) for name, heading in attributes.items()),
        ),
    )


def participant_headings(structure: SurveyStructure) -> tuple[str, ...]:
    """Return the columns of attributes; no code of a question has an underscore."""
    return tuple(
        column.heading
        for column in structure.columns
        if _ATTRIBUTE.fullmatch(column.heading)
    )


def joined(
    rows: Iterable[dict[str, Any]],
    attributes: Iterable[Mapping[str, Any]],
    *,
    headings: Sequence[str],
) -> list[dict[str, Any]]:
    """Return each row with its attributes; a response that came meanwhile has none."""
    by_id = {int(row["id"]): row for row in attributes}
    return [
        row
        | {heading: by_id.get(int(row["id"]), {}).get(heading) for heading in headings}
        for row in rows
    ]


def empty_attributes(
    rows: Iterable[Mapping[str, Any]], structure: SurveyStructure
) -> tuple[Phrase, ...]:
    """Return one warning if an attribute is empty in every landed row."""
    unseen = set(participant_headings(structure))
    is_asked, has_rows = bool(unseen), False
    for row in rows if is_asked else ():
        has_rows = True
        unseen -= {heading for heading in unseen if row["answers"].get(heading)}
        if not unseen:
            break
    if not has_rows or not unseen:
        return ()
    return (
        phrase(
            "remark_attribute_empty",
            survey_id=structure.survey_id,
            names=", ".join(sorted(unseen)),
        ),
    )


def _description(each: object) -> str:
    return str(each.get("description") or "") if isinstance(each, dict) else ""


def _question(name: str, languages: Iterable[str], position: int) -> Question:
    return Question(
        code=name,
        type=_SHORT_TEXT,
        group=_GROUP,
        position=position,
        has_other=False,
        is_hidden=True,
        texts=dict.fromkeys(languages, name),
    )


def _column(name: str, heading: str) -> ResponseColumn:
    return ResponseColumn(
        heading=heading,
        question_code=name,
        subquestion_code="",
        type=_SHORT_TEXT,
        part=AnswerPart.VALUE,
    )
