"""The landing keeps bytes by their hash, and a manifest only when it says more."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import StateDamaged
from domain.landing import (
    ItemRole,
    LandedItem,
    Manifest,
    SurveyExpectation,
    SurveySweep,
)
from domain.phrases import phrase
from domain.seals import unsealed
from sources.landed_structure import read_structure, structure_bytes
from sources.landing import LandingStore
from tests.doors.survey_examples import every_type

ITEM = LandedItem(
    role=ItemRole.PAGE,
    name="7/1",
    sha256="a" * 64,
    received_sha256="b" * 64,
    size_bytes=3,
    survey_id="7",
    wave=2,
    row_count=1,
)
MANIFEST = Manifest(
    source_id="raad/pleging",
    kind="limesurvey",
    retrieved_at="2026-09-01T08:00:00+00:00",
    items=(ITEM,),
    expectations=(SurveyExpectation(survey_id="7", wave=2, expected_count=1),),
    warnings=(phrase("remark_code_twice", code="één", name="één.2"),),
)


def test_bytes_come_back_under_their_hash(tmp_path: Path) -> None:
    store = LandingStore(tmp_path)
    name = store.put(b"abc")
    assert store.get(name) == b"abc"
    assert store.path_of(name).parent.name == name[:2]
    assert list(store.hashes()) == [name]


def test_the_same_bytes_are_not_written_twice(tmp_path: Path) -> None:
    store = LandingStore(tmp_path)
    path = store.path_of(store.put(b"abc"))
    before = path.stat().st_mtime_ns
    store.put(b"abc")
    assert path.stat().st_mtime_ns == before


def test_a_torn_item_is_written_again(tmp_path: Path) -> None:
    store = LandingStore(tmp_path)
    name = store.put(b"abc")
    store.path_of(name).write_bytes(b"")
    store.put(b"abc")
    assert store.get(name) == b"abc"


@pytest.mark.parametrize("damage", [b"", b"abd"])
def test_a_damaged_item_is_refused(tmp_path: Path, damage: bytes) -> None:
    store = LandingStore(tmp_path)
    name = store.put(b"abc")
    store.path_of(name).write_bytes(damage)
    with pytest.raises(StateDamaged, match="damaged"):
        store.get(name)


def test_a_missing_item_is_refused(tmp_path: Path) -> None:
    store = LandingStore(tmp_path)
    name = store.put(b"abc")
    assert store.remove(name)
    assert not store.remove(name)
    with pytest.raises(StateDamaged, match="missing"):
        store.get(name)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "a" * 63])
def test_only_a_hash_names_an_item(tmp_path: Path, name: str) -> None:
    with pytest.raises(StateDamaged):
        LandingStore(tmp_path).path_of(name)


def test_a_manifest_comes_back_whole(tmp_path: Path) -> None:
    store = LandingStore(tmp_path)
    assert store.read_manifest("raad/pleging") is None
    assert store.write_manifest(MANIFEST)
    assert store.read_manifest("raad/pleging") == MANIFEST


def test_an_unchanged_manifest_keeps_its_time(tmp_path: Path) -> None:
    store = LandingStore(tmp_path)
    store.write_manifest(MANIFEST)
    assert not store.write_manifest(replace(MANIFEST, retrieved_at="later"))
    assert store.read_manifest("raad/pleging") == MANIFEST
    changed = replace(MANIFEST, warnings=(), retrieved_at="later")
    assert store.write_manifest(changed)
    assert store.read_manifest("raad/pleging") == changed


def test_what_did_not_pass_the_door_is_no_change(tmp_path: Path) -> None:
    store = LandingStore(tmp_path)
    store.write_manifest(MANIFEST)
    item = replace(ITEM, received_sha256="c" * 64)
    assert not store.write_manifest(replace(MANIFEST, items=(item,)))
    assert store.read_manifest("raad/pleging") == MANIFEST


def test_a_sweep_is_noted_without_a_change(tmp_path: Path) -> None:
    store = LandingStore(tmp_path)
    store.write_manifest(MANIFEST)
    sweep = SurveySweep(survey_id="7", terms="t", swept_at="later", runs_since=2)
    looked = replace(MANIFEST, retrieved_at="later", sweeps=(sweep,))
    assert not store.write_manifest(looked)
    kept = store.read_manifest("raad/pleging")
    assert kept == replace(MANIFEST, sweeps=(sweep,))


def test_a_manifest_of_before_sweeps_can_be_read(tmp_path: Path) -> None:
    store = LandingStore(tmp_path)
    store.write_manifest(MANIFEST)
    path = next((tmp_path / "manifests").iterdir())
    table = json.loads(unsealed(path.read_bytes()))
    del table["sweeps"], table["expectations"][0]["activation"]
    path.write_text(json.dumps(table), encoding="utf-8")
    assert store.read_manifest("raad/pleging") == MANIFEST


def test_only_what_a_manifest_names_stays(tmp_path: Path) -> None:
    store = LandingStore(tmp_path)
    old, new, other = (store.put(data) for data in (b"old", b"new", b"other"))
    for source, sha256 in (("a", new), ("b", other)):
        items = (replace(ITEM, sha256=sha256),)
        store.write_manifest(replace(MANIFEST, source_id=source, items=items))
    assert store.sweep_items() == 1
    assert set(store.hashes()) == {new, other}
    assert not store.path_of(old).exists()
    assert store.sweep_items() == 0


@pytest.mark.parametrize("damage", [b"", b"{}", b"[1]", b'{"items": [{"role": "x"}]}'])
def test_a_damaged_manifest_is_refused(tmp_path: Path, damage: bytes) -> None:
    store = LandingStore(tmp_path)
    store.write_manifest(MANIFEST)
    next((tmp_path / "manifests").iterdir()).write_bytes(damage)
    with pytest.raises(StateDamaged, match="manifest"):
        store.read_manifest("raad/pleging")


def test_a_questionnaire_comes_back_whole() -> None:
    structure = every_type()
    assert read_structure(structure_bytes(structure)) == structure


@given(st.binary(max_size=40))
def test_other_bytes_are_no_landed_questionnaire(data: bytes) -> None:
    with pytest.raises(StateDamaged):
        read_structure(data)


def test_a_manifest_of_before_keys_can_be_read(tmp_path: Path) -> None:
    """Remarks were English sentences once; they stay as they were."""
    landing = LandingStore(tmp_path)
    landing.write_manifest(MANIFEST)
    path = next(landing.root.glob("manifests/*.json"))
    table = json.loads(unsealed(path.read_bytes()))
    table["warnings"] = ["survey 7: a {strange} remark"]
    path.write_text(json.dumps(table))
    found = landing.read_manifest(MANIFEST.source_id)
    assert found is not None
    (told,) = found.warnings
    assert told.told("nl") == told.told("en") == "survey 7: a {strange} remark"
