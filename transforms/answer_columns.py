"""A questionnaire in, what each cell of a response to it means out."""

from collections.abc import Iterator

import pandas as pd

from domain.surveys import AnswerPart, ResponseColumn, SurveyStructure
from transforms.answer_options import CODED_TYPES, options_of
from transforms.question_names import question_id

_NUMERIC_TYPES = frozenset("NK*:5AB")
_NAMES = ["cell_number", "question_id", "part", "scale", "rank", "is_coded"]
_FLAGS = ("is_number", "has_decimal_comma")


def answer_columns(structure: SurveyStructure) -> tuple[ResponseColumn, ...]:
    """Return the columns that hold answers: all but text displays (type X)."""
    return tuple(column for column in structure.columns if column.type != "X")


def columns_from_structure(structure: SurveyStructure) -> pd.DataFrame:
    """Return one row per answer column.

    Columns: cell_number (from 1: its place among the cells of a response),
    question_id, part, scale (1 or 2 of a dual scale, else 0), rank (from 1 of a
    ranking, else 0), is_coded (an answer is the code of an option), is_number (an
    answer may be a number), has_decimal_comma (one comma in it is the decimal sign),
    survey_id.
    """
    rows = [
        (
            number,
            question_id(structure.survey_id, column),
            column.part.value,
            column.scale,
            column.rank,
            is_coded(column),
            _is_numeric(column),
            structure.has_comma_in(column),
        )
        for number, column in enumerate(answer_columns(structure), start=1)
    ]
    frame = pd.DataFrame(rows, columns=pd.Index([*_NAMES, *_FLAGS]))
    types = {"cell_number": "int64", "scale": "int64", "rank": "int64"}
    flags = dict.fromkeys(("is_coded", *_FLAGS), "bool")
    return frame.astype({"question_id": "str", "part": "str"} | types | flags).assign(
        survey_id=structure.survey_id
    )


def file_columns(structure: SurveyStructure) -> list[ResponseColumn]:
    """Return the columns in which LimeSurvey lists the files of a respondent."""
    columns = answer_columns(structure)
    return [column for column in columns if column.part is AnswerPart.FILES]


def known_codes(
    structure: SurveyStructure,
) -> Iterator[tuple[ResponseColumn, frozenset[str]]]:
    """Yield each column whose answers are codes, with the codes that have an option."""
    questions = {question.code: question for question in structure.questions}
    for column in answer_columns(structure):
        if is_coded(column):
            options = options_of(column, questions[column.question_code])
            yield column, frozenset(option.code for option in options)


def is_coded(column: ResponseColumn) -> bool:
    """Tell whether an answer in this column is the code of an option."""
    return column.part is AnswerPart.VALUE and column.type in CODED_TYPES


def _is_numeric(column: ResponseColumn) -> bool:
    is_value = column.part is AnswerPart.VALUE and column.type in _NUMERIC_TYPES
    return is_value or column.part is AnswerPart.FILE_COUNT
