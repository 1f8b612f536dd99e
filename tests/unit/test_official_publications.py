"""Official publications that are searched for land as documents, each asked once."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from domain.declarations import declaration_from_toml
from domain.errors import SettingsInvalid, SourceIncomplete, SourceUnreachable
from domain.landing import ItemRole, Manifest
from domain.open_declarations import PublicationsSource
from sources.landing import LandingStore
from sources.official_publications import collect_publications, query_for
from sources.open_door import OpenDoor
from sources.patient_http import Patience
from tests.doors.fake_sru import FakeSru, publication_xml
from tests.doors.open_server import serving

QUICK = Patience(attempts=2, first_wait_seconds=0.01, longest_wait_seconds=0.02)
SEVEN = {f"gmb-2026-{number}": ("pdf", "xml") for number in range(1, 8)}


@pytest.fixture
def sru() -> Iterator[FakeSru]:
    with serving(FakeSru(publications=dict(SEVEN))) as fake:
        yield fake


def declared(sru: FakeSru, **more: Any) -> PublicationsSource:
    told = {
        "kind": "officielebekendmakingen",
        "creators": ["Alkmaar"],
        "since": "2026-01-01",
        "url": f"{sru.base}/sru",
    }
    return PublicationsSource.model_validate(told | more)


def collect(
    declaration: PublicationsSource, folder: Path, earlier: Manifest | None = None
) -> Manifest:
    return collect_publications(
        declaration,
        source_id="bekend",
        landing=LandingStore(folder),
        earlier=earlier,
        door=OpenDoor(where="sources/bekend.toml", patience=QUICK, pause_seconds=0.0),
    )


def test_every_publication_lands_as_received(sru: FakeSru, tmp_path: Path) -> None:
    manifest = collect(declared(sru), tmp_path)
    landing = LandingStore(tmp_path)
    assert {item.name: landing.get(item.sha256) for item in manifest.items} == {
        f"{number}.xml": publication_xml(number) for number in SEVEN
    }
    assert {item.role for item in manifest.items} == {ItemRole.DOCUMENT}
    assert [query["startRecord"] for query in sru.queries] == ["1", "4", "7"]
    assert all("sortKeys" not in query for query in sru.queries)
    assert manifest.warnings == ()


def test_what_is_landed_is_not_asked_again(sru: FakeSru, tmp_path: Path) -> None:
    first = collect(declared(sru), tmp_path)
    sru.publications["gmb-2026-9"] = ("html",)
    sru.asked.clear()
    second = collect(declared(sru), tmp_path, earlier=first)
    assert [path for path in sru.asked if path != "/sru"] == ["/frbr/gmb-2026-9.html"]
    assert {item.name for item in second.items} - {
        item.name for item in first.items
    } == {"gmb-2026-9.html"}


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2026-03-02", "2026-03-02"),
        ("2026-03-02T09:00:00+01:00", "2026-03-02"),
        ("maart 2026", ""),
        ("", ""),
    ],
)
def test_a_publication_brings_its_authority_and_day(
    sru: FakeSru, tmp_path: Path, day: str, told: str
) -> None:
    sru.day, sru.creator = day, "\n  Hollands\n  Noorderkwartier "
    manifest = collect(declared(sru), tmp_path)
    assert {(item.publisher, item.published_on) for item in manifest.items} == {
        ("Hollands Noorderkwartier", told)
    }


def test_what_was_landed_without_its_day_gets_one(sru: FakeSru, tmp_path: Path) -> None:
    first = collect(declared(sru), tmp_path)
    bare = [replace(item, publisher="", published_on="") for item in first.items]
    second = collect(declared(sru), tmp_path, replace(first, items=tuple(bare)))
    assert second.items == first.items


def test_more_than_was_asked_is_counted(sru: FakeSru, tmp_path: Path) -> None:
    manifest = collect(declared(sru, most=4), tmp_path)
    assert len(manifest.items) == 4
    assert "3 left out" in str(manifest.warnings[0])


def test_one_that_cannot_be_had_is_set_apart(sru: FakeSru, tmp_path: Path) -> None:
    sru.missing.add("gmb-2026-2")
    sru.publications["gmb-2026-3"] = ()
    sru.publications["../../etc"] = ("xml",)
    manifest = collect(declared(sru), tmp_path)
    refused = {item.name: item.rule for item in manifest.items if item.rule}
    assert refused == {
        "gmb-2026-2.xml": "publication_refused",
        "gmb-2026-3.txt": "publication_no_text",
        "zonder nummer 8": "publication_unnamed",
    }
    assert len(manifest.items) == 8


def test_one_on_which_the_server_fails_is_set_apart_and_asked_again(
    sru: FakeSru, tmp_path: Path
) -> None:
    sru.broken = {"gmb-2026-2", "gmb-2026-3", "gmb-2026-5", "gmb-2026-7"}
    first = collect(declared(sru), tmp_path)
    refused = {item.name: item.rule for item in first.items if item.rule}
    assert refused == {f"{name}.xml": "publication_unanswered" for name in sru.broken}
    assert len([item for item in first.items if item.sha256]) == 3
    sru.broken = set()
    second = collect(declared(sru), tmp_path, earlier=first)
    assert not [item for item in second.items if item.rule]


def test_a_server_that_gives_no_text_any_more_fails_as_a_whole(
    sru: FakeSru, tmp_path: Path
) -> None:
    sru.broken = {"gmb-2026-4", "gmb-2026-5", "gmb-2026-6"}
    with pytest.raises(SourceUnreachable) as caught:
        collect(declared(sru), tmp_path)
    assert caught.value.key == "server_busy"
    assert not [path for path in sru.asked if "gmb-2026-7" in path]


def test_no_text_is_waited_for_when_the_time_is_over(
    sru: FakeSru, tmp_path: Path
) -> None:
    sru.broken = {"gmb-2026-1"}
    hurried = replace(QUICK, attempts=9, first_wait_seconds=1, longest_wait_seconds=1)
    where, patience = "sources/bekend.toml", replace(hurried, deadline_seconds=0.5)
    with pytest.raises(SourceUnreachable) as caught:
        collect_publications(
            declared(sru),
            source_id="bekend",
            landing=LandingStore(tmp_path),
            door=OpenDoor(where=where, patience=patience, pause_seconds=0.0),
        )
    assert caught.value.key == "server_not_in_time"


def test_a_text_on_another_server_is_not_fetched(sru: FakeSru, tmp_path: Path) -> None:
    sru.host = "http://127.0.0.2:1"
    manifest = collect(declared(sru), tmp_path)
    assert {item.rule for item in manifest.items} == {"publication_elsewhere"}


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"is_refusing": True}, "sru_refuses"),
        ({"said_extra": 1}, "open_rows_missing"),
        ({"body": b"<html><body>Storing</body></html>"}, "open_other_shape"),
        ({"body": b"geen xml"}, "open_other_shape"),
        ({"body": b"<searchRetrieveResponse/>"}, "open_other_shape"),
    ],
)
def test_an_answer_that_is_none_ends_the_search(
    sru: FakeSru, tmp_path: Path, change: dict[str, Any], key: str
) -> None:
    for name, value in change.items():
        setattr(sru, name, value)
    with pytest.raises(SourceIncomplete) as caught:
        collect(declared(sru), tmp_path)
    assert caught.value.key == key
    assert "geheim" not in str(caught.value)


def test_the_search_names_all_that_was_declared(sru: FakeSru) -> None:
    declaration = declared(
        sru,
        creators=["Alkmaar", "Noord-Holland"],
        words=["woningbouw"],
        publications=["Gemeenteblad"],
    )
    assert query_for(declaration) == (
        "c.product-area==officielepublicaties"
        ' AND (dt.creator=="Alkmaar" OR dt.creator=="Noord-Holland")'
        ' AND (w.publicatienaam=="Gemeenteblad")'
        ' AND (dt.title="woningbouw")'
        " AND dt.available>=2026-01-01 sortBy dt.available/sort.descending"
    )


@pytest.mark.parametrize("name", ['Alk"maar', "a\\\\b", ""])
def test_a_name_that_would_end_the_search_is_refused(name: str) -> None:
    text = (
        'kind = "officielebekendmakingen"\nsince = 2026-01-01\n'
        f"creators = ['{name}']\n"
    )
    with pytest.raises(SettingsInvalid):
        declaration_from_toml(text, where="sources/bekend.toml")


@pytest.mark.parametrize(
    "page", [b"", b"  ", b"Even geduld", b"<!DOCTYPE html><html><p>Storing", b"<html/>"]
)
def test_a_page_in_the_place_of_a_text_is_asked_again(
    sru: FakeSru, tmp_path: Path, page: bytes
) -> None:
    sru.others = {"gmb-2026-2": page}
    first = collect(declared(sru), tmp_path)
    refused = {item.name: item.rule for item in first.items if item.rule}
    assert refused == {"gmb-2026-2.xml": "publication_other"}
    sru.others = {}
    second = collect(declared(sru), tmp_path, earlier=first)
    assert not [item for item in second.items if item.rule]


def test_a_search_that_finds_nothing_any_more_takes_nothing_away(
    sru: FakeSru, tmp_path: Path
) -> None:
    first = collect(declared(sru), tmp_path)
    sru.publications = {}
    with pytest.raises(SourceIncomplete) as caught:
        collect(declared(sru), tmp_path, earlier=first)
    assert caught.value.key == "open_none_left"
