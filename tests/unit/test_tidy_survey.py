"""Pages become frames in which no answer is lost, rounded or guessed."""

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import StateDamaged
from sources.respondent_door import landed_pages
from tests.doors.replayed_survey import ReplayedSurvey
from tests.doors.stored_answers import stored_answers
from tests.doors.survey_examples import (
    RECORDINGS,
    SHARED,
    every_type,
    landed_page,
    needs_shared,
    question,
    read_lss,
    survey,
)

ALL = every_type()
CELLS = [column for column in ALL.columns if column.type != "X"]


def answer(heading: str, value: str | None) -> dict[str, Any]:
    """Return the one row of the answers frame for a column of the full survey."""
    frame = stored_answers(landed_page({heading: value}), ALL)
    place = [column.heading for column in CELLS].index(heading)
    row = frame.iloc[place]
    return {name: None if pd.isna(row[name]) else row[name] for name in frame.columns}


@pytest.mark.parametrize(
    ("heading", "value", "expected"),
    [
        ("S1", "tekst", {"code": None, "number": None}),
        ("T1", " =1+1\r\n", {"value": " =1+1\r\n"}),
        ("U1", "lang", {"code": None}),
        ("I1", "nl", {"code": None}),
        ("D1", "2027-01-01 00:00:00", {"number": None}),
        ("N1", "12500.5", {"number": Decimal("12500.5")}),
        (
            "N1",
            "12345678901234567890.1234",
            {"number": Decimal("12345678901234567890.1234")},
        ),
        ("N1", "-1", {"number": Decimal(-1)}),
        ("EQ", "veel", {"number": None, "value": "veel"}),
        ("EQ", "1.50", {"number": Decimal("1.50")}),
        ("K2[a]", "7", {"question_id": "7.K2_a", "number": Decimal(7)}),
        ("GETAL[Y1_X2]", "3", {"question_id": "7.GETAL_Y1_X2", "number": Decimal(3)}),
        ("Y1", "N", {"code": "N", "label_nl": "Nee", "label_en": "No"}),
        ("G1", "F", {"label_nl": "Vrouw", "label_en": "Female"}),
        ("51", "4", {"code": "4", "number": Decimal(4), "label_nl": "4"}),
        ("A2[b]", "5", {"code": "5", "label_en": "5"}),
        ("B2[a]", "10", {"number": Decimal(10), "label_nl": "10"}),
        ("C2[a]", "U", {"label_nl": "Onzeker", "label_en": "Uncertain"}),
        ("E2[a]", "D", {"label_nl": "Afname", "label_en": "Decrease"}),
        ("Q2[a]", "naam", {"question_id": "7.Q2_a", "code": None}),
        ("LIJST", "A2", {"code": "A2", "label_nl": "A2 nl", "label_en": "A2 en"}),
        (
            "LIJST",
            "-oth-",
            {"code": "-oth-", "label_nl": "Overig", "label_en": "Other"},
        ),
        ("LIJST", "weg", {"code": "weg", "label_nl": None}),
        ("LIJST[other]", "A1", {"part": "other", "code": None, "label_nl": None}),
        ("DROP", "-oth-", {"code": "-oth-", "label_nl": None}),
        ("LC[comment]", "om", {"question_id": "7.LC", "part": "comment"}),
        ("MEER[a]", "Y", {"question_id": "7.MEER_a", "code": "Y", "label_nl": "Ja"}),
        ("MEER[other]", "x", {"question_id": "7.MEER", "part": "other", "code": None}),
        ("MET[acomment]", "x", {"question_id": "7.MET_a", "part": "comment"}),
        ("MET[othercomment]", "x", {"question_id": "7.MET", "part": "other_comment"}),
        ("RIJ[a]", "A1", {"label_nl": "A1 nl"}),
        ("KOLOM[a]", "A2", {"label_en": "A2 en"}),
        ("DUBBEL[a][1]", "B1", {"scale": 1, "label_nl": "B1 nl"}),
        ("DUBBEL[a][2]", "H1", {"scale": 2, "label_nl": "H1 nl"}),
        ("DUBBEL[a][1]", "H1", {"scale": 1, "label_nl": None}),
        ("RANG[3]", "y", {"question_id": "7.RANG", "rank": 3, "label_nl": "y nl"}),
        ("TABEL[Y2_X1]", "5", {"question_id": "7.TABEL_Y2_X1", "number": None}),
        ("BESTAND", "[]", {"part": "files", "number": None}),
        ("BESTAND[filecount]", "2", {"part": "file_count", "number": Decimal(2)}),
    ],
)
def test_an_answer_of_each_type(
    heading: str, value: str, expected: dict[str, Any]
) -> None:
    row = answer(heading, value)
    assert row["state"] == "answered"
    assert {name: row[name] for name in expected} == expected
    assert row["value"] == value


@pytest.mark.parametrize("column", CELLS, ids=lambda column: column.heading)
def test_not_shown_and_empty_are_kept_apart(column: Any) -> None:
    hidden, empty = answer(column.heading, None), answer(column.heading, "")
    assert (hidden["state"], hidden["value"]) == ("not_shown", None)
    assert (empty["state"], empty["value"]) == ("empty", "")
    for row in (hidden, empty):
        assert (row["code"], row["number"], row["label_nl"]) == (None, None, None)


@pytest.mark.parametrize(
    "text", ["NaN", "inf", "1_000", "٣", "1e999", "", "12,5", "0x1"]
)
def test_what_looks_like_a_number_is_not_guessed(text: str) -> None:
    assert answer("N1", text)["number"] is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("-0,75", "-0.75"),
        ("1,234", "1.234"),
        ("1.234,5", None),
        ("1,234,5", None),
        (",5", "0.5"),
    ],
)
def test_a_comma_counts_where_the_questionnaire_says_so(
    text: str, number: str | None
) -> None:
    structure = replace(ALL, has_decimal_comma=True)
    frame = stored_answers(landed_page({"N1": text}), structure)
    found = frame.loc[frame["question_id"] == "7.N1", "number"].iloc[0]
    assert (None if pd.isna(found) else found) == (Decimal(number) if number else None)
    assert frame.loc[frame["question_id"] == "7.N1", "value"].iloc[0] == text


answers = st.none() | st.sampled_from(["", "Y", "A1", "-oth-", "NULL", "nan", "None"])


@pytest.mark.slow
@given(
    st.lists(
        st.dictionaries(
            st.sampled_from([column.heading for column in ALL.columns]),
            answers | st.text(max_size=10),
        ),
        max_size=4,
    )
)
def test_nothing_is_lost(rows: list[dict[str, str | None]]) -> None:
    frame = stored_answers(landed_page(*rows), ALL)
    assert len(frame) == len(rows) * len(CELLS)
    values = iter(frame["value"].astype(object))
    for row in rows:
        for column in CELLS:
            value = next(values)
            assert (None if pd.isna(value) else value) == row.get(column.heading)
    counts = frame.groupby(
        ["response_id", "question_id", "part", "scale", "rank"]
    ).size()
    assert counts.eq(1).all()


def test_a_page_of_another_questionnaire_is_refused() -> None:
    with pytest.raises(StateDamaged, match="do not belong together"):
        stored_answers(landed_page({}, structure=survey(question("A", "S"))), ALL)


def test_an_empty_page_gives_empty_frames() -> None:
    assert stored_answers(landed_page(), ALL).empty


def test_bytes_and_table_give_the_same() -> None:
    content = landed_page({"S1": "é"}, {"S1": ""})
    data = json.dumps(content).encode()
    pd.testing.assert_frame_equal(
        stored_answers(data, ALL), stored_answers(content, ALL)
    )


@needs_shared
@pytest.mark.parametrize(("survey_id", "count"), [("202601", 322), ("202602", 60)])
def test_real_pages_lose_nothing(survey_id: str, count: int) -> None:
    path = SHARED / "limesurvey" / f"survey_{survey_id}.lss"
    structure = read_lss(path.read_bytes())
    replayed = ReplayedSurvey(RECORDINGS / f"{survey_id}.json.gz")
    (landed,) = landed_pages(replayed.rows, structure=structure, key=b"k", panel="p")
    frame = stored_answers(landed.data, structure)
    assert len(frame) == count * (len(structure.columns) - 1)
    received = [
        None if row[each.heading] is None else str(row[each.heading])
        for row in replayed.rows
        for each in structure.columns
        if each.type != "X"
    ]
    values = frame["value"].astype(object)
    assert values.where(values.notna(), None).tolist() == received
    coded = frame[frame["code"].notna()]
    assert coded["label_nl"].notna().all()
    assert coded["label_en"].notna().all()


@needs_shared
def test_many_pages_lose_nothing() -> None:
    path = SHARED / "limesurvey" / "survey_202601.lss"
    structure = read_lss(path.read_bytes())
    some = ReplayedSurvey(RECORDINGS / "202601.json.gz").rows[3:303]
    rows = (
        {**some[n % 300], "id": n + 1, "KNELPUNT": "knelpunt"} for n in range(2_500)
    )
    pages = list(landed_pages(rows, structure=structure, key=b"k", panel="p"))
    assert len(pages) > 1
    total = sum(len(stored_answers(each.data, structure)) for each in pages)
    assert total == 2_500 * 51
