"""Open answers to a survey in, the same as redacted passages out."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from domain.identifiers import stable_id
from domain.surveys import AnswerPart, ResponseColumn
from domain.texts import NAME_MARK
from flows.landed_surveys import LandedSurvey
from transforms.answer_columns import answer_columns
from transforms.plain_text import plain_text_from_html
from transforms.question_names import question_id
from transforms.questionnaire import questions_from_structure
from transforms.redactor import Redactor

_PASSAGE_ROLES = ("open", "initiative_name")
_NOTHING_SAID = frozenset(
    "-|--|.|..|...|?|x|xx|geen|nee|ja|niet|niets|nvt|n.v.t.|n.v.t|nihil|none|no|n/a|"
    "idem|weet niet|weet ik niet|geen idee|geen mening|niet van toepassing".split("|")
)
"""Answers that say nothing; they count as answered, but not as a passage."""

_OF_DOCUMENTS = (
    "document_id page page_label section start_offset end_offset confidence".split()
)


def open_columns(survey: LandedSurvey) -> list[ResponseColumn]:
    """Return the columns whose answers become passages."""
    structure = survey.structure
    roles = questions_from_structure(
        structure,
        wave=survey.wave,
        source_id=survey.source_id,
        roles=survey.declaration.roles,
        renamed=survey.renamed,
    )
    asked = set(roles[roles["role"].isin(_PASSAGE_ROLES)]["question_id"])
    return [
        column
        for column in answer_columns(structure)
        if column.part is AnswerPart.VALUE
        and question_id(structure.survey_id, column) in asked
    ]


def passages_of(
    survey: LandedSurvey, said: pd.DataFrame, *, redactor: Redactor
) -> pd.DataFrame:
    """Return one row per open answer that says something, personal data replaced.

    Columns are those of the table ``passage``; ``said`` are the answers in
    ``open_columns``, each with its page beside it.
    """
    texts = list(_texts(survey, said["value"]))
    says = [bool(text) and text.lower() not in _NOTHING_SAID for text in texts]
    said = said[np.array(says, dtype=bool)]
    heard = [text for text, is_said in zip(texts, says, strict=True) if is_said]
    shown = [redactor.redact(text, is_answer=True) for text in heard]
    again = [survey.activation] if survey.activation > 1 else []
    answered = zip(said["question_id"], said["response_id"], strict=True)
    frame = pd.DataFrame(
        {
            "passage_id": [stable_id("p", *each, *again) for each in answered],
            "page_key": said["page"].array,
            "question_id": said["question_id"].array,
            "response_id": said["response_id"].array,
            "text": [each.text for each in shown],
            # Names of participants went at the door, if the source asks for that.
            "redaction_count": [
                each.count + text.count(NAME_MARK)
                for each, text in zip(shown, heard, strict=True)
            ],
        }
    )
    return frame.astype({"passage_id": "str", "text": "str"}).assign(
        source_id=survey.source_id,
        survey_id=survey.structure.survey_id,
        wave=survey.wave,
        kind="answer",
        language="unknown",
        **dict.fromkeys(_OF_DOCUMENTS),
    )


def _texts(survey: LandedSurvey, values: "pd.Series[str]") -> Iterator[str]:
    has_markup = survey.declaration.has_markup
    for value in values:
        yield plain_text_from_html(value) if has_markup else value.strip()
