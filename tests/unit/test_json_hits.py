"""Hits of a search land as documents: none twice, none lost, none unnamed."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from domain.declarations import declaration_from_toml
from domain.errors import SettingsInvalid, SourceIncomplete
from domain.landing import Manifest
from domain.open_declarations import CouncilPapersSource, DatasetsSource
from sources.documents.json_reader import read_json
from sources.json_hits import collect_hits
from sources.landing import LandingStore
from sources.open_door import OpenDoor
from tests.doors.fake_search import FakeSearch
from tests.doors.open_server import serving

Source = DatasetsSource | CouncilPapersSource
KINDS = ("data-overheid", "raadsinformatie")
PAGES = ["De raad besluit over woningbouw.", "Het tweede blad gaat over water."]


@pytest.fixture
def search() -> Iterator[FakeSearch]:
    records = {
        f"stuk-{number}": {
            "title": f"Stuk {number}",
            "notes": "Over woningbouw.",
            "name": f"stuk-{number}",
            "text": PAGES,
        }
        for number in range(120)
    }
    with serving(FakeSearch(records=records)) as fake:
        yield fake


def declared(search: FakeSearch, kind: str, **more: Any) -> Source:
    told = {"kind": kind, "query": "woningbouw", "url": search.base, **more}
    if kind == "raadsinformatie":
        return CouncilPapersSource.model_validate(told | {"index": "ori_alkmaar*"})
    return DatasetsSource.model_validate(told)


def collect(
    declaration: Source, folder: Path, *, earlier: Manifest | None = None
) -> Manifest:
    return collect_hits(
        declaration,
        source_id="zoek",
        landing=LandingStore(folder),
        earlier=earlier,
        door=OpenDoor(where="sources/zoek.toml", pause_seconds=0.0),
    )


@pytest.mark.parametrize("kind", KINDS)
def test_every_hit_lands_once(search: FakeSearch, tmp_path: Path, kind: str) -> None:
    manifest = collect(declared(search, kind), tmp_path)
    landing = LandingStore(tmp_path)
    held = {item.name: json.loads(landing.get(item.sha256)) for item in manifest.items}
    assert held == {f"{name}.json": row for name, row in search.records.items()}
    assert len(search.queries) == 3
    assert manifest.warnings == ()


@pytest.mark.parametrize("kind", KINDS)
def test_a_hit_reads_as_a_document(
    search: FakeSearch, tmp_path: Path, kind: str
) -> None:
    declaration = declared(search, kind, most=1)
    manifest = collect(declaration, tmp_path)
    path = LandingStore(tmp_path).path_of(manifest.items[0].sha256)
    read = read_json(path, collection=declaration.collection)
    texts = [read.text[each.start_offset : each.end_offset] for each in read.passages]
    expected = {
        "data-overheid": ["Stuk 0", "Over woningbouw."],
        "raadsinformatie": ["stuk-0", *PAGES],
    }
    assert texts == expected[kind]
    assert read.title == expected[kind][0]
    pages = {"data-overheid": [0, 0], "raadsinformatie": [0, 1, 2]}
    assert [each.page for each in read.passages] == pages[kind]
    assert read.page_count == max(pages[kind])
    assert "119 left out" in str(manifest.warnings[0])


def test_a_page_without_text_keeps_its_number(
    search: FakeSearch, tmp_path: Path
) -> None:
    search.records = {"stuk": {"name": "Stuk", "text": [PAGES[0], "", None, PAGES[1]]}}
    declaration = declared(search, "raadsinformatie")
    [item] = collect(declaration, tmp_path).items
    path = LandingStore(tmp_path).path_of(item.sha256)
    read = read_json(path, collection=declaration.collection)
    assert [each.page for each in read.passages] == [0, 1, 4]


def test_the_searches_ask_as_documented(search: FakeSearch, tmp_path: Path) -> None:
    for kind in KINDS:
        collect(declared(search, kind, most=1), tmp_path)
    assert search.queries == [
        (
            "/package_search",
            {
                "q": "woningbouw",
                "rows": "1",
                "start": "0",
                "sort": "score desc, name asc",
            },
        ),
        (
            "/ori_alkmaar*/_search",
            {"q": "(woningbouw) AND _exists_:text", "size": "1", "from": "0"},
        ),
    ]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"said_extra": 1}, "open_rows_missing"),
        ({"repeats": True}, "open_rows_missing"),
        ({"body": {}}, "open_other_shape"),
        ({"body": {"success": False, "timed_out": True}}, "open_other_shape"),
        ({"body": [1]}, "open_no_json"),
        ({"body": b"<html>"}, "open_no_json"),
    ],
)
def test_an_answer_that_is_none_ends_the_search(
    search: FakeSearch, tmp_path: Path, change: dict[str, Any], key: str, kind: str
) -> None:
    for name, value in change.items():
        setattr(search, name, value)
    with pytest.raises(SourceIncomplete) as caught:
        collect(declared(search, kind), tmp_path)
    assert caught.value.key == key


def test_a_hit_without_a_usable_name_is_set_apart(
    search: FakeSearch, tmp_path: Path
) -> None:
    search.records = {"../../etc": {"text": ["x"]}, "goed": {"text": ["y"]}}
    manifest = collect(declared(search, "raadsinformatie"), tmp_path)
    assert [(item.name, item.rule) for item in manifest.items] == [
        ("goed.json", ""),
        ("zonder nummer 1", "publication_unnamed"),
    ]


@pytest.mark.parametrize("index", ["ori_x/../_all", "_all", "geheim", "ori_X"])
def test_only_an_index_of_papers_is_asked(index: str) -> None:
    text = f'kind = "raadsinformatie"\nquery = "x"\nindex = "{index}"\n'
    with pytest.raises(SettingsInvalid):
        declaration_from_toml(text, where="sources/raad.toml")


@pytest.mark.parametrize("kind", KINDS)
def test_a_search_that_finds_nothing_any_more_takes_nothing_away(
    search: FakeSearch, tmp_path: Path, kind: str
) -> None:
    first = collect(declared(search, kind), tmp_path)
    search.records = {}
    assert collect(declared(search, kind), tmp_path).items == ()
    with pytest.raises(SourceIncomplete) as caught:
        collect(declared(search, kind), tmp_path, earlier=first)
    assert caught.value.key == "open_none_left"


def test_an_answer_of_which_a_part_failed_is_none(
    search: FakeSearch, tmp_path: Path
) -> None:
    hits = {"total": {"value": 0}, "hits": []}
    search.body = {"timed_out": False, "_shards": {"failed": 1}, "hits": hits}
    with pytest.raises(SourceIncomplete) as caught:
        collect(declared(search, "raadsinformatie"), tmp_path)
    assert caught.value.key == "open_other_shape"


@pytest.mark.parametrize(
    ("kind", "record", "publisher", "day"),
    [
        (
            "data-overheid",
            {"organization": {"title": "Gemeente Alkmaar"}, "issued": "2025-03-01"},
            "Gemeente Alkmaar",
            "2025-03-01",
        ),
        (
            "data-overheid",
            {
                "organization": None,
                "publisher": "http://standaarden.overheid.nl/owms/terms/Noord-Holland_(provincie)",
                "issued": "ooit",
                "metadata_created": "2024-11-02T10:00:00.123",
            },
            "Noord-Holland (provincie)",
            "2024-11-02",
        ),
        (
            "data-overheid",
            {"authority": " Rijks\n waterstaat "},
            "Rijks waterstaat",
            "",
        ),
        ("data-overheid", {"organization": ["x"], "publisher": 5}, "", ""),
        (
            "raadsinformatie",
            {"last_discussed_at": "2026-01-20T19:30:00+01:00", "publisher": "x"},
            "",
            "2026-01-20",
        ),
        ("raadsinformatie", {"last_discussed_at": [], "start_date": None}, "", ""),
    ],
)
def test_a_hit_brings_its_own_publisher_and_day(
    search: FakeSearch,
    tmp_path: Path,
    kind: str,
    record: dict[str, Any],
    publisher: str,
    day: str,
) -> None:
    search.records = {"stuk-1": {"name": "stuk-1", "text": PAGES, **record}}
    (item,) = collect(declared(search, kind), tmp_path).items
    assert (item.publisher, item.published_on) == (publisher, day)


@pytest.mark.parametrize(
    ("kind", "told", "address"),
    [
        ("raadsinformatie", "https://api.raad.nl/stuk/7", "https://api.raad.nl/stuk/7"),
        ("raadsinformatie", "javascript:alert(1)", ""),
        ("raadsinformatie", "https://naam:geheim@raad.nl/7", ""),
        ("raadsinformatie", ["https://raad.nl/7"], ""),
        ("data-overheid", "https://api.raad.nl/stuk/7", ""),
    ],
)
def test_a_paper_brings_the_address_it_is_from(
    search: FakeSearch, tmp_path: Path, kind: str, told: Any, address: str
) -> None:
    record = {"name": "stuk-1", "text": PAGES, "original_url": told}
    search.records = {"stuk-1": record}
    (item,) = collect(declared(search, kind), tmp_path).items
    assert item.address == address
