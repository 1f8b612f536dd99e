"""A table that was cut off is told from a whole one, by every reader of tables."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.codebook_lines import exchange_texts
from domain.errors import FeitenbasisError, SettingsInvalid
from sources.codebook_files import read_codebook_file
from sources.coded_texts import Columns, read_coded_texts
from sources.documents.csv_reader import read_csv
from sources.documents.refusals import DocumentRefused
from sources.numbered_rows import read_numbered_rows
from sources.reference.gazetteers import read_organisation_register
from sources.registers import read_table
from sources.review_book import read_review_book
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
    "organisations": lambda data: read_organisation_register(_named(data)),
}


def _named(data: bytes) -> bytes:
    """Give a table the headings of a register of names, where it has whole ones."""
    for old, new in ((b"id;text", b"naam;aliassen"), (b"a;b", b"naam;aliassen")):
        data = data.replace(old, new, 1)
    return data


@pytest.mark.parametrize("reader", READERS)
def test_a_table_that_ends_inside_quotes_is_refused(reader: str) -> None:
    whole = b'id;text\n1;"een"\n2;"twee"\n'
    READERS[reader](whole)
    for cut in (whole[:-2], whole[:-4], whole[:14]):
        with pytest.raises(FeitenbasisError):
            READERS[reader](cut)


# the text | the line on which the row begins that is not whole
PLACES = [
    ('a;b\n1;"x', 2),
    ('a;b\r\n\r\n"1\n2";x\r\n3;"y\n\n\nz', 5),
    ('a;"b', 1),
    (f'a;b\n1;2\n3;"{"x" * 1_000_001}"\n', 3),
    (f'a;b\n1;"{"x" * 1_000_001}\n3;4\n', 2),
]
TABLES: dict[str, Callable[[bytes], object]] = {
    "registers": lambda data: list(read_table(data, name="f.csv")),
    "coded texts": lambda data: read_coded_texts(
        data, name="f.csv", columns=Columns(text="a", codes="b")
    ),
    "review": lambda data: read_review_book(data, name="f.csv"),
    "codebook": lambda data: read_codebook_file(data, name="f.csv", known=()),
    "polis and proposals": lambda data: list(read_numbered_rows(data, where="f").rows),
    "structure": lambda data: read_tsv_structure(data, where="f"),
    "organisations": lambda data: read_organisation_register(_named(data)),
}
CODES = {
    "coded texts": 2,
    "review": 2,
    "codebook": 15,
    "registers": 10,
    "organisations": 10,
}


@pytest.mark.parametrize("reader", TABLES)
@pytest.mark.parametrize(("text", "line"), PLACES)
def test_it_is_said_where_a_table_is_not_whole(
    reader: str, text: str, line: int
) -> None:
    csv.field_size_limit(1_000_000)
    written = text
    if reader == "codebook":
        titles = ";".join(exchange_texts()["nl"]["headings"].values())
        written = text.replace("a;b", titles, 1).replace(";x\r", ";x;y\r")
        if line == 1:
            written = f'{titles};"b'
    with pytest.raises(FeitenbasisError) as caught:
        TABLES[reader](
            written.replace(";", "\t" if reader == "structure" else ";").encode()
        )
    error = caught.value
    assert error.exit_code == CODES.get(reader, 12)
    for language, words in (("nl", f"op regel {line}"), ("en", f"on line {line}")):
        told = error.told(language)
        assert words in told, told
        for english in ("end of data", "field limit", "Error"):
            assert english not in told
    assert "xport" in error.remedy or "save it" in error.remedy


@pytest.mark.parametrize("share", [0, 10, 60, 95])
def test_a_workbook_that_is_cut_off_is_told_in_our_own_words(share: int) -> None:
    book = openpyxl.Workbook()
    for number in range(200):
        book.worksheets[0].append([f"rij {number}", "x" * number])
    packed = io.BytesIO()
    book.save(packed)
    data = packed.getvalue()
    with pytest.raises(SettingsInvalid, match="no whole XLSX file") as caught:
        list(read_table(data[: len(data) * share // 100], name="f.xlsx"))
    assert "BadZip" not in caught.value.told("nl")


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


@pytest.mark.parametrize("before", [1_000, 131_072])
def test_a_long_cell_is_read_whatever_was_read_before(before: int) -> None:
    csv.field_size_limit(before)
    data = f"id;naam\n1;{'x' * 200_000}\n".encode()
    assert [len(row["naam"]) for row in read_table(data, name="f.csv")] == [200_000]


# the first row and one row | what is read
SEPARATORS = [
    ('"titel, of vraag, of wens";id\nPark, groen;1', "Park, groen"),
    ('"titel; of vraag; of wens",id\n"Park",1', "Park"),
    ('"titel ""x;y;z""",id\nPark,1', "Park"),
    ('id\t"a;b;c"\n1\tPark', "1"),
    ('"twee\nregels, met, komma\'s";id\nPark;1', "Park"),
]


@pytest.mark.parametrize(("text", "cell"), SEPARATORS)
def test_a_separator_within_quotes_parts_nothing(text: str, cell: str) -> None:
    [row] = read_numbered_rows(text.encode(), where="f").rows
    assert next(iter(row.cells.values())) == cell
    [named] = read_table(text.encode(), name="f.csv")
    assert next(iter(named.values())) == cell
