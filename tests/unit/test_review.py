"""What was read goes out for people to look over, and what they decide comes back."""

import io
import stat
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from domain.errors import WrongUse
from domain.readings import PassageReader
from flows import reading_lists, resolving, text_reading
from flows.redacting import redactor_of
from flows.reviewing import export_review, import_review
from flows.run_context import find_workspace, open_run
from nlp.codebook import default_codebook_text
from sources.review_book import read_review_book
from tests.flows.line import KEY, copy_workspace, small_workspace

TEXTS = (
    "De Woondeal Rietland is ondertekend door gemeente Gouda en Stedin.",
    "=Het Pact van Rietland (in de wandelgangen) is vastgesteld door gemeente Gouda.",
    "Het Valleiakkoord loopt. De verkeersveiligheid bij de school is een zorg.",
    "Het Zorgakkoord Samen Gezond loopt ook, met huisartsen en gemeente Gouda.",
    "De RES 1.0 is vastgesteld. De RES 2.0 wordt voorbereid, de RES blijft nodig.",
)


READERS: dict[int, PassageReader] = {}
"""One reader for each list of organisations: building one takes a second."""


@pytest.fixture(scope="module")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = small_workspace(tmp_path_factory.mktemp("review") / "proef")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FEITENBASIS_KEY", KEY)
        read(place)
    return place


@pytest.fixture
def folder(read_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FEITENBASIS_KEY", KEY)
    return copy_workspace(read_once, tmp_path / "proef")


def read(folder: Path) -> None:
    """Read the passages of one invented document and bring the names together."""
    with open_run(find_workspace(folder)) as context:
        passages = [_passage(number, text) for number, text in enumerate(TEXTS)]
        context.warehouse.replace("passage", passages)
        lists = reading_lists.read_lists(context)
        reading_lists.store_lists(context, lists)
        names = hash(lists.organisations)
        if names not in READERS:
            READERS[names] = reading_lists.make_reader(context, lists)
        reader = READERS[names]
        inputs = text_reading.reading_inputs(context, reader)
        undone = context.warehouse.undone(text_reading.STAGE, inputs)
        terms = reading_lists.make_terms(lists.codebook)
        namesakes = reading_lists.make_namesakes(context, lists)
        text_reading.read_units(
            context, reader, undone, inputs, terms=terms, namesakes=namesakes
        )
        resolving.resolve(context)


def _passage(number: int, text: str) -> dict[str, Any]:
    return {
        "passage_id": f"p-{number}",
        "source_id": "stukken",
        "page_key": "stukken/doc",
        "document_id": "doc",
        "kind": "paragraph",
        "text": text,
        "language": "nl",
        "page": 1,
        "start_offset": 0,
        "end_offset": len(text),
        "redaction_count": 0,
    }


def records(folder: Path, sql: str) -> list[dict[str, Any]]:
    with open_run(find_workspace(folder)) as context:
        return context.warehouse.records(sql)


def book_of(folder: Path) -> Any:
    target = folder / "nakijken.xlsx"
    export_review(folder, target, as_csv=False)
    return openpyxl.load_workbook(target)


def fill(page: Any, key: str, **answers: str) -> None:
    """Write answers in the row that has ``key`` as its name (or its id)."""
    headings = {cell.value: cell.column for cell in page[1]}
    row = next(r for r in page.iter_rows(2) if key in [cell.value for cell in r])
    for heading, answer in answers.items():
        page.cell(row[0].row, headings[heading.replace("_", " ")], answer)


def bring_back(folder: Path, book: Any, *, by: str = "Jo Voorbeeld") -> int:
    target = folder / "ingevuld.xlsx"
    book.save(target)
    return import_review(folder, target, by=by)


def initiatives(folder: Path) -> dict[str, dict[str, Any]]:
    return {row["name"]: row for row in records(folder, "FROM initiative")}


def test_the_book_is_for_people_and_runs_nothing(folder: Path) -> None:
    book = book_of(folder)
    assert stat.S_IMODE((folder / "nakijken.xlsx").stat().st_mode) == 0o600
    assert book.sheetnames == [
        "Uitleg",
        "Initiatieven",
        "Samenvoegen",
        "Organisaties",
        "Passages",
        "Vervangen",
        "Eerdere besluiten",
    ]
    page = book["Initiatieven"]
    assert page.protection.sheet
    choices = [v.formula1 for v in page.data_validations.dataValidation]
    assert '"juist,aanpassen,geen initiatief"' in choices
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any(str(cell.value).startswith("=Het Pact") for cell in cells)
    assert all(cell.data_type != "f" for cell in cells)
    by_heading = {cell.value: cell.column for cell in page[1]}
    assert page.cell(2, by_heading["naam"]).protection.locked
    assert not page.cell(2, by_heading["oordeel"]).protection.locked


@pytest.mark.slow
def test_decisions_hold_through_re_reading_and_a_new_warehouse(folder: Path) -> None:
    book = book_of(folder)
    page = book["Initiatieven"]
    fill(page, "Woondeal Rietland", juiste_naam="Woondeal Rietland 2024")
    fill(
        page, "Woondeal Rietland", juiste_stand="in uitvoering", juiste_trekker="Stedin"
    )
    fill(page, "Pact van Rietland", oordeel="geen initiatief")
    fill(page, "Valleiakkoord", oordeel="juist")
    assert bring_back(folder, book) == 0
    read(folder)
    _check_decided(folder)
    find_workspace(folder).warehouse_file.unlink()
    read(folder)
    _check_decided(folder)
    assert bring_back(folder, book_of(folder)) == 0
    assert len(list((folder / "corrections").iterdir())) == 1, "nothing new, no file"


def _check_decided(folder: Path) -> None:
    found = initiatives(folder)
    assert "Pact van Rietland" not in found
    deal = found["Woondeal Rietland 2024"]
    assert (deal["status"], deal["lead_id"]) == ("running", "stedin")
    reviews = {
        row["initiative_id"]: row["review_status"]
        for row in records(folder, "FROM initiative_review")
    }
    assert reviews == {
        deal["initiative_id"]: "corrected",
        found["Valleiakkoord"]["initiative_id"]: "confirmed",
    }
    effects = {row["effect"] for row in records(folder, "FROM correction")}
    assert "lost" not in effects


def test_people_say_what_is_one_and_what_is_not(folder: Path) -> None:
    book = book_of(folder)
    page = book["Samenvoegen"]
    pairs = [(row[2].value, row[3].value) for row in page.iter_rows(2)]
    assert len(pairs) == 2 and all("Regionale Energiestrategie" in p for p in pairs)
    headings = {cell.value: cell.column for cell in page[1]}
    for row, answer in ((2, "hetzelfde"), (3, "niet hetzelfde")):
        page.cell(row, headings["oordeel"], answer)
    before = len(initiatives(folder))
    assert bring_back(folder, book) == 0
    read(folder)
    assert len(initiatives(folder)) == before - 1
    assert list(book_of(folder)["Samenvoegen"].iter_rows(2)) == []


def test_themes_of_a_passage_are_what_people_chose(folder: Path) -> None:
    book = book_of(folder)
    fill(book["Passages"], "p-2", **{"juiste_thema's": "Veiligheid; mobiliteit"})
    fill(book["Passages"], "p-0", **{"juiste_thema's": "-"})
    assert bring_back(folder, book) == 0
    read(folder)
    rows = records(
        folder,
        "SELECT DISTINCT passage_id, theme_id, is_main FROM theme_mention "
        "WHERE passage_id IN ('p-0', 'p-2') ORDER BY ALL",
    )
    assert [tuple(row.values()) for row in rows] == [
        ("p-2", "mobiliteit", False),
        ("p-2", "veiligheid", True),
    ]


@pytest.mark.slow
def test_a_theme_that_left_the_codebook_is_told_and_read_no_more(folder: Path) -> None:
    book = book_of(folder)
    fill(book["Passages"], "p-2", **{"juiste_thema's": "Veiligheid; mobiliteit"})
    assert bring_back(folder, book) == 0
    own = default_codebook_text().replace("[themes.veiligheid", "[themes.waakzaam")
    assert own != default_codebook_text()
    (folder / "codebook.toml").write_text(own, encoding="utf-8")
    READERS.clear()
    read(folder)
    READERS.clear()
    found = "SELECT DISTINCT theme_id FROM theme_mention WHERE passage_id = 'p-2'"
    assert [row["theme_id"] for row in records(folder, found)] == ["mobiliteit"]
    effects = records(folder, "SELECT effect FROM correction")
    assert effects == [{"effect": "unknown_theme"}]


@pytest.mark.slow
def test_an_organisation_that_is_another_is_read_as_that_one(folder: Path) -> None:
    book = book_of(folder)
    fill(book["Organisaties"], "Stedin", is_dezelfde_als="gemeente Gouda")
    assert bring_back(folder, book) == 0
    read(folder)
    rows = records(folder, "SELECT DISTINCT organisation_id FROM organisation_mention")
    assert [row["organisation_id"] for row in rows] == ["gm0513"]


def test_a_row_with_a_mistake_is_told_and_the_rest_goes_on(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = book_of(folder)
    page = book["Initiatieven"]
    fill(page, "Woondeal Rietland", juiste_stand="bijna klaar")
    fill(page, "Pact van Rietland", oordeel="aanpassen")
    fill(page, "Valleiakkoord", oordeel="juist")
    fill(page, "Zorgakkoord Samen Gezond", juist_beginjaar="²⁰²⁷")
    fill(book["Organisaties"], "Stedin", is_dezelfde_als="Niemand BV")
    fill(book["Passages"], "p-1", **{"juiste_thema's": "voetbal"})
    fill(book["Passages"], "p-2", had_vervangen_moeten_worden="...")
    assert bring_back(folder, book) == 6
    told = capsys.readouterr().out
    for words in (
        "Nieuwe besluiten: 1. Niet gebruikte rijen: 6.",
        "Initiatieven, rij",
        "“bijna klaar” kan hier niet. Kies uit idee, aangekondigd",
        "“aanpassen” zonder waarde",
        "“²⁰²⁷” is geen jaar",
        "de organisatie “Niemand BV” is niet bekend",
        "“voetbal” is geen thema",
        "“...” zijn geen woorden",
    ):
        assert words in told


@pytest.mark.slow
def test_two_people_who_differ_are_shown(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for who, answer in (("Jo", "juist"), ("Bo", "geen initiatief")):
        book = book_of(folder)
        fill(book["Initiatieven"], "Valleiakkoord", oordeel=answer)
        bring_back(folder, book, by=who)
    told = capsys.readouterr().out
    assert "Valleiakkoord, oordeel: juist (Jo" in told
    assert "werd geen initiatief (Bo). Het laatste geldt." in told
    read(folder)
    assert "Valleiakkoord" not in initiatives(folder)
    rows = book_of(folder)["Eerdere besluiten"].iter_rows(min_row=2, max_col=5)
    said = [tuple(cell.value for cell in row) for row in rows]
    assert ("initiatief", "Valleiakkoord", "oordeel", "geen initiatief", "Bo") in said


def test_who_filled_it_in_stands_in_the_book_or_is_asked(folder: Path) -> None:
    book = book_of(folder)
    fill(book["Initiatieven"], "Valleiakkoord", oordeel="juist")
    with pytest.raises(WrongUse, match="who filled this in"):
        bring_back(folder, book, by="")
    book["Uitleg"].cell(3, 2, "Sam de Lezer")
    assert bring_back(folder, book, by="") == 0
    [file] = (folder / "corrections").iterdir()
    assert ";Sam de Lezer;" in file.read_text(encoding="utf-8")


def test_a_sheet_as_csv_comes_back_the_same(folder: Path) -> None:
    target = folder / "bladen"
    export_review(folder, target, as_csv=True)
    data = (target / "passages.csv").read_bytes()
    assert b"'=Het Pact" in data
    book = read_review_book(data, name="passages.csv")
    assert {row.cells["text"] for row in book.rows} == set(TEXTS)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"geen xlsx", "a.xlsx"),
        (b"a;b\n1;2\n", "a.csv"),
        (b"", "a.csv"),
    ],
)
def test_what_is_no_review_book_is_refused_with_a_remedy(
    data: bytes, name: str
) -> None:
    with pytest.raises(WrongUse, match="review export"):
        read_review_book(data, name=name)


def test_a_book_that_lost_a_column_says_which() -> None:
    book = openpyxl.Workbook()
    book.active.title = "Initiatieven"
    book.active.append(["kenmerk", "naam"])
    data = io.BytesIO()
    book.save(data)
    with pytest.raises(WrongUse, match="“oordeel”"):
        read_review_book(data.getvalue(), name="a.xlsx")


def test_what_was_replaced_is_released_or_marked(folder: Path) -> None:
    """The team looks it up at its source; what was missed is not written down."""
    with open_run(find_workspace(folder)) as context:
        hidden = _passage(9, "Het dorpshuis aan de [adres] sluit; bel [telefoon].")
        row = {**hidden, "redaction_count": 2, "page_key": "stukken/brief"}
        context.warehouse.append("passage", [row])
    book = book_of(folder)
    page = book["Vervangen"]
    told = [[cell.value for cell in row] for row in page.iter_rows(2)]
    assert [row[:3] for row in told] == [["p-9", "adres, telefoon", hidden["text"]]]
    fill(
        page,
        "p-9",
        ten_onrechte_vervangen="Kerkweg 12; Dorpsstraat 4",
        had_vervangen_moeten_worden="Wibo Zandstra",
    )
    fill(book["Passages"], "p-0", had_vervangen_moeten_worden="Pluk Petteflet")
    assert bring_back(folder, book) == 0
    (decided,) = (folder / "corrections").glob("*.csv")
    assert "Kerkweg 12" in decided.read_text("utf-8")
    for name in ("zandstra", "petteflet"):
        assert name not in decided.read_text("utf-8").casefold()
    said = "Aan de Kerkweg 12 en Dorpsstraat 5 woont Wibo Zandstra, of Pluk Petteflet."
    with open_run(find_workspace(folder)) as context:
        redactor = redactor_of(context)
        resolving.resolve(context)
        effects = context.warehouse.records("SELECT kind, effect FROM correction")
    shown = redactor.redact(said, is_answer=False).text
    assert shown == (
        "Aan de Kerkweg 12 en [adres] woont [persoonsgegeven], of [persoonsgegeven]."
    )
    assert effects == [{"kind": "words", "effect": "applied"}] * 4
