"""Lists of public bodies land once per version, and renew the shipped names."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from domain.declarations import declaration_from_toml
from domain.errors import SettingsInvalid, SourceIncomplete
from domain.landing import Manifest
from domain.open_declarations import TooiSource
from flows.reading_lists import _lists, codebook_of
from sources.landing import LandingStore
from sources.open_door import OpenDoor
from sources.reference.gazetteers import read_organisations
from sources.tooi import collect_tooi, read_tooi_lists
from tests.doors.fake_tooi import FakeTooi, body, merger, municipality
from tests.doors.open_server import serving
from tests.doors.survey_examples import SHARED

NEW = ("gm9998", "Nieuwland")
LIST = "rwc_gemeenten_compleet_6"
DEFAULT_LISTS = TooiSource(kind="tooi").lists
RECORDED = SHARED / "data/api/tooi/vcr_organisations.yaml"
ITEMS = [
    municipality("gm0003", "Appingedam", province="pv20", ended="2020-12-31"),
    municipality("gm1979", "Eemsdelta", province="pv20"),
    merger("gm0003", "gm1979"),
    municipality("gm9998", "Nieuwland", province="pv21"),
    body("waterschap", "ws9999", "Nieuwe Polders", label="Waterschap Nieuwe Polders"),
]


@pytest.fixture
def tooi() -> Iterator[FakeTooi]:
    with serving(FakeTooi(lists={LIST: ITEMS})) as fake:
        yield fake


def collect(
    tooi: FakeTooi, folder: Path, earlier: Manifest | None = None, name: str = LIST
) -> Manifest:
    told = {"kind": "tooi", "lists": [name], "url": tooi.base}
    return collect_tooi(
        TooiSource.model_validate(told),
        source_id="overheden",
        landing=LandingStore(folder),
        earlier=earlier,
        door=OpenDoor(where="sources/overheden.toml", pause_seconds=0.0),
    )


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_a_version_of_a_list_is_asked_once(tooi: FakeTooi, tmp_path: Path) -> None:
    first = collect(tooi, tmp_path)
    again = collect(tooi, tmp_path, earlier=first)
    assert again.items == first.items
    assert tooi.asked == [f"{LIST}.json"]
    assert json.loads(LandingStore(tmp_path).get(first.items[0].sha256)) == ITEMS


@pytest.mark.allow_hosts(["127.0.0.1"])
@pytest.mark.parametrize(
    "answer",
    [
        [],
        {},
        [{}],
        b"<html>",
        [municipality("gm1", "X", province="pv99")],
        [body("planeet", "pl1", "Mars")],
    ],
)
def test_anything_else_than_a_list_of_bodies_is_refused(
    tooi: FakeTooi, tmp_path: Path, answer: Any
) -> None:
    tooi.lists[LIST] = answer
    with pytest.raises(SourceIncomplete):
        collect(tooi, tmp_path)


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_a_version_that_is_not_there_is_told(tooi: FakeTooi, tmp_path: Path) -> None:
    with pytest.raises(SourceIncomplete):
        collect(tooi, tmp_path, name="rwc_gemeenten_compleet_99")


def test_lists_renew_places_and_add_bodies() -> None:
    places, bodies = read_tooi_lists([json.dumps(ITEMS).encode()], where="lijst")
    told = {place.place_id: place for place in places}
    assert (told["GM0003"].has_ended, told["GM0003"].successor_id) == (True, "GM1979")
    assert told["GM9998"].province == "Fryslân"
    # One word that nobody vetted counts only with a cue.
    assert told["GM9998"].is_ambiguous
    shipped = {body.organisation_id for body in read_organisations()}
    added = [each for each in bodies if each.organisation_id not in shipped]
    assert [(each.name, each.kind, each.code_cbs) for each in added] == [
        ("gemeente Nieuwland", "gemeente", "GM9998"),
        ("Waterschap Nieuwe Polders", "waterschap", ""),
    ]
    assert told["GM9998"].tooi_uri == added[0].tooi_uri


def test_a_body_that_ended_since_has_its_successor() -> None:
    """What the shipped tables know of it stays: its name, aliases and kind."""
    ended = municipality("gm0439", "Purmerend", province="pv27", ended="2027-12-31")
    items = [ended, merger("gm0439", "gm9998"), municipality(*NEW, province="pv27")]
    _, bodies = read_tooi_lists([json.dumps(items).encode()], where="lijst")
    told = {body.organisation_id: body for body in bodies}
    (shipped,) = (b for b in read_organisations() if b.organisation_id == "gm0439")
    assert told["gm0439"] == replace(shipped, has_ended=True, successor_id="gm9998")


def test_a_register_of_today_renews_bodies_in_their_place() -> None:
    """Each body stands once; a new one goes before a shipped one of its name."""
    shipped = read_organisations()
    (before,) = (each for each in shipped if each.organisation_id == "gm0439")
    ended = replace(before, has_ended=True, successor_id="gm9998")
    new = replace(before, organisation_id="gm9998", name="gemeente Nieuwland")
    found = _lists(codebook_of(None), registered=((), (ended, new))).organisations
    assert len(found) == len({each.organisation_id for each in found})
    assert len(found) == len(shipped) + 1
    assert found[0] == new
    assert ended in found


@pytest.mark.parametrize("name", ["gemeenten", "rwc/../x_1", "RWC_1", "rwc_12345"])
def test_a_name_that_is_no_list_is_a_setting_to_mend(name: str) -> None:
    with pytest.raises(SettingsInvalid):
        declaration_from_toml(f'kind = "tooi"\nlists = ["{name}"]\n', where="x.toml")


def test_a_list_of_something_else_is_refused_with_those_that_can_be_asked() -> None:
    text = 'kind = "tooi"\nlists = ["rwc_gemeenten_compleet_6", "scw_toplijst_1"]\n'
    with pytest.raises(SettingsInvalid) as caught:
        declaration_from_toml(text, where="sources/overheden.toml")
    told = caught.value.told("nl")
    assert "`scw_toplijst_1` is geen lijst van overheden" in told
    assert all(name.rpartition("_")[0] in told for name in DEFAULT_LISTS)


@pytest.mark.skipif(not RECORDED.is_file(), reason=f"no recording in {RECORDED}")
def test_the_recorded_registers_are_read_whole() -> None:
    import yaml

    recording = yaml.load(RECORDED.read_text(encoding="utf-8"), yaml.CSafeLoader)
    lists = [
        each["response"]["body"]["string"].encode()
        for each in recording["interactions"]
    ]
    places, bodies = read_tooi_lists(lists, where="opname")
    present = [place for place in places if not place.has_ended]
    assert len(present) == 342
    assert len(places) > 600
    assert all(each.tooi_uri for each in bodies)
