"""A respondent who is forgotten is nowhere in the workspace, and does not come back."""

import gzip
import io
import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.identifiers import pseudonym
from domain.tombstones import Tombstones
from sources.forgotten import read_forgotten, write_forgotten
from tests.doors.export_writers import as_archive
from tests.doors.saved_forms import saved_rows, write_saved_forms
from tests.doors.survey_examples import every_type
from tests.flows.line import (
    BASE,
    KEY,
    WAREHOUSE,
    bytes_below,
    comparable,
    feitenbasis,
    publications,
    rows,
)

SETTINGS = """
[region]
name = "Proefland"
[privacy]
open_answers = "all"
smallest_group = 5
"""
DECLARATION = """
kind = "limesurvey-export"
structure = "export/s.lss"
responses = "export/s.json"
uploaded_files = "export/bestanden.zip"
wave = 1
[roles]
stakeholder_group = "LIJST"
open = ["T1", "BESTAND"]
"""
TOKEN = "kanarietoken17"
TEXT = (
    "Het waterschap moet het grondwaterpeil in het veen verhogen, en de "
    "kanariegele sloot bij de Zandkreek moet dieper worden."
)
FILE = "Er moeten betaalbare woningen komen bij de kanariegroene loods van Sluiswijk."
CANARIES = [TOKEN.encode(), b"kanariegele", b"kanariegroene"]
CANARY_ID = 3
MANY = 30


def region(folder: Path) -> Path:
    """A workspace with a saved survey, in which one respondent can be told apart."""
    for name in ("sources", "export"):
        (folder / name).mkdir(parents=True)
    (folder / "feitenbasis.toml").write_text(SETTINGS, "utf-8")
    (folder / "sources/raad.toml").write_text(DECLARATION, "utf-8")
    survey = every_type()
    given = [
        {
            "token": f"token-{number}",
            "LIJST": "A1",
            "T1": f"De gemeente moet {number}00 woningen bouwen voor starters bij het "
            "station, en het waterpeil in het veen mag niet dalen.",
            "BESTAND[filecount]": "0",
        }
        for number in range(1, MANY + 1)
    ]
    told = json.dumps([{"name": "brief.txt", "size": "1", "ext": "txt"}])
    given[CANARY_ID - 1] |= {
        "token": TOKEN,
        "T1": TEXT,
        "BESTAND": told,
        "BESTAND[filecount]": "1",
    }
    write_saved_forms(folder / "export", survey, saved_rows(survey, *given))
    for path in (folder / "export").iterdir():
        if path.name not in ("s.lss", "s.json"):
            path.unlink()
    name = f"{CANARY_ID:05d}_00-BESTAND_00-brief.txt"
    (folder / "export/bestanden.zip").write_bytes(as_archive({name: FILE.encode()}))
    return folder


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace after a run; only to look at and to copy."""
    folder = region(tmp_path_factory.mktemp("vergeten") / "regio")
    outcome = feitenbasis("-C", folder, "run", from_scratch=True)
    assert outcome.code == 0, outcome.err
    return folder


@pytest.fixture
def own(published: Path, tmp_path: Path) -> Path:
    """A copy of it, Prefect's data included."""
    return Path(shutil.copytree(published, tmp_path / "regio", symlinks=True))


def traces(folder: Path, *, outside: str = "") -> dict[str, list[bytes]]:
    """The files that hold a canary, also packed, and as a text of DuckDB."""
    found: dict[str, list[bytes]] = {}
    for path, data in bytes_below(folder):
        name = str(path.relative_to(folder))
        if outside and name.startswith(outside):
            continue
        for part in parts(path, data):
            for canary in CANARIES:
                if canary in part:
                    found.setdefault(name, []).append(canary)
    return found


def parts(path: Path, data: bytes) -> Iterator[bytes]:
    yield data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield from (archive.read(name) for name in archive.namelist())
    if data.startswith(b"\x1f\x8b"):
        yield gzip.decompress(data)
    if path.suffix == ".duckdb":
        names = rows(path, "SELECT table_name FROM duckdb_tables()")
        for (name,) in names:
            yield repr(rows(path, f'FROM "{name}"')).encode()


def test_before_it_is_everywhere(published: Path) -> None:
    found = traces(published)
    assert any(name.endswith("warehouse.duckdb") for name in found)
    assert any(name.startswith("publication/") for name in found)
    assert any("landing/items" in name for name in found)
    assert {"export/s.json", "export/bestanden.zip"} <= found.keys()


def test_after_it_is_nowhere_and_does_not_come_back(own: Path, published: Path) -> None:
    outcome = feitenbasis("-C", own, "forget", stdin=f"{TOKEN}\nj\n")
    assert outcome.code == 0, outcome.err
    assert traces(own) == {}
    assert "Inzendingen weggehaald: 1" in outcome.out
    assert "export/s.json" in outcome.out and "mag" in outcome.err.lower()
    assert not any(canary in outcome.out.encode() for canary in CANARIES)
    assert len(publications(own)) == 1
    assert publications(own) != publications(published)
    left = rows(own / WAREHOUSE, "SELECT count(*) FROM response")
    assert left == [(MANY - 1,)]
    versions = "SELECT count(*) FROM response_version WHERE response_id = ?"
    assert rows(own / WAREHOUSE, versions, CANARY_ID) == [(0,)]
    shown = comparable(own / BASE)
    shutil.copytree(published / "export", own / "export", dirs_exist_ok=True)
    again = feitenbasis("-C", own, "run")
    assert again.code == 0, again.err
    assert traces(own, outside="export/") == {}
    assert rows(
        own / BASE,
        "SELECT loaded_count, expected_count FROM completeness WHERE unit = 'response'",
    ) == [(MANY - 1, MANY - 1)]
    for table in ("passage", "answer_count", "theme_support", "quote"):
        assert len(comparable(own / BASE)[table]) == len(shown[table])


def test_refused_it_names_the_files_and_the_rest_is_gone(own: Path) -> None:
    outcome = feitenbasis("-C", own, "forget", "--response", f"7:{CANARY_ID}")
    assert outcome.code == 12
    assert "export/s.json" in outcome.err and "export/bestanden.zip" in outcome.err
    assert set(traces(own)) == {"export/s.json", "export/bestanden.zip"}


def test_exports_and_other_packed_texts_are_found(own: Path) -> None:
    """By what is in them, or by the publication they are of: it was removed."""
    for form in ("parquet", "csv", "xlsx", "prov"):
        assert feitenbasis("-C", own, "export", form).code == 0
    (old,) = [path.name for path in (own / "uitvoer").iterdir()]
    notes = own / "notities"
    notes.mkdir()
    parquet = own / "uitvoer" / old / "parquet/passage.parquet"
    (notes / "kopie.zip").write_bytes(as_archive({"p": parquet.read_bytes()}))
    (notes / "kladblok.txt").write_bytes(f"dus: {TEXT}".encode("utf-16-le"))
    (notes / "dicht.7z").write_bytes(b"7z\xbc\xaf\x27\x1c" + bytes(99))
    outcome = feitenbasis("-C", own, "forget", stdin=f"{TOKEN}\n")
    assert outcome.code == 12
    left = {f"uitvoer/{old}", "notities/kopie.zip", "notities/kladblok.txt"}
    assert all(name in outcome.err for name in left), outcome.err
    (unopened,) = [line for line in outcome.out.splitlines() if "dicht.7z" in line]
    assert "niet te openen" in unopened
    assert unopened.endswith(": notities/dicht.7z"), "all of ours opens"
    assert "dicht.7z" not in outcome.err
    again = feitenbasis("-C", own, "forget", "--rewrite-exports", stdin=f"{TOKEN}\n")
    assert f"uitvoer/{old}" in again.out
    (fresh,) = [path for path in (own / "uitvoer").iterdir()]
    assert fresh.name == publications(own)[0] != old
    assert {path.name for path in fresh.iterdir()} == {
        "csv",
        "parquet",
        "feitenbasis.xlsx",
        "herkomst.prov.json",
    }


def test_what_a_crash_left_is_finished_by_the_next_run(own: Path) -> None:
    """The marks are the first thing that is written, and all that is needed."""
    path = own / ".feitenbasis/forgotten.json"
    nobody = Tombstones(key=KEY.encode())
    marks = {
        nobody.mark_of_person(pseudonym(KEY.encode(), panel="7", token=TOKEN)),
        nobody.mark_of_response("7", activation=1, response_id=CANARY_ID),
    }
    write_forgotten(path, key=KEY.encode(), marks=marks, pending=marks)
    outcome = feitenbasis("-C", own, "run")
    assert outcome.code == 0, outcome.err
    assert traces(own, outside="export/") == {}
    assert read_forgotten(path, key=KEY.encode()).pending == frozenset()
