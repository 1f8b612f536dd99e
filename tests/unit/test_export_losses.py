"""What a form of export cannot hold is said, and what is no export is refused."""

from typing import Any

import pytest

from domain.errors import SourceIncomplete
from sources.export_headings import renamed_headings
from sources.export_rows import read_export_rows
from sources.lss_columns import QuestionIds, database_headings
from sources.survey_definition import SurveyDefinition
from sources.survey_vv import read_survey_vv
from tests.doors.export_writers import as_csv, as_json, as_r, as_vv
from tests.doors.survey_examples import question, survey


def small() -> tuple[SurveyDefinition, list[dict[str, Any]]]:
    """Return a small survey and three responses: answered, left empty, not shown."""
    structure = survey(
        question("M", "M", rows=("a", "b")), question("X", "X"), question("T", "T")
    )
    definition = SurveyDefinition(structure=structure, headings={})
    answers = [("Y", "", "ja"), ("", "", ""), (None, None, None)]
    rows = [
        {
            "id": number,
            "submitdate": None if number == 3 else "2026-09-01 09:00:00",
            **dict(zip(("M[a]", "M[b]", "X", "T"), (a, b, None, t), strict=True)),
        }
        for number, (a, b, t) in enumerate(answers, start=1)
    ]
    return definition, rows


def answers_in(data: bytes, definition: SurveyDefinition) -> list[tuple[Any, ...]]:
    """Return the answers of an export of the small survey."""
    rows, warnings = read_export_rows(data, definition=definition, where="f")
    assert "left empty count as not shown" in str(warnings[0])
    return [(row["M[a]"], row["M[b]"], row["T"]) for row in rows]


def test_quotes_around_nothing_are_noticed() -> None:
    definition, rows = small()
    assert answers_in(as_csv(rows, is_old=True), definition) == [
        ("Y", "", "ja"),
        (None, None, None),
        (None, None, None),
    ]


def test_a_text_display_that_was_shown_says_nothing_of_null() -> None:
    definition, rows = small()
    shown = [{**row, "X": row["T"] if row["T"] is None else ""} for row in rows]
    read, warnings = read_export_rows(as_csv(shown), definition=definition, where="f")
    assert ([row["T"] for row in read], warnings) == (["ja", "", None], ())


@pytest.mark.parametrize(
    ("seed", "empty"), [({}, None), ({"seed": "721442569"}, "")], ids=["old", "new"]
)
def test_where_all_is_filled_in_the_version_tells(
    seed: dict[str, str], empty: str | None
) -> None:
    definition, rows = small()
    whole = [{**row, **seed, "X": ""} for row in rows[:2]]
    read, warnings = read_export_rows(as_csv(whole), definition=definition, where="f")
    assert [row["T"] for row in read] == ["ja", empty]
    assert bool(warnings) == (empty is None)


def test_an_empty_number_is_a_lost_null() -> None:
    structure = survey(question("N", "N"), question("T", "T"))
    definition = SurveyDefinition(structure=structure, headings={})
    start = {"id": 1, "submitdate": "2026-09-01 09:00:00", "seed": "7"}
    data = as_csv([{**start, "N": "", "T": ""}])
    (row,), warnings = read_export_rows(data, definition=definition, where="f")
    assert row["T"] is None
    assert len(warnings) == 1


def test_json_is_taken_at_its_word() -> None:
    definition, rows = small()
    data = as_json([{**row, "X": ""} for row in rows])
    read, warnings = read_export_rows(data, definition=definition, where="f")
    assert ([row["T"] for row in read], warnings) == (["ja", "", None], ())


def test_a_box_beside_a_ticked_one_was_shown() -> None:
    definition, rows = small()
    data = as_csv(rows).replace(b'"', b"")
    assert answers_in(data, definition)[0] == ("Y", "", "ja")


def test_a_cut_off_vv_is_refused() -> None:
    definition, rows = small()
    data = as_vv(rows, {"M[a]": "M_a", "M[b]": "M_b"})
    with pytest.raises(SourceIncomplete, match="row 3 has"):
        read_export_rows(data[:-60], definition=definition, where="f")


def test_columns_that_are_missing_are_named() -> None:
    definition, rows = small()
    data = as_vv(rows, {"M[a]": "M_a", "M[b]": "M_c"})
    with pytest.raises(SourceIncomplete, match=r"such as M\[b\]"):
        read_export_rows(data, definition=definition, where="f")


def test_two_questions_of_one_code_need_an_archive() -> None:
    structure = survey(question("Q", "T"), question("Q.2", "T"))
    definition = SurveyDefinition(structure=structure, headings={})
    data = as_json([{"id": 1, "submitdate": None, "Q": "a"}])
    with pytest.raises(SourceIncomplete, match="have the code Q") as caught:
        read_export_rows(data, definition=definition, where="f")
    assert "archive (.lsa)" in caught.value.remedy


def test_r_data_needs_its_own_syntax() -> None:
    definition, rows = small()
    data, _ = as_r(rows, {}, {})
    with pytest.raises(SourceIncomplete, match="syntax does not belong"):
        read_export_rows(
            data,
            definition=definition,
            where="f",
            r_syntax=b'names(data)[99] <- "M_a"',
        )


def test_items_for_places_are_put_in_order() -> None:
    structure = survey(question("R", "R", options={0: ("x", "y", "z")}))
    received = ["id", "R[3]", "R[57]", "R[58]"]
    assert renamed_headings(received, structure) == {
        "R[3]": "R[1]",
        "R[57]": "R[2]",
        "R[58]": "R[3]",
    }


def test_a_name_of_two_columns_is_not_guessed() -> None:
    structure = survey(
        question("A", "Q", rows=("b_c",)), question("A_b", "Q", rows=("c",))
    )
    assert renamed_headings(["A_b_c"], structure) == {}


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (r'"a \"b"', r"a \"b"),
        (r'"a \""b"', r"a \"b"),
        (r'"a ""b"""', 'a "b"'),
        (r'"a \"', "a \\"),
        ("a", "a"),
        ('"', '"'),
    ],
)
def test_quotes_in_vv_are_read_as_old_and_new_php_write_them(
    written: str, text: str
) -> None:
    data = f"Id\tDatum\tVraag\nid\tsubmitdate\tT\n1\t\t{written}\n".encode()
    (row,) = read_survey_vv(data, where="f").rows
    assert row["T"] == text


def test_places_of_a_ranking_follow_the_numbers_of_its_items() -> None:
    structure = survey(question("R", "R", options={0: ("x", "y")}))
    ids = QuestionIds(gid="1", qid="5", subquestions={}, options=("100", "99"))
    found = database_headings(structure.columns, survey_id="7", ids={"R": ids})
    assert (found["Q5_R99"], found["Q5_R100"]) == ("R[1]", "R[2]")
