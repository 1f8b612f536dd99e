"""What was written and what was left out come back apart from any CSV."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import SourceIncomplete
from sources.survey_csv import read_survey_csv

cells = st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
nasty = st.none() | st.text('";,\t\r\n ab\u2028', max_size=8)


def csv_lines(rows: list[list[str | None]], separator: str, end: str) -> Iterator[str]:
    """Write rows as LimeSurvey does: nothing for null, quotes for the rest."""
    for row in rows:
        quoted = [
            "" if cell is None else '"' + cell.replace('"', '""') + '"' for cell in row
        ]
        yield separator.join(quoted) + end


def test_a_csv_keeps_null_and_empty_apart() -> None:
    table = read_survey_csv(
        b'\xef\xbb\xbf"id","K","OPEN"\r\n"1",,""\r\n"2","a ""b""","x\ny"\r\n\r\n',
        where="f",
    )
    assert list(table.rows) == [
        {"id": "1", "K": None, "OPEN": ""},
        {"id": "2", "K": 'a "b"', "OPEN": "x\ny"},
    ]
    assert not table.is_requoted


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b'"id";"K"\n"1";"open', "quotes of record 2"),
        (b'"id";"K"\n"1"x;"y"', "quotes of record 2"),
        (b'"id";"K"\n"1"\n', "row 1 has 1 field"),
        (b'"id";"id"\n"1";"2"\n', "same heading"),
        (b'"id";"K"\n"1";"caf\xe9"\n', "UTF-8"),
    ],
)
def test_a_damaged_csv_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(SourceIncomplete, match=words):
        list(read_survey_csv(data, where="f").rows)


@given(
    st.lists(st.lists(cells | nasty, min_size=2, max_size=2), max_size=6),
    st.sampled_from([";", ",", "\t"]),
    st.sampled_from(["\r\n", "\n"]),
    st.booleans(),
)
def test_any_csv_comes_back(
    rows: list[list[str | None]], separator: str, end: str, has_bom: bool
) -> None:
    text = "".join(csv_lines([["id", "OPEN"], *rows], separator, end))
    data = (("\ufeff" if has_bom else "") + text + end).encode()
    table = read_survey_csv(data, where="f")
    assert [list(row.values()) for row in table.rows] == rows
