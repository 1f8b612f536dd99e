"""Tables of proposals land as surveys, without names, whoever exported them."""

import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from domain.declarations import ProposalsSource
from domain.errors import SettingsInvalid, SourceIncomplete
from domain.landing import ItemRole, Manifest
from domain.phrases import phrase
from domain.surveys import UNTIMED, SurveyStructure
from sources.landed_structure import read_structure
from sources.landing import LandingStore
from sources.proposals import collect_proposals

DECIDIM = """\
id;author/id;author/name;title/nl;title/en;body/nl;state;published_at;votes
11;5;Fatima Jansen;Bomen op het plein;Trees;Plant bomen;;2026-03-01 10:00:00 UTC;12
12;5;Fatima Jansen;Bankjes;Benches;"Zet bankjes
bij de vaart";;2026-07-01T10:00:00.000+02:00;3
13;6;Piet de Boer;Weg ermee;Gone;Niets;withdrawn;2026-03-02 10:00:00 UTC;0
"""
OPENSTAD = """\
id,title,summary,description,yes,no,user.id,user.name,user.email,deletedAt
4,Groen dak,Kort,<p>Leg een <b>groen</b> dak</p>,7,2,88,Sanne,s@example.org,
5,Oud plan,,Weg,1,0,89,Bas,b@example.org,2026-01-01
"""


def collect(folder: Path, text: str | bytes, **more: Any) -> Manifest:
    """Collect a table of proposals."""
    data = text.encode() if isinstance(text, str) else text
    (folder / "p.csv").write_bytes(data)
    declaration = ProposalsSource(kind="proposals", path="p.csv", wave=1, **more)
    return collect_proposals(
        declaration,
        source_id="ideeen",
        root=folder,
        key=b"sleutel",
        landing=LandingStore(folder / "landing"),
    )


def landed(folder: Path, manifest: Manifest) -> list[dict[str, Any]]:
    """Return the landed rows."""
    landing = LandingStore(folder / "landing")
    return [
        row
        for item in manifest.items
        if item.role is ItemRole.PAGE
        for row in json.loads(landing.get(item.sha256))["rows"]
    ]


def shape(folder: Path, manifest: Manifest) -> SurveyStructure:
    """Return the landed questionnaire."""
    return read_structure(
        LandingStore(folder / "landing").get(manifest.items[0].sha256)
    )


@pytest.mark.parametrize(
    ("written", "landed_as"),
    [
        ("2026-05-01", "2026-05-01 12:00:00"),
        ("2026-05-01 00:00:00", "2026-05-01 12:00:00"),
        ("2026-05-01T00:00:00", "2026-05-01 12:00:00"),
        ("2026-05-01 UTC", "2026-05-01 02:00:00"),
        ("2026-05-01 00:00:01", "2026-05-01 00:00:01"),
        ("2026-05-01 00:00:00 UTC", "2026-05-01 02:00:00"),
    ],
)
def test_a_day_without_a_time_stays_that_day(
    tmp_path: Path, written: str, landed_as: str
) -> None:
    table = f"id;title/nl;published_at\n11;Bomen;{written}\n"
    (row,) = landed(tmp_path, collect(tmp_path, table, author_group="Inwoners"))
    assert row["submitdate"] == landed_as


def test_an_export_of_decidim(tmp_path: Path) -> None:
    manifest = collect(tmp_path, DECIDIM, author_group="Inwoners")
    first, second = landed(tmp_path, manifest)
    assert first["answers"] == {
        "TITEL": "Bomen op het plein",
        "VOORSTEL": "Plant bomen",
        "GROEP": "Inwoners",
        "STEMMEN": "12",
    }
    assert second["answers"]["VOORSTEL"] == "Zet bankjes\nbij de vaart"
    assert manifest.expectations[0].expected_count == 2
    assert "by the column state: 1" in str(manifest.warnings[0])


def test_times_are_those_of_the_declaration(tmp_path: Path) -> None:
    first, second = landed(tmp_path, collect(tmp_path, DECIDIM))
    assert first["submitdate"] == "2026-03-01 11:00:00"
    assert second["submitdate"] == "2026-07-01 10:00:00"


def test_one_author_is_one_respondent(tmp_path: Path) -> None:
    first, second = landed(tmp_path, collect(tmp_path, DECIDIM))
    assert first["respondent_id"] == second["respondent_id"]
    other = tmp_path / "other"
    other.mkdir()
    changed = landed(other, collect(other, DECIDIM.replace("12;5;", "12;7;")))
    assert changed[0]["respondent_id"] != changed[1]["respondent_id"]


def test_without_authors_every_proposal_is_of_somebody_else(tmp_path: Path) -> None:
    text = DECIDIM.replace("author/id", "x")
    manifest = collect(tmp_path, text)
    first, second = landed(tmp_path, manifest)
    assert first["respondent_id"] != second["respondent_id"]
    assert "no column says who" in " ".join(map(str, manifest.warnings))


def test_an_export_of_openstad(tmp_path: Path) -> None:
    manifest = collect(tmp_path, OPENSTAD)
    (row,) = landed(tmp_path, manifest)
    assert row["answers"] == {
        "TITEL": "Groen dak",
        "VOORSTEL": "Kort\n\n<p>Leg een <b>groen</b> dak</p>",
        "STEMMEN": "7",
        "TEGENSTEMMEN": "2",
    }
    assert "without a readable date: 1" in " ".join(map(str, manifest.warnings))


def test_a_sheet_with_the_dutch_headings_of_openstad(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(
        ["Inzending ID", "Titel", "Beschrijving", "Gebruiker ID", "Gebruiker rol"]
    )
    sheet.append([4, "Groen dak", "Leg een groen dak", 88, "member"])
    data = io.BytesIO()
    book.save(data)
    columns = {"group": "Gebruiker rol"}
    (row,) = landed(tmp_path, collect(tmp_path, data.getvalue(), columns=columns))
    assert row["id"] == 4
    assert row["answers"]["GROEP"] == "member"


@pytest.mark.parametrize("text", [DECIDIM, OPENSTAD])
def test_no_name_or_address_of_an_author_passes(tmp_path: Path, text: str) -> None:
    manifest = collect(tmp_path, text)
    kept = b"".join(
        path.read_bytes()
        for path in (tmp_path / "landing").rglob("*")
        if path.is_file()
    )
    for secret in ("Fatima", "Jansen", "Sanne", "example.org", "author", "user."):
        assert secret.encode() not in kept
        assert secret not in repr(manifest)


def test_columns_by_declaration(tmp_path: Path) -> None:
    text = "nr,naam,tekst,partij,wijk\n1,a,b,Ondernemers,Noord\n"
    columns = {
        "id": "nr",
        "title": "naam",
        "body": "tekst",
        "group": "partij",
        "region": "wijk",
    }
    manifest = collect(tmp_path, text, columns=columns)
    (row,) = landed(tmp_path, manifest)
    assert (row["answers"]["GROEP"], row["answers"]["REGIO"]) == (
        "Ondernemers",
        "Noord",
    )
    assert [q.code for q in shape(tmp_path, manifest).questions] == [
        "TITEL",
        "VOORSTEL",
        "GROEP",
        "REGIO",
    ]


def test_leave_out_by_declaration(tmp_path: Path) -> None:
    manifest = collect(
        tmp_path, OPENSTAD, leave_out={"title": ["groen dak"], "deletedAt": []}
    )
    assert [row["id"] for row in landed(tmp_path, manifest)] == [5]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("14;5", "aantal velden"),
        ("14;5;x;y;z;w;;2026-03-01;1;2;3", "aantal velden"),
        ("geheim;5;x;y;z;w;;2026-03-01;1", "geheel getal"),
        ("0;5;x;y;z;w;;2026-03-01;1", "geheel getal"),
        ("11;5;x;y;z;w;;2026-03-01;1", "twee keer"),
        ("14;5;x;;z;;;2026-03-01;1", "geen titel en geen tekst"),
    ],
)
def test_a_bad_row_is_set_apart_with_its_place(
    tmp_path: Path, row: str, words: str
) -> None:
    manifest = collect(tmp_path, f"{DECIDIM}{row}\n")
    (refused,) = manifest.refused
    assert (refused.table, refused.item, refused.row_key) == (
        "response",
        "p.csv",
        phrase("the_row", number=5),
    )
    assert words in refused.reason.told("nl")
    assert manifest.expectations[0].expected_count == 3
    assert len(landed(tmp_path, manifest)) == 2


@pytest.mark.parametrize(
    ("text", "columns", "words"),
    [
        ("a,b\n1,2\n", {}, "known as the number"),
        (DECIDIM, {"group": "rol"}, "no heading `rol`"),
    ],
)
def test_headings_that_do_not_fit_are_named(
    tmp_path: Path, text: str, columns: dict[str, str], words: str
) -> None:
    with pytest.raises(SettingsInvalid, match=words):
        collect(tmp_path, text, columns=columns)


def test_a_table_without_proposals_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceIncomplete, match="no proposal"):
        collect(tmp_path, DECIDIM.splitlines()[0] + "\n")


@pytest.mark.parametrize(
    "written",
    ["9999-12-31T23:59:59Z", "9999-12-31 23:59:59 UTC", "0001-01-01T00:00:00+02:00"],
)
def test_a_placeholder_for_a_moment_is_no_moment(tmp_path: Path, written: str) -> None:
    manifest = collect(tmp_path, f"{DECIDIM}14;5;x;Nog een;z;w;;{written};1\n")
    *_, last = landed(tmp_path, manifest)
    assert (last["id"], last["submitdate"]) == (14, UNTIMED)


def test_an_early_year_keeps_its_four_digits(tmp_path: Path) -> None:
    manifest = collect(
        tmp_path, f"{DECIDIM}14;5;x;Nog een;z;w;;0999-05-01 10:00:00;1\n"
    )
    *_, last = landed(tmp_path, manifest)
    assert last["submitdate"] == "0999-05-01 10:00:00"
