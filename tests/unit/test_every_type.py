"""Of every question type, each cell that goes in comes out as one row.

Per type: any question of it, any answers to it, through the door and back. What is
answered, left empty and not shown is counted on both sides, and every value returns.
"""

from collections import Counter

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.surveys import SurveyStructure
from sources.respondent_door import landed_pages
from tests.doors.stored_answers import stored_answers
from tests.doors.survey_examples import question, survey
from tests.doors.survey_shapes import CODES, TYPES, answers_of, questions
from transforms.answer_options import answer_options_from_structure

slow = settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
CODED = "L!OFHR1" + "".join(CODES) + "5AB"
NUMERIC = "NK:5AB"


def test_these_are_all_the_types() -> None:
    assert len(TYPES) == len(set(TYPES)) == 29


@pytest.mark.parametrize("kind", [each for each in TYPES if each != "X"])
@slow
@given(data=st.data())
def test_nothing_of_a_type_is_lost(kind: str, data: st.DataObject) -> None:
    structure = survey(data.draw(questions(0, kind)))
    given_rows = data.draw(answers_of(structure))
    frame = tidy(structure, given_rows)
    cells = [cell for row in given_rows for cell in row.values()]
    assert len(frame) == len(cells)
    states = Counter(frame["state"])
    assert states["not_shown"] == cells.count(None)
    assert states["empty"] == cells.count("")
    assert states["answered"] == len([cell for cell in cells if cell])
    values = frame["value"].astype(object)
    assert values.where(values.notna(), None).tolist() == cells
    keys = ["response_id", "question_id", "part", "scale", "rank"]
    assert not frame.duplicated(keys).any()
    _check_meaning(kind, frame, structure)


def _check_meaning(kind: str, frame: pd.DataFrame, structure: SurveyStructure) -> None:
    """Codes carry a label in every language, numbers are numbers, texts neither."""
    said = frame[(frame["state"] == "answered") & (frame["part"] == "value")]
    assert said["code"].notna().all() == (kind in CODED) or said.empty
    assert said["number"].notna().all() == (kind in NUMERIC) or said.empty
    if kind in CODED:
        for language in structure.languages:
            assert said[f"label_{language}"].notna().all()
        options = answer_options_from_structure(structure)
        columns = ["question_id", "scale", "code"]
        known = set(options[columns].itertuples(index=False, name=None))
        assert set(said[columns].itertuples(index=False, name=None)) <= known
    other = frame[frame["part"].isin(["other", "comment", "other_comment", "files"])]
    assert other["code"].isna().all()
    assert other["number"].isna().all()


def test_a_text_display_has_no_answers() -> None:
    structure = survey(question("V0", "X"))
    assert tidy(structure, [{"V0": None}]).empty


def tidy(structure: SurveyStructure, rows: list[dict[str, str | None]]) -> pd.DataFrame:
    """Return the answers of rows that came through the door."""
    received = [
        {"id": number, "submitdate": None, **row}
        for number, row in enumerate(rows, start=1)
    ]
    (page,) = landed_pages(received, structure=structure, key=b"k", panel="p")
    return stored_answers(page.data, structure)
