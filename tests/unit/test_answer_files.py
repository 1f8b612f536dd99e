"""Of files and unknown codes is told what is known, and nothing is thrown away."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.doors.survey_examples import every_type, landed_page
from transforms.answer_files import files_from_answers
from transforms.tidy_survey import answers_from_page
from transforms.unknown_codes import has_unknown_code

ALL = every_type()
TWO = (
    '[{"title":"Netstudie","comment":"bron: x","size":0.03,'
    '"name":"onder%20bouwing%20%C3%A9.txt","filename":"fu_1","ext":"txt"},'
    '{"size":"12.5","name":"b.pdf","ext":"pdf"}]'
)


def answers(**cells: str | None) -> pd.DataFrame:
    """Return the tidy answers of one response; ``_`` stands for brackets."""
    return answers_from_page(landed_page(cells), ALL)


def test_each_file_is_a_row() -> None:
    files = files_from_answers(answers(BESTAND=TWO))
    found = files.drop(columns=["survey_id", "response_id"])
    assert list(found.itertuples(index=False, name=None)) == [
        ("7.BESTAND", 1, "onder bouwing é.txt", "Netstudie", "bron: x", "txt", 0.03),
        ("7.BESTAND", 2, "b.pdf", "", "", "pdf", 12.5),
    ]
    assert set(files["response_id"]) == {1}


@pytest.mark.parametrize(
    "cell", [None, "", "[]", "null", "3", "{", "[3]", '{"name":"x"}', "[" * 100_000]
)
def test_what_is_no_list_of_files_gives_none(cell: str | None) -> None:
    assert files_from_answers(answers(BESTAND=cell)).empty


@given(st.text(max_size=20) | st.from_regex(r'\[\{"(name|size)":.*\}\]'))
def test_any_cell_is_survived(cell: str) -> None:
    files = files_from_answers(answers(BESTAND=cell))
    assert list(files.columns)[-1] == "size_kb"


def test_codes_without_an_option_are_told_by_question() -> None:
    page = landed_page(
        {"LIJST": "A1", "DROP": "weg", "RIJ[a]": "A9", "MEER[a]": "Y", "T1": "weg"},
        {"LIJST": "-oth-", "DROP": "A1", "RIJ[b]": "", "EQ": "8"},
    )
    frame = answers_from_page(page, ALL)
    strange = frame[has_unknown_code(frame)]
    assert strange["question_id"].tolist() == ["7.DROP", "7.RIJ_a"]
    kept = frame[frame["question_id"] == "7.DROP"]
    assert kept["code"].tolist() == ["weg", "A1"]
    assert not has_unknown_code(answers(LIJST="A1")).any()
