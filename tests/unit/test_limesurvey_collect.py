"""A server is collected whole or not at all, whatever happens on the way."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from domain.declarations import LimeSurveySource, SurveyWave
from domain.errors import FeitenbasisError, SourceIncomplete, SourceUnreachable
from domain.landing import ItemRole, Manifest
from sources.landing import LandingStore
from sources.limesurvey import collect_limesurvey, collect_survey
from sources.limesurvey_session import LimeSurveySession
from sources.patient_http import Patience
from tests.doors.replay_faults import Fault, Kind
from tests.doors.replay_limesurvey import ReplayServer
from tests.doors.survey_examples import needs_shared, recordings

pytestmark = [needs_shared, pytest.mark.allow_hosts(["127.0.0.1"])]
QUICK = Patience(read_seconds=0.5, first_wait_seconds=0.01, deadline_seconds=60)
KEY = b"sleutel"
Collect = Callable[..., Manifest]


@pytest.fixture
def server() -> Iterator[ReplayServer]:
    with ReplayServer(recordings()) as running:
        yield running


@pytest.fixture
def landing(tmp_path: Path) -> LandingStore:
    return LandingStore(tmp_path)


@pytest.fixture
def collect(server: ReplayServer, landing: LandingStore) -> Collect:
    def collected(*survey_ids: int, mode: Any = "sweep", **more: Any) -> Manifest:
        declaration = LimeSurveySource(
            kind="limesurvey",
            url=server.url,
            username=server.username,
            password_env="NERGENS",
            panel="raadpleging",
            mode=mode,
            surveys=tuple(
                SurveyWave(id=each, wave=wave)
                for wave, each in enumerate(survey_ids or server.surveys, start=1)
            ),
        )
        settings = {"password": server.password, "patience": QUICK, **more}
        return collect_limesurvey(
            declaration, source_id="raad", key=KEY, landing=landing, **settings
        )

    return collected


@pytest.fixture
def session(server: ReplayServer) -> Iterator[LimeSurveySession]:
    with LimeSurveySession(
        server.url, username=server.username, password=server.password, patience=QUICK
    ) as opened:
        yield opened


def landed_rows(manifest: Manifest, landing: LandingStore) -> list[dict[str, Any]]:
    """Return all landed rows."""
    pages = [item for item in manifest.items if item.role is ItemRole.PAGE]
    return [
        row for page in pages for row in json.loads(landing.get(page.sha256))["rows"]
    ]


def test_five_surveys_are_collected_whole(
    server: ReplayServer, collect: Collect, landing: LandingStore
) -> None:
    seen: list[tuple[str, int, int]] = []
    manifest = collect(on_progress=lambda *step: seen.append(step))
    counts = [(each.expected_count, each.status) for each in manifest.expectations]
    assert counts == [
        (322, "active"),
        (60, "active"),
        (0, "active"),
        (0, "inactive"),
        (2, "active"),
    ]
    rows = landed_rows(manifest, landing)
    assert len(rows) == 384
    first = rows[:322]
    assert sum(1 for row in first if row["submitdate"] is None) == 53
    assert {25, 321} & {row["id"] for row in first} == set()
    assert seen[0] == ("202601", 322, 322)
    assert manifest.warnings == ()
    assert server.count("list_participants") == 0


@pytest.mark.parametrize("mode", ["sweep", "manifest"])
def test_a_count_of_nothing_is_held_against_the_export(
    server: ReplayServer,
    collect: Collect,
    landing: LandingStore,
    monkeypatch: pytest.MonkeyPatch,
    mode: str,
) -> None:
    """A server that says 0 while responses come is not believed."""
    survey = server.surveys[202602]
    monkeypatch.setattr(survey, "summary", lambda: {"full_responses": 0})
    first = collect(202602, mode=mode)
    assert len(landed_rows(first, landing)) == 60
    assert first.expectations[0].expected_count == 60
    again = collect(202602, mode=mode, earlier=first)
    assert len(landed_rows(again, landing)) == 60


def test_no_token_reaches_the_landing(
    server: ReplayServer, collect: Collect, tmp_path: Path
) -> None:
    collect()
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    tokens = {row.get("token") for each in server.surveys.values() for row in each.rows}
    assert len(tokens - {None}) > 70
    assert not [token for token in tokens - {None} if str(token).encode() in kept]


def test_waves_of_one_panel_share_respondents(
    collect: Collect, landing: LandingStore
) -> None:
    persons = [
        {row["respondent_id"] for row in landed_rows(collect(each), landing)}
        for each in (202601, 202602)
    ]
    assert len(persons[0] & persons[1]) > 20


def test_a_second_collection_finds_nothing_new(
    collect: Collect, landing: LandingStore
) -> None:
    assert landing.write_manifest(collect())
    before = set(landing.hashes())
    assert not landing.write_manifest(collect())
    assert set(landing.hashes()) == before


def test_an_edit_and_a_deletion_change_the_manifest(
    server: ReplayServer, collect: Collect, landing: LandingStore
) -> None:
    first = collect(202602)
    rows = server.surveys[202602].rows
    rows[3]["KNELPUNT"] = "gewijzigd zonder datum"
    del rows[5]
    second = collect(202602)
    assert second.items != first.items
    assert second.expectations[0].expected_count == 59
    assert landed_rows(second, landing)[3]["answers"]["KNELPUNT"] == rows[3]["KNELPUNT"]


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        (Kind.TRUNCATED_BASE64, SourceIncomplete),
        (Kind.CUT_BODY, SourceUnreachable),
        (Kind.BAD_GATEWAY, SourceUnreachable),
        (Kind.HTML_200, SourceIncomplete),
        (Kind.EMPTY_BODY, SourceIncomplete),
        (Kind.LOST_ROWS, SourceIncomplete),
        (Kind.SQL_ERROR, SourceIncomplete),
    ],
)
def test_lasting_trouble_leaves_no_manifest(
    server: ReplayServer, collect: Collect, kind: Kind, error: type[FeitenbasisError]
) -> None:
    server.faults.append(Fault(kind=kind, method="export_responses", after=1))
    with pytest.raises(error) as caught:
        collect(202601)
    assert server.password not in str(caught.value)
    assert server.count("export_responses") < 40


def test_fewer_rows_than_the_summary_says_is_refused(
    server: ReplayServer, session: LimeSurveySession, landing: LandingStore
) -> None:
    server.faults.append(Fault(kind=Kind.LOST_ROWS, method="export_responses", after=1))
    with pytest.raises(SourceIncomplete, match="only 161 of 322 responses"):
        collect_survey(session, "202601", wave=1, key=KEY, panel="p", landing=landing)


def test_a_response_that_arrives_meanwhile_is_no_shortage(
    server: ReplayServer, session: LimeSurveySession, landing: LandingStore
) -> None:
    rows = server.surveys[202602].rows
    late = rows.pop(30)

    def arrive(*_: object) -> None:
        rows.insert(30, late)

    server.surveys[202602].summary_hook = arrive
    items, expectation, _ = collect_survey(
        session, "202602", wave=1, key=KEY, panel="p", landing=landing
    )
    assert expectation.expected_count == sum(item.row_count for item in items) == 60


def test_a_column_that_is_gone_is_refused(
    server: ReplayServer, collect: Collect
) -> None:
    for row in server.surveys[202602].rows:
        del row["KNELPUNT"]
    with pytest.raises(SourceIncomplete, match="KNELPUNT"):
        collect(202602)


def test_a_column_that_is_new_is_dropped_and_told(
    server: ReplayServer, collect: Collect, landing: LandingStore
) -> None:
    for row in server.surveys[202602].rows:
        row["NIEUW"] = row["attribute_1"] = "x"
    manifest = collect(202602)
    (told,) = map(str, manifest.warnings)
    assert told == "survey 202602: columns that were not let in: NIEUW"
    assert "NIEUW" not in landed_rows(manifest, landing)[0]["answers"]
