"""Any byte of kept state that changed, or its end cut off, is told and never used."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pytest

from domain.errors import StateDamaged
from domain.landing import Manifest, SurveyExpectation
from domain.seals import sealed, unsealed
from sources.forgotten import read_forgotten, write_forgotten
from sources.landing import LandingStore
from warehouse.kept_counts import read_kept, write_kept
from warehouse.kept_people import read_people, write_people
from warehouse.spreads import Wave
from warehouse.together import Published

KEY = b"sleutel-van-de-proeven-0123456789"
MANIFEST = Manifest(
    source_id="raad",
    kind="limesurvey",
    retrieved_at="2026-01-01T00:00:00+00:00",
    expectations=(SurveyExpectation(survey_id="7", wave=1, expected_count=60),),
)
PEOPLE = pa.table({"wave": [1, 1, 2], "person": ["p1", "p2", "p1"]})
COUNTS = {(1, "size", ""): Published(wave=Wave(sizes={("region", "Noord"): 12}))}


@dataclass(frozen=True, kw_only=True)
class Kept:
    """One kind of state: where it stands in a folder, its writer and its reader."""

    name: str
    write: Callable[[Path], object]
    read: Callable[[Path], object]


KINDS = [
    Kept(
        name="manifests/raad.json",
        write=lambda folder: LandingStore(folder).write_manifest(MANIFEST),
        read=lambda folder: LandingStore(folder).read_manifest("raad"),
    ),
    Kept(
        name="forgotten.json",
        write=lambda folder: write_forgotten(
            folder / "forgotten.json", key=KEY, marks=["m1", "m2"], pending=["m2"]
        ),
        read=lambda folder: read_forgotten(folder / "forgotten.json", key=KEY),
    ),
    Kept(
        name="r1.counts.json",
        write=lambda folder: write_kept(COUNTS, folder / "r1.counts.json"),
        read=lambda folder: read_kept(folder / "r1.counts.json"),
    ),
    Kept(
        name="r1.parquet",
        write=lambda folder: write_people(PEOPLE, folder / "r1.parquet"),
        read=lambda folder: read_people(folder / "r1.parquet"),
    ),
]


@pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])
def test_no_damage_is_believed(tmp_path: Path, kind: Kept) -> None:
    kind.write(tmp_path)
    path = tmp_path / kind.name
    whole, meant = path.read_bytes(), kind.read(tmp_path)
    believed = []
    for place in range(len(whole)):
        for damage in (_changed(whole, place), whole[:place]):
            path.write_bytes(damage)
            try:
                found = kind.read(tmp_path)
            except StateDamaged:
                continue
            if found != meant:
                believed.append((place, len(damage)))
    assert believed == []


def _changed(whole: bytes, place: int) -> bytes:
    """Change one bit, so that a digit stays a digit and a letter a letter."""
    return whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]


@pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])
def test_what_an_earlier_version_wrote_is_read(tmp_path: Path, kind: Kept) -> None:
    kind.write(tmp_path)
    path, meant = tmp_path / kind.name, kind.read(tmp_path)
    path.write_bytes(unsealed(path.read_bytes()))
    assert kind.read(tmp_path) == meant


def test_a_seal_comes_off_as_it_went_on() -> None:
    for data in (b"", b"x", b"\nsha256:", sealed(b"twice")):
        assert unsealed(sealed(data)) == data
