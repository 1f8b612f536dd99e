"""Who was forgotten here and is still at the server does not come back from there."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from domain.declarations import LimeSurveySource, SurveyWave
from domain.landing import ItemRole, Manifest
from domain.tombstones import Tombstones
from sources.changed_rows import rows_of
from sources.erasing import erase_forgotten
from sources.landing import LandingStore
from sources.limesurvey import collect_limesurvey
from tests.doors.replay_limesurvey import ReplayServer
from tests.doors.survey_examples import RECORDINGS, needs_shared

pytestmark = [needs_shared, pytest.mark.allow_hosts(["127.0.0.1"])]
KEY = b"sleutel"
GONE = 60


@pytest.fixture(scope="module")
def server() -> Iterator[ReplayServer]:
    """A server with one survey."""
    with ReplayServer([RECORDINGS / "202601.json.gz"]) as running:
        yield running


def collected(server: ReplayServer, landing: LandingStore, mode: str) -> Manifest:
    """Collect on top of what landed before, and keep the manifest."""
    declaration = LimeSurveySource.model_validate(
        {
            "kind": "limesurvey",
            "url": server.url,
            "username": server.username,
            "password_env": "NERGENS",
            "surveys": (SurveyWave(id=202601, wave=1),),
            "mode": mode,
        }
    )
    manifest = collect_limesurvey(
        declaration,
        source_id="raad",
        password=server.password,
        key=KEY,
        landing=landing,
        earlier=landing.read_manifest("raad"),
    )
    landing.write_manifest(manifest)
    return manifest


@pytest.mark.parametrize("mode", ["sweep", "manifest"])
def test_it_stays_outside_and_is_not_missed(
    server: ReplayServer, tmp_path: Path, mode: str
) -> None:
    nobody = Tombstones(key=KEY)
    mark = nobody.mark_of_response("202601", activation=1, response_id=GONE)
    before = collected(server, LandingStore(tmp_path), mode)
    landing = LandingStore(
        tmp_path, tombstones=replace(nobody, marks=frozenset({mark}))
    )
    (erasure,) = erase_forgotten(landing, erased_at="2026-11-26T08:00:00+00:00")
    assert erasure.response_count == 1
    erased = landing.read_manifest("raad")
    again = collected(server, landing, mode)
    assert erased is not None and again.items != before.items
    for one, other in zip(again.items, erased.items, strict=True):
        assert (one.name, one.sha256) == (other.name, other.sha256)
    held = before.expectations[0].expected_count
    assert again.expectations[0].expected_count == held - 1
    pages = [item for item in again.items if item.role is ItemRole.PAGE]
    assert GONE not in {row["id"] for page in pages for row in rows_of(page, landing)}
