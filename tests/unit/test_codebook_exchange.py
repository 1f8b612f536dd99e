"""A codebook goes out to other programs and comes back saying the same."""

from pathlib import Path
from xml.etree import ElementTree as Xml

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboards.codebook_book import draw_codebook_book, draw_codebook_csv
from dashboards.exports.codebook_qdc import draw_codebook_qdc
from domain.cells import guarded, is_formula, unguarded
from domain.codebook_lines import (
    EXAMPLE_KEYS,
    LINE_KEYS,
    LONGEST_TEXT,
    TERM_KEYS,
    TEXT_KEYS,
    CodebookLine,
    check_travels,
    exchange_texts,
)
from domain.errors import CodebookInvalid, WrongUse
from domain.qda_codes import code_guid
from flows.cli import _run
from nlp.codebook import default_codebook_text, load_codebook
from nlp.codebook_text import codebook_text_from_lines, lines_from_codebook
from sources.codebook_files import read_codebook_file
from tests.doors.qdc_books import qdc
from tests.flows.line import small_workspace

SHIPPED = lines_from_codebook(load_codebook(default_codebook_text()))
DRAWN = {
    "boek.xlsx": draw_codebook_book,
    "boek.csv": draw_codebook_csv,
    "boek.qdc": draw_codebook_qdc,
}
LANGUAGES = ("nl", "en")

_LETTERS = st.characters(
    exclude_categories=("Cs", "Cc", "Cn"), include_characters="\n\t='\"\\+-@|#[]<&"
)
_TEXTS = st.text(_LETTERS, min_size=1, max_size=40).map(str.strip).filter(bool)


@st.composite
def books(draw: st.DrawFn) -> list[CodebookLine]:
    """Lines of a few themes in the order a codebook gives them."""
    lines = []
    for theme_id in draw(st.lists(_TEXTS, min_size=1, max_size=3, unique=True)):
        for key in TEXT_KEYS:
            lines.append(CodebookLine(theme_id, key, draw(_TEXTS)))
        for key in (*TERM_KEYS, *EXAMPLE_KEYS):
            lines += [
                CodebookLine(theme_id, key, value)
                for value in draw(st.lists(_TEXTS, max_size=3))
            ]
    return lines


@pytest.mark.parametrize("name", DRAWN)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_shipped_codebook_comes_back_the_same(name: str, language: str) -> None:
    data = DRAWN[name](SHIPPED, language=language)
    lines = read_codebook_file(data, name=name, known=())
    assert lines == SHIPPED
    text = codebook_text_from_lines(lines, where=name)
    first, second = map(load_codebook, (default_codebook_text(), text))
    assert second == first


@pytest.mark.slow
@pytest.mark.parametrize("name", DRAWN)
@settings(max_examples=60, deadline=None)
@given(lines=books())
def test_any_codebook_comes_back_the_same(name: str, lines: list[CodebookLine]) -> None:
    data = DRAWN[name](lines, language="nl")
    assert read_codebook_file(data, name=name, known=()) == lines


@pytest.mark.slow
@settings(deadline=None)
@given(lines=books())
def test_the_text_of_a_codebook_is_read_as_it_was_meant(
    lines: list[CodebookLine],
) -> None:
    text = codebook_text_from_lines(lines, where="boek")
    try:
        codebook = load_codebook(text)
    except CodebookInvalid as error:
        assert error.key not in {"codebook_no_toml", "codebook_key_unknown"}
    else:
        assert lines_from_codebook(codebook) == lines


@given(st.text())
def test_a_guard_goes_on_and_comes_off(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not is_formula(guarded(text))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        (" \t+1", "' \t+1"),
        ("'=1", "''=1"),
        ("’s avonds", "’s avonds"),
        ("'s avonds", "'s avonds"),
        ("＝1", "'＝1"),
    ],
)
def test_what_would_run_is_guarded(text: str, shown: str) -> None:
    assert guarded(text) == shown


def test_cells_of_the_workbook_are_text(tmp_path: Path) -> None:
    lines = [CodebookLine("energie", "words", text) for text in ("=1+1", "2030", "1-2")]
    place = tmp_path / "boek.xlsx"
    place.write_bytes(draw_codebook_book(lines, language="nl"))
    page = openpyxl.load_workbook(place).worksheets[0]
    cells = [page.cell(row, 3) for row in (2, 3, 4)]
    assert [(cell.data_type, cell.value) for cell in cells] == [
        ("s", "=1+1"),
        ("s", "2030"),
        ("s", "1-2"),
    ]


def test_guids_never_change() -> None:
    assert code_guid("energie") == "01604146-EE20-5062-9977-D87870F938AC"
    root = Xml.fromstring(draw_codebook_qdc(SHIPPED, language="nl"))
    space = "{urn:QDA-XML:codebook:1.0}"
    codes = root.findall(f"{space}Codes/{space}Code")
    assert len(codes) == 17
    assert codes[0].attrib == {
        "guid": code_guid("energie"),
        "name": "Energie",
        "isCodable": "true",
    }
    described = codes[0].findtext(f"{space}Description") or ""
    assert described.startswith("De overgang naar een duurzaam energiesysteem")


def test_another_program_that_drops_our_lists_changes_only_what_it_shows() -> None:
    guid = code_guid("energie").lower()
    data = qdc(
        '<Code guid="AA" name="Groep" isCodable="false">'
        f'<Code guid="{{{guid}}}" name="Energie en warmte" isCodable="true">'
        "<Description>Alles over energie.</Description></Code></Code>"
    )
    lines = read_codebook_file(data, name="boek.qdc", known=SHIPPED)
    was = [line for line in SHIPPED if line.theme_id == "energie"]
    changed = {"label_nl": "Energie en warmte", "definition": "Alles over energie."}
    assert lines == [
        CodebookLine("energie", line.key, changed.get(line.key, line.value))
        for line in was
    ]


ENTITY = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
MARK = exchange_texts()["nl"]["mark"]
REFUSED = {
    "entities": (
        qdc('<Code name="&a;"><Description>&b;</Description></Code>', before=ENTITY),
        "codebook_with_doctype",
    ),
    "doctype": (
        qdc("", before="<!DOCTYPE CodeBook>"),
        "codebook_with_doctype",
    ),
    "no xml": (b"<CodeBook", "codebook_no_xml"),
    "empty": (b"", "codebook_no_xml"),
    "deep": (qdc("<Code>" * 5000 + "</Code>" * 5000), "codebook_no_xml"),
    "project": (b'<Project xmlns="urn:QDA-XML:project:1.0"/>', "codebook_no_qdc"),
    "no toml": (
        qdc(f'<Code name="A"><Description>x\n{MARK}\nwords = [</Description></Code>'),
        "codebook_lists_no_toml",
    ),
    "no id": (
        qdc(f'<Code name="A"><Description>x\n{MARK}\n</Description></Code>'),
        "codebook_text_missing",
    ),
    "no list": (
        qdc(
            f'<Code name="A"><Description>{MARK}\ntheme_id = "a"\nwords = "b"'
            "</Description></Code>"
        ),
        "codebook_no_list",
    ),
    "twice": (
        qdc(f'<Code guid="{code_guid("energie")}" name="A"/>' * 2),
        "codebook_theme_twice",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_bad_qdc_is_refused_with_its_place(case: str) -> None:
    data, key = REFUSED[case]
    with pytest.raises(CodebookInvalid) as refused:
        read_codebook_file(data, name="boek.qdc", known=SHIPPED)
    assert refused.value.key == key
    assert refused.value.where.startswith("boek.qdc")


@pytest.mark.parametrize(
    ("name", "data", "key", "where"),
    [
        ("b.xlsx", b"geen zip", "codebook_no_table", "b.xlsx"),
        ("b.csv", b"a;b\n1;2\n", "codebook_no_headings", "b.csv"),
        ("b.csv", b"", "codebook_no_headings", "b.csv"),
        (
            "b.csv",
            b"thema;soort;tekst\n\nx;words;\n",
            "codebook_row_incomplete",
            "b.csv:3",
        ),
    ],
)
def test_a_bad_table_is_refused_with_its_place(
    name: str, data: bytes, key: str, where: str
) -> None:
    with pytest.raises(CodebookInvalid) as refused:
        read_codebook_file(data, name=name, known=())
    assert (refused.value.key, refused.value.where) == (key, where)


@pytest.mark.parametrize(
    ("key", "times", "problem"),
    [("woorden", 1, "codebook_key_unknown"), ("label_nl", 2, "codebook_text_twice")],
)
def test_lines_that_are_no_codebook(key: str, times: int, problem: str) -> None:
    lines = [CodebookLine("energie", key, "x")] * times
    with pytest.raises(CodebookInvalid) as refused:
        codebook_text_from_lines(lines, where="boek.csv")
    assert refused.value.key == problem
    assert refused.value.where == "boek.csv [themes.energie]"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("bel\x07", "codebook_text_control"),
        ("x" * (LONGEST_TEXT + 1), "codebook_text_long"),
        ("x" * LONGEST_TEXT, None),
        ("twee\nregels", None),
    ],
)
def test_what_cannot_travel_is_refused(text: str, problem: str | None) -> None:
    lines = [CodebookLine("energie", "definition", text)]
    if problem is None:
        check_travels(lines, where="codebook.toml")
        return
    with pytest.raises(CodebookInvalid) as refused:
        check_travels(lines, where="codebook.toml")
    assert refused.value.key == problem


def test_every_key_is_explained_in_both_languages() -> None:
    for language in LANGUAGES:
        assert list(exchange_texts()[language]["guide"]) == ["intro", *LINE_KEYS]
    nl, en = (exchange_texts()[language] for language in LANGUAGES)
    assert nl.keys() == en.keys()
    assert nl["screen"].keys() == en["screen"].keys()


# The commands


@pytest.mark.parametrize("form", [".xlsx", ".csv", ".qdc"])
def test_out_changed_and_in_again(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = small_workspace(tmp_path / "proef")
    there = tmp_path / f"boek{form}"
    ours = folder / "codebook.toml"
    assert _run(["codebook", "export", str(there), "-C", str(folder)]) == 0
    assert _run(["codebook", "import", str(there), "-C", str(folder)]) == 0
    assert "al hetzelfde" in capsys.readouterr().out
    assert not ours.exists()

    changed = [
        CodebookLine(each.theme_id, each.key, f"{each.value}!")
        if (each.theme_id, each.key) == ("wonen", "include")
        else each
        for each in SHIPPED
        if each.theme_id != "stikstof"
    ]
    there.write_bytes(DRAWN[f"boek{form}"](changed, language="en"))
    assert _run(["codebook", "import", str(there), "-C", str(folder)]) == 0
    out = capsys.readouterr().out
    assert "Vervallen thema: stikstof" in out
    assert "Veranderd: wonen (include)" in out
    assert lines_from_codebook(load_codebook(ours.read_bytes())) == changed

    first = ours.read_bytes()
    there.write_bytes(DRAWN[f"boek{form}"](SHIPPED, language="nl"))
    assert _run(["codebook", "import", str(there), "-C", str(folder)]) == 0
    assert "Nieuw thema: stikstof" in capsys.readouterr().out
    kept = list(folder.glob("codebook.vorige-*.toml"))
    assert [each.read_bytes() for each in kept] == [first]


def test_a_bad_codebook_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = small_workspace(tmp_path / "proef")
    ours = folder / "codebook.toml"
    ours.write_text(default_codebook_text(), "utf-8")
    lines = [line for line in SHIPPED if (line.theme_id, line.key) != ("water", "hit")]
    there = tmp_path / "boek.csv"
    there.write_bytes(draw_codebook_csv(lines, language="nl"))
    assert _run(["codebook", "import", str(there), "-C", str(folder)]) == 15
    told = capsys.readouterr()
    assert "(boek.csv [themes.water] examples)" in told.err
    assert told.out == ""
    assert ours.read_text("utf-8") == default_codebook_text()
    assert list(folder.glob("codebook.*")) == [ours]


def test_a_codebook_beyond_reading_is_kept_and_replaced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = small_workspace(tmp_path / "proef")
    ours = folder / "codebook.toml"
    ours.write_bytes(b"kapot = [")
    there = tmp_path / "boek.csv"
    there.write_bytes(draw_codebook_csv(SHIPPED, language="nl"))
    assert _run(["codebook", "import", str(there), "-C", str(folder)]) == 0
    assert "niet te lezen" in capsys.readouterr().out
    assert [p.read_bytes() for p in folder.glob("codebook.vorige-*")] == [b"kapot = ["]
    assert lines_from_codebook(load_codebook(ours.read_bytes())) == SHIPPED


@pytest.mark.parametrize("verb", ["export", "import"])
@pytest.mark.parametrize("name", ["boek.docx", "boek"])
def test_another_form_is_wrong_use(
    verb: str, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = small_workspace(tmp_path / "proef")
    assert _run(["codebook", verb, name, "-C", str(folder)]) == WrongUse.exit_code
    assert ".qdc" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = small_workspace(tmp_path / "proef")
    there = str(tmp_path / "weg.csv")
    assert _run(["codebook", "import", there, "-C", str(folder)]) == WrongUse.exit_code
    assert there in capsys.readouterr().err
