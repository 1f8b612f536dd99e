"""What cannot be read as asked is told, per question and with how many there are."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.answer_findings import reading_findings
from tests.doors.stored_answers import stored_answers
from tests.doors.survey_examples import every_type, landed_page
from transforms.answer_cells import AnswerCells
from transforms.tidy_survey import rows_from_page
from transforms.unreadable_answers import unreadable_in

ALL = every_type()
FILES = '[{"name":"b.pdf","ext":"pdf"}]'
COMMA = replace(ALL, has_decimal_comma=True)


def unread(
    *rows: dict[str, str | None], has_comma: bool = False
) -> list[tuple[int, str, str]]:
    """Return response, question and what was asked of all that cannot be read."""
    structure = COMMA if has_comma else ALL
    cells = AnswerCells(structure)
    cells.add(rows_from_page(landed_page(*rows)))
    frame = unreadable_in(cells, structure)
    columns = ["response_id", "question_id", "asked"]
    return list(frame[columns].itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("heading", "text", "asked"),
    [
        ("N1", "12500,5", "number"),
        ("N1", "abc", "number"),
        ("N1", "1e400", "number"),
        ("N1", "9" * 40, "number"),
        ("N1", "1e28", "number"),
        ("N1", "12500.5", None),
        ("N1", "9" * 28, None),
        ("N1", "-1e3", None),
        ("K2[a]", "1,5", "number"),
        ("GETAL[Y1_X1]", "1,5", "number"),
        ("D1", "31-12-1999", "date"),
        ("D1", "2026-02-30", "date"),
        ("D1", "2026-02-28", None),
        ("D1", "2026-02-28 00:00:00", None),
        ("BESTAND", "geen json {", "files"),
        ("BESTAND", "[" * 100_000, "files"),
        ("BESTAND", "[3]", "files"),
        ("BESTAND", FILES, None),
        ("BESTAND[filecount]", "drie", "number"),
        ("EQ", "hoog", None),
        ("T1", "abc", None),
        ("N1", "", None),
        ("N1", None, None),
    ],
)
def test_what_is_not_what_was_asked_is_told(
    heading: str, text: str | None, asked: str | None
) -> None:
    found = unread({heading: text}, {"T1": "gewoon"})
    assert [(number, each) for number, _, each in found] == (
        [(1, asked)] if asked else []
    )


def test_a_comma_is_read_where_the_questionnaire_has_one() -> None:
    texts = ("12500,5", "12500.5", "1.234,5", "1,2,3")
    found = unread(*({"N1": text} for text in texts), has_comma=True)
    assert [number for number, *_ in found] == [3, 4]


numbers = st.text(",.+-e0123456789", max_size=8) | st.integers().map(str)


@given(numbers | st.from_regex(r"[0-9]{26,30}(\.[0-9]{9,12})?", fullmatch=True))
def test_told_is_what_has_no_number(text: str) -> None:
    for structure in (ALL, COMMA):
        frame = stored_answers(landed_page({"N1": text}), structure)
        number = frame.loc[frame["question_id"] == "7.N1", "number"].iloc[0]
        told = unread({"N1": text}, has_comma=structure.has_decimal_comma)
        assert bool(told) == (text != "" and pd.isna(number))


def test_a_finding_counts_per_question_and_repeats_no_answer() -> None:
    cells = AnswerCells(ALL)
    rows = ({"N1": "geheim"}, {"N1": "veel"}, {"D1": "gisteren"})
    cells.add(rows_from_page(landed_page(*rows)))
    found = reading_findings(
        unreadable_in(cells, ALL).assign(page="bron/1"), language="en"
    )
    assert [each["expectation"] for each in found] == [
        "dates_are_readable(7.D1)",
        "numbers_are_readable(7.N1)",
    ]
    assert [each["found_count"] for each in found] == [1, 2]
    assert "as a number" in found[1]["observed"]
    assert "geheim" not in repr(found)
    assert not any(each["is_success"] for each in found)
