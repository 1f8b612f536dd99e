"""Of files and unknown codes is told what is known, and nothing is thrown away."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.doors.survey_examples import every_type, landed_page
from transforms.answer_cells import AnswerCells
from transforms.answer_columns import answer_columns
from transforms.answer_files import files_from_answers
from transforms.tidy_survey import rows_from_page
from transforms.unknown_codes import unknown_codes_in

ALL = every_type()
TWO = (
    '[{"title":"Netstudie","comment":"bron: x","size":0.03,'
    '"name":"onder%20bouwing%20%C3%A9.txt","filename":"fu_1","ext":"txt"},'
    '{"size":"12.5","name":"b.pdf","ext":"pdf"}]'
)


def cells_of(*rows: dict[str, str | None]) -> AnswerCells:
    """Return the cells of some responses to the full survey."""
    cells = AnswerCells(ALL)
    cells.add(rows_from_page(landed_page(*rows)))
    return cells


def answers(**cells: str | None) -> pd.DataFrame:
    """Return all that one response answered."""
    return cells_of(cells).answered(answer_columns(ALL))


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
    cells = cells_of(
        {"LIJST": "A1", "DROP": "weg", "RIJ[a]": "A9", "MEER[a]": "Y", "T1": "weg"},
        {"LIJST": "-oth-", "DROP": "A1", "RIJ[b]": "", "EQ": "8"},
        {"RIJ[a]": "A9"},
    )
    strange = unknown_codes_in(cells, ALL)
    columns = ["response_id", "question_id", "value"]
    assert list(strange[columns].itertuples(index=False, name=None)) == [
        (1, "7.DROP", "weg"),
        (1, "7.RIJ_a", "A9"),
        (3, "7.RIJ_a", "A9"),
    ]
    assert unknown_codes_in(cells_of({"LIJST": "A1"}), ALL).empty
    assert unknown_codes_in(cells_of(), ALL).empty


def test_of_a_response_without_consent_nothing_is_told() -> None:
    page = landed_page({"DROP": "weg", "T1": "a"}, {"T1": "b"})
    page["rows"][0]["has_consent"] = False
    cells = AnswerCells(ALL)
    cells.add(rows_from_page(page))
    assert unknown_codes_in(cells, ALL).empty
    assert cells.answered(answer_columns(ALL))["value"].tolist() == ["b"]
    first, second = cells.lists.array.__arrow_array__().to_pylist()
    assert first is None
    assert len(second) == len(answer_columns(ALL))


@given(
    st.lists(
        st.dictionaries(
            st.sampled_from([column.heading for column in ALL.columns]),
            st.none() | st.sampled_from(["", "A1", "weg", " "]),
        ),
        max_size=3,
    )
)
def test_what_is_answered_is_every_cell_that_says_something(
    rows: list[dict[str, str | None]],
) -> None:
    expected = [
        (number, text)
        for number, row in enumerate(rows, start=1)
        for column in answer_columns(ALL)
        if (text := row.get(column.heading))
    ]
    found = cells_of(*rows).answered(answer_columns(ALL))[["response_id", "value"]]
    assert list(found.itertuples(index=False, name=None)) == expected
