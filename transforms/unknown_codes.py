"""Cells of responses in, the answers among them that are no option of theirs out."""

import pandas as pd

from domain.surveys import SurveyStructure
from transforms.answer_cells import AnswerCells
from transforms.answer_columns import known_codes


def unknown_codes_in(cells: AnswerCells, structure: SurveyStructure) -> pd.DataFrame:
    """Return one row per answer whose code the questionnaire no longer lists.

    Such an answer keeps its code and value and has no label in any language. Columns
    are those of ``AnswerCells.answered``.
    """
    said = cells.said_by_column()
    found = [cells.answered([])]
    for column, codes in known_codes(structure):
        if said[column] - codes:
            of_column = cells.answered([column])
            found.append(of_column[~of_column["value"].isin(codes)])
    return pd.concat(found, ignore_index=True)
