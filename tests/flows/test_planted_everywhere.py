"""Personal data and harmful texts in every place a source can fill: none comes out."""

import csv
import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from itertools import count, islice
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest
from lxml import etree

from domain.cells import is_formula
from domain.surveys import SurveyStructure
from tests.doors.saved_forms import saved_rows, write_saved_forms
from tests.doors.survey_examples import question, survey
from tests.flows.line import bytes_below, feitenbasis, rows
from transforms.check_digits import is_bsn, is_iban

pytestmark = pytest.mark.slow

PLACES = "answer other option question title body heading file register".split()
FORMS = "parquet csv xlsx graphml prov".split()
HARMFUL = (
    "=HYPERLINK('http://boos.example')",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\u00a0 =1+1",
    "|stil",
    "<script>alert(7)</script>",
    "<img src=x onerror=alert(7)>",
    "[klik](javascript:alert(7))",
    "'; DROP TABLE theme; --",
)
SAID = "Er moeten betaalbare woningen voor starters komen bij het station, vind ik."


def bsns() -> Iterator[str]:
    return (str(n) for n in count(123456700) if is_bsn(str(n)))


def ibans() -> Iterator[str]:
    for number in count(1):
        found = (f"NL{check:02d}TEST{number:010d}" for check in range(2, 99))
        yield next(each for each in found if is_iban(each))


KINDS: dict[str, list[str]] = {
    "bsn": list(islice(bsns(), len(PLACES))),
    "iban": list(islice(ibans(), len(PLACES))),
    "phone": [f"06-123456{n:02d}" for n in range(len(PLACES))],
    "email": [f"p{n}.planta@voorbeeld.example" for n in range(len(PLACES))],
    "postcode": [f"{1100 + n} AB {30 + n}" for n in range(len(PLACES))],
    "address": [f"Zandlaan {130 + n}" for n in range(len(PLACES))],
    "handle": [f"@volgmij{n:02d}" for n in range(len(PLACES))],
    "plate": [f"GV-{100 + n}-X" for n in range(len(PLACES))],
    "social": [f"linkedin.com/in/planta{n:02d}" for n in range(len(PLACES))],
    "name": [f"Wibo Zandstra{letter}" for letter in "abcdefghijk"[: len(PLACES)]],
}
OFFICIAL = {"option", "question", "title", "body", "heading", "file", "register"}
"""Places where names stay: officials sign there, and nobody else writes."""


def planted(place: str) -> dict[str, str]:
    """What stands in a place, by kind; no file name holds a slash."""
    left_out = {"name"} if place in OFFICIAL else set()
    left_out |= {"social"} if place == "file" else set()
    number = PLACES.index(place)
    return {k: texts[number] for k, texts in KINDS.items() if k not in left_out}


def sentence(kind: str, value: str) -> str:
    """A text with one piece of personal data in it."""
    return f"Mijn naam is {value}. Bel mij." if kind == "name" else f"Zie {value} hier."


def asked() -> SurveyStructure:
    """A survey with planted texts in its title, questions and options."""
    options = [*planted("option").values(), *HARMFUL]
    codes = tuple(f"A{n}" for n in range(1, len(options) + 1))
    made = question("LIJST", "L", options={0: codes}, has_other=True)
    labelled = tuple(
        replace(option, labels={"nl": label, "en": label})
        for option, label in zip(made.options, options, strict=True)
    )
    told = " ".join(sentence(*each) for each in planted("question").items())
    texts = {"nl": " ".join((told, *HARMFUL)), "en": told}
    found = survey(
        question("GROEP", "L", options={0: ("A", "B")}),
        replace(made, options=labelled, texts=texts),
        question("OPEN", "T"),
    )
    titled = " ".join(planted("title").values()) + HARMFUL[7]
    return replace(found, titles={"nl": titled, "en": titled})


def answered() -> Iterator[dict[str, str]]:
    """Forty people; some plant something in an answer or in a text of "other"."""
    said = [sentence(*each) for each in planted("answer").items()] + list(HARMFUL)
    others = [sentence(*each) for each in planted("other").items()] + list(HARMFUL)
    for number in range(40):
        text = said[number] if number < len(said) else f"Persoon {number}:"
        yield {
            "token": f"token-{number}",
            "GROEP": "AB"[number % 2],
            "LIJST": "-oth-" if number < len(others) else "A1",
            "LIJST[other]": others[number] if number < len(others) else "",
            "OPEN": f"{text} {SAID}",
        }


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in which everything is planted, published and exported."""
    folder = tmp_path_factory.mktemp("geplant") / "regio"
    for name in ("sources", "export", "documents", "registers"):
        (folder / name).mkdir(parents=True)
    (folder / "feitenbasis.toml").write_text('[region]\nname = "Proefland"\n', "utf-8")
    (folder / "sources/raad.toml").write_text(
        'kind = "limesurvey-export"\nstructure = "export/s.lss"\n'
        'responses = "export/s.json"\nwave = 1\n'
        '[roles]\nstakeholder_group = "GROEP"\nopen = ["OPEN"]\n',
        "utf-8",
    )
    (folder / "sources/stukken.toml").write_text(
        'kind = "documents"\npath = "documents"\n'
        f'publisher = "=1+1 {HARMFUL[7]} {HARMFUL[9]}"\n',
        "utf-8",
    )
    structure = asked()
    write_saved_forms(folder / "export", structure, saved_rows(structure, *answered()))
    for path in (folder / "export").iterdir():
        if path.name not in ("s.lss", "s.json"):
            path.unlink()
    _write_documents(folder / "documents")
    _write_register(folder / "registers/opgaven.csv")
    outcome = feitenbasis("-C", folder, "run")
    assert outcome.code == 0, outcome.err
    for form in FORMS:
        outcome = feitenbasis("-C", folder, "export", form, "--to", folder / "uit")
        assert outcome.code == 0, outcome.err
    return folder


def _write_documents(folder: Path) -> None:
    headings = planted("heading").items()
    bodies = planted("body").items()
    parts = [f"# {sentence(*each)}\n\n{SAID}\n\n" for each in headings]
    parts += [f"{sentence(*each)} {SAID}\n\n" for each in bodies]
    parts += [f"{text} {SAID}\n\n" for text in HARMFUL]
    (folder / "nota.md").write_text("".join(parts), "utf-8")
    for number, value in enumerate(planted("file").values()):
        text = f"De gemeente bouwt {number}00 woningen bij het station."
        (folder / f"brief {value}.txt").write_text(text, "utf-8")
    (folder / "=1+1 [klik](javascript:alert(7)).txt").write_text(SAID, "utf-8")


def _write_register(path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(["opgave_id", "naam", "omschrijving"])
        for kind, value in planted("register").items():
            writer.writerow([f"O-{kind}", f"Opgave {kind}", sentence(kind, value)])
        for number, text in enumerate(HARMFUL):
            writer.writerow([f"H-{number}", text.strip(), text])


def published(region: Path) -> Iterator[tuple[str, str]]:
    """Everything that leaves: bytes, members of archives, and rows as text."""
    current = (region / "publication/current").resolve()
    for path, data in bytes_below(current, region / "uit"):
        name = str(path.relative_to(region))
        yield name, data.decode("utf-8", "replace")
        if data.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for member in archive.namelist():
                    yield f"{name}/{member}", archive.read(member).decode()
        if path.suffix == ".parquet":
            yield name, repr(pq.read_table(path).to_pylist())
        if path.suffix == ".duckdb":
            for (table,) in rows(path, "SELECT table_name FROM duckdb_tables()"):
                yield f"{name} {table}", repr(rows(path, f'FROM "{table}"'))


@pytest.fixture(scope="module")
def texts(region: Path) -> list[tuple[str, str]]:
    return list(published(region))


@pytest.mark.parametrize("place", PLACES)
def test_nothing_planted_comes_out(
    place: str, region: Path, texts: list[tuple[str, str]]
) -> None:
    found = {
        (kind, name)
        for kind, value in planted(place).items()
        for name, text in texts
        if value.casefold() in text.casefold()
    }
    assert found == set()


def test_it_was_planted_and_the_rest_came_out(
    region: Path, texts: list[tuple[str, str]]
) -> None:
    """If nothing had been read, nothing would be found either."""
    told = "\n".join(text for _, text in texts)
    for kind in "bsn iban telefoon e-mail postcode adres kenteken".split():
        assert f"[{kind}]" in told, kind
    assert "betaalbare woningen" in told and "Opgave bsn" in told
    counts = "SELECT count(*) FROM document UNION ALL SELECT count(*) FROM opgave"
    base = region / "publication/current/feitenbasis.duckdb"
    assert rows(base, counts) == [(10,), (20,)]
    landed = b"".join(data for _, data in bytes_below(region / ".feitenbasis/landing"))
    assert planted("answer")["bsn"].encode() in landed


class Acting(HTMLParser):
    """What of a page a browser would act on."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        acts = [n for n, v in attrs if n[:2] == "on" or "javascript:" in (v or "")]
        self.found += acts + [tag] * (tag in {"script", "iframe", "object", "img"})


def test_nothing_acts_in_a_page_or_export(region: Path) -> None:
    seen = set()
    for path, data in bytes_below(region / "publication/current/", region / "uit"):
        seen.add(path.suffix)
        if path.suffix in (".html", ".svg"):
            assert Acting(data.decode()).found == [], path.name
        if path.suffix == ".md":
            # With a backslash before it the bracket ends no link.
            assert not re.search(r"(?<!\\)\]\(javascript", data.decode()), path.name
        if path.suffix == ".csv":
            text = io.StringIO(data.decode("utf-8-sig"), newline="")
            cells = [c for row in csv.reader(text, delimiter=";") for c in row]
            assert not [c for c in cells if is_formula(c) and not _is_number(c)]
        if path.suffix == ".xlsx":
            book = openpyxl.load_workbook(io.BytesIO(data))
            kinds = {c.data_type for page in book for row in page for c in row}
            assert "f" not in kinds
        if path.suffix == ".graphml":
            etree.fromstring(data)
    assert seen >= {".html", ".md", ".csv", ".xlsx", ".graphml", ".parquet"}


def _is_number(cell: str) -> bool:
    return cell.lstrip("-").replace(",", "").isdigit()


def test_the_review_book_of_it_runs_nothing(region: Path, tmp_path: Path) -> None:
    own = Path(shutil.copytree(region, tmp_path / "regio", symlinks=True))
    target = tmp_path / "nakijken.xlsx"
    outcome = feitenbasis("-C", own, "review", "export", target)
    assert outcome.code == 0, outcome.err
    book = openpyxl.load_workbook(target)
    cells = [c for page in book for row in page for c in row if c.value is not None]
    assert "f" not in {cell.data_type for cell in cells}
    shown = "\n".join(str(cell.value) for cell in cells)
    # By its own name the team finds a file again; the book is for the team alone.
    places = [place for place in PLACES if place != "file"]
    hidden = {value for place in places for value in planted(place).values()}
    assert "[adres]" in shown
    assert not [value for value in hidden if value in shown]
