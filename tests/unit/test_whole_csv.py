"""A table that was cut off is told from a whole one, by every reader of tables."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import FeitenbasisError
from sources.documents.csv_reader import read_csv
from sources.documents.refusals import DocumentRefused
from sources.numbered_rows import read_numbered_rows
from sources.registers import read_table
from sources.survey_csv import read_survey_csv
from sources.survey_tsv import read_tsv_structure
from sources.survey_vv import read_survey_vv
from sources.whole_csv import CutOff, whole_csv_rows

cells = st.text(st.sampled_from('a;,"\n\r\0 é'), max_size=4)


@given(st.lists(st.lists(cells, min_size=2, max_size=3), max_size=4))
def test_whole_rows_come_as_csv_itself_reads_them(rows: list[list[str]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows(rows)
    found = list(whole_csv_rows(text.getvalue(), delimiter=";"))
    again = csv.reader(io.StringIO(text.getvalue(), newline=""), delimiter=";")
    assert found == list(again)


@pytest.mark.parametrize(
    ("text", "is_whole"),
    [
        ("", True),
        ("a;b", True),
        ('a;"b"', True),
        ('a;"b"\n', True),
        ('a;"b""', False),
        ('a;"b""c"', True),
        ('a;"b\n1;2\n', False),
        ('a;"', False),
        ('a;12" scherm', True),
    ],
)
def test_only_an_open_quote_is_cut_off(text: str, *, is_whole: bool) -> None:
    if is_whole:
        list(whole_csv_rows(text, delimiter=";"))
    else:
        with pytest.raises(CutOff):
            list(whole_csv_rows(text, delimiter=";"))


TSV = 'class\ttype/scale\tname\trelevance\ttext\n"S"\t\t"sid"\t\t"7"\nS\t\tx\t\t"half'
READERS: dict[str, Callable[[bytes], object]] = {
    "polis and proposals": lambda data: list(read_numbered_rows(data, where="f").rows),
    "registers and review": lambda data: list(read_table(data, name="f.csv")),
    "answers": lambda data: list(read_survey_csv(data, where="f").rows),
}


@pytest.mark.parametrize("reader", READERS)
def test_a_table_that_ends_inside_quotes_is_refused(reader: str) -> None:
    whole = b'id;text\n1;"een"\n2;"twee"\n'
    READERS[reader](whole)
    for cut in (whole[:-2], whole[:-4], whole[:14]):
        with pytest.raises(FeitenbasisError):
            READERS[reader](cut)


def test_a_structure_that_ends_inside_quotes_is_refused() -> None:
    with pytest.raises(FeitenbasisError):
        read_tsv_structure(TSV.encode(), where="f")


def test_answers_in_vv_that_end_inside_quotes_are_refused() -> None:
    data = b'Nummer\tVraag\nid\tV\n1\t"een"\n2\t"twe'
    with pytest.raises(FeitenbasisError):
        list(read_survey_vv(data, where="f").rows)


def test_a_document_that_ends_inside_quotes_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('plaats;tekst\nPutten;"Een zin."\nEde;"Nog een', "utf-8")
    with pytest.raises(DocumentRefused, match="damaged"):
        read_csv(path)
