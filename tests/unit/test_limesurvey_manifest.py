"""Manifest mode asks a server for less and ends the same; activations do not mix."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from domain.declarations import LimeSurveySource, SurveyWave
from domain.errors import FeitenbasisError, SourceIncomplete
from domain.landing import ItemRole, Manifest
from sources.activation import refuse_new_activation
from sources.followed_people import FollowedBy
from sources.landing import LandingStore, substance
from sources.limesurvey import collect_limesurvey
from sources.patient_http import Patience
from tests.doors.replay_faults import Fault, Kind
from tests.doors.replay_limesurvey import ReplayServer
from tests.doors.survey_examples import needs_shared, recordings

pytestmark = [needs_shared, pytest.mark.allow_hosts(["127.0.0.1"])]
QUICK = Patience(read_seconds=5, first_wait_seconds=0.01, deadline_seconds=60)
WINDOW = 20
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
    """Collects one survey, as a run does: on top of what was written last."""

    def collected(survey_id: int = 202601, **more: Any) -> Manifest:
        wave = {
            name: more.pop(name) for name in ("activation", "closed") if name in more
        }
        code_version = more.pop("code_version", "1")
        declaration = LimeSurveySource(
            kind="limesurvey",
            url=server.url,
            username=server.username,
            password_env="NERGENS",
            surveys=(SurveyWave(id=survey_id, wave=1, **wave),),
            **{"mode": "manifest", **more},
        )
        earlier = landing.read_manifest("raad")
        manifest = collect_limesurvey(
            declaration,
            source_id="raad",
            key=b"sleutel",
            password=server.password,
            landing=landing,
            earlier=earlier,
            code_version=code_version,
            patience=QUICK,
            window=WINDOW,
        )
        refuse_new_activation(
            earlier,
            manifest,
            landing=landing,
            followed_by=FollowedBy(key=b"sleutel", panel=declaration.panel),
        )
        landing.write_manifest(manifest)
        return manifest

    return collected


@pytest.fixture
def truth(collect: Collect, server: ReplayServer, tmp_path: Path) -> Collect:
    """Collects the same survey whole, where nothing was collected before."""

    def swept(survey_id: int = 202601, **more: Any) -> Manifest:
        declaration = LimeSurveySource(
            kind="limesurvey",
            url=server.url,
            username=server.username,
            password_env="NERGENS",
            surveys=(SurveyWave(id=survey_id, wave=1),),
            **more,
        )
        return collect_limesurvey(
            declaration,
            source_id="raad",
            key=b"sleutel",
            password=server.password,
            landing=LandingStore(tmp_path / "elders"),
            patience=QUICK,
        )

    return swept


def exports(server: ReplayServer) -> int:
    """Count the exports since the last time this was asked."""
    count = server.count("export_responses")
    server.calls.clear()
    return count


def edit(server: ReplayServer, number: int, **answers: str) -> None:
    for row in server.surveys[202601].rows:
        if row["id"] == number:
            row.update(answers)


def change_a_little(server: ReplayServer) -> None:
    """Edit two responses, delete two, add one."""
    rows = server.surveys[202601].rows
    edit(server, 40, KNELPUNT="anders", datestamp="2026-10-01 10:00:00")
    edit(server, 41, submitdate="2026-10-01 10:00:00")
    rows[:] = [row for row in rows if row["id"] not in (7, 200)]
    rows.append(rows[-1] | {"id": rows[-1]["id"] + 3, "token": "TOKNIEUW"})


def test_changes_are_found_with_fewer_requests(
    server: ReplayServer, collect: Collect, truth: Collect
) -> None:
    collect()
    assert exports(server) == 1 + 17, "a list of ids and windows of 20"
    change_a_little(server)
    found = collect()
    assert exports(server) == 1 + 2
    assert substance(found) == substance(truth())
    assert found.expectations[0].expected_count == 321


def test_nothing_changed_costs_two_requests(
    server: ReplayServer, collect: Collect, landing: LandingStore
) -> None:
    first = collect()
    exports(server)
    again = collect()
    assert exports(server) == 2
    assert substance(again) == substance(first)
    kept = landing.read_manifest("raad")
    assert kept is not None
    assert kept.retrieved_at == first.retrieved_at
    assert kept.sweeps[0].runs_since == 1


def test_a_silent_edit_is_found_by_the_next_sweep(
    server: ReplayServer, collect: Collect, truth: Collect
) -> None:
    first = collect(sweep_every=3)
    edit(server, 40, KNELPUNT="stil gewijzigd")
    for _ in range(2):
        assert substance(collect(sweep_every=3)) == substance(first)
    last = collect(sweep_every=3)
    assert substance(last) == substance(truth())
    assert substance(last) != substance(first)
    assert last.sweeps[0].runs_since == 0


def test_every_first_run_sweeps(server: ReplayServer, collect: Collect) -> None:
    for _ in range(3):
        collect(sweep_every=1)
        assert exports(server) == 18


@pytest.mark.parametrize(
    "other", [{"code_version": "2"}, {"panel": "ander"}, {"timezone": "UTC"}]
)
def test_other_terms_sweep(
    server: ReplayServer, collect: Collect, other: dict[str, str]
) -> None:
    collect()
    exports(server)
    collect(**other)
    assert exports(server) == 18
    collect(**other)
    assert exports(server) == 2


def test_another_questionnaire_sweeps(server: ReplayServer, collect: Collect) -> None:
    collect()
    exports(server)
    properties = server.surveys[202601].recorded("get_language_properties", None, "nl")
    properties["surveyls_title"] = "Een andere titel"
    assert collect().sweeps[0].runs_since == 0
    assert exports(server) == 18


def test_a_survey_without_times_is_always_swept(
    server: ReplayServer, collect: Collect, truth: Collect
) -> None:
    collect(202605)
    server.surveys[202605].rows[0]["ORGNAAM"] = "gewijzigd"
    found = collect(202605)
    assert substance(found) == substance(truth(202605))
    assert found.sweeps[0].runs_since == 0


def test_a_column_that_went_shows_though_nothing_changed(
    server: ReplayServer, collect: Collect
) -> None:
    collect()
    for row in server.surveys[202601].rows:
        del row["KNELPUNT"]
    with pytest.raises(SourceIncomplete, match="KNELPUNT"):
        collect()


@pytest.mark.parametrize("mode", ["sweep", "manifest"])
@pytest.mark.parametrize("after", [0, 1, 2])
def test_lost_rows_are_refused_and_the_manifest_stays(
    server: ReplayServer, collect: Collect, landing: LandingStore, mode: str, after: int
) -> None:
    collect(mode=mode)
    before = landing.read_manifest("raad")
    for number in range(30, 50):
        edit(server, number, datestamp="2026-10-01 10:00:00")
    fault = Fault(
        kind=Kind.LOST_ROWS,
        method="export_responses",
        after=after,
        times=1,
        wider_than=5,
    )
    server.faults.append(fault)
    if mode == "manifest" and after == 2:
        collect(mode=mode)
        assert fault.struck == 0, "there was no third wide request"
        return
    with pytest.raises(SourceIncomplete, match=r"did not come|came through"):
        collect(mode=mode)
    assert landing.read_manifest("raad") == before


@pytest.mark.parametrize("mode", ["sweep", "manifest"])
def test_deactivated_while_being_collected_is_refused(
    server: ReplayServer, collect: Collect, landing: LandingStore, mode: str
) -> None:
    collect(mode=mode)
    before = landing.read_manifest("raad")
    for number in range(1, 300):
        edit(server, number, datestamp="2026-10-01 10:00:00")
    survey = server.surveys[202601]
    answer = server.answer

    def deactivate_at_the_third(method: str, params: list[Any]) -> Any:
        if server.count("export_responses") - exported == 3:
            survey.deactivate()
        return answer(method, params)

    exported = server.count("export_responses")
    server.answer = deactivate_at_the_third  # type: ignore[method-assign]
    with pytest.raises(SourceIncomplete, match="deactivated while"):
        collect(mode=mode)
    assert landing.read_manifest("raad") == before


def test_a_lost_row_is_not_made_up_for_by_a_new_one(
    server: ReplayServer, collect: Collect
) -> None:
    """As many rows as expected is not enough: they must be those that exist."""
    rows = server.surveys[202601].rows
    held = len(rows)

    def lose_and_gain() -> None:
        rows.append(rows[-1] | {"id": rows[-1]["id"] + 1})
        server.surveys[202601].summary_hook = lambda: None

    server.surveys[202601].summary_hook = lose_and_gain
    narrow = Fault(kind=Kind.LOST_ROWS, method="export_responses", after=17, times=1)
    server.faults.append(narrow)
    with pytest.raises(SourceIncomplete, match=f"of {held + 1} existing responses"):
        collect()
    assert narrow.struck == 1


def reset(server: ReplayServer, count: int, **more: str | None) -> None:
    """Empty the survey and let others answer, with ids from 1."""
    rows = server.surveys[202601].rows
    rows[:] = [
        row
        | {"id": number, "token": f"ANDER{number}", "startdate": "2026-11-01 09:00:00"}
        | more
        for number, row in enumerate(rows[50 : 50 + count], start=1)
    ]


@pytest.mark.parametrize("mode", ["sweep", "manifest"])
@pytest.mark.parametrize("count", [0, 1, 40, 272])
def test_reused_ids_are_no_edits(
    server: ReplayServer, collect: Collect, landing: LandingStore, mode: str, count: int
) -> None:
    collect(mode=mode)
    before = landing.read_manifest("raad")
    reset(server, count)
    with pytest.raises(SourceIncomplete, match="seems to have begun anew") as caught:
        collect(mode=mode)
    assert "activation" in caught.value.remedy
    assert landing.read_manifest("raad") == before


def test_a_declared_activation_begins_anew(
    server: ReplayServer, collect: Collect, landing: LandingStore
) -> None:
    collect()
    reset(server, 40, token=None)
    found = collect(activation=2)
    assert found.expectations[0].activation == 2
    assert sum(item.row_count for item in found.items) == 40
    assert landing.read_manifest("raad") == found
    collect(activation=2)


def test_ids_that_continue_after_all_went_need_a_word_too(
    server: ReplayServer, collect: Collect
) -> None:
    collect()
    for row in server.surveys[202601].rows:
        row["id"] += 1000
    with pytest.raises(SourceIncomplete, match="none of 322 earlier responses is left"):
        collect()


def test_a_deactivated_survey_is_not_an_empty_one(
    server: ReplayServer, collect: Collect, landing: LandingStore
) -> None:
    first = collect()
    server.surveys[202601].deactivate()
    with pytest.raises(SourceIncomplete, match="not active any more, and 322"):
        collect()
    kept = collect(closed=True)
    assert kept.items == first.items
    assert kept.expectations[0].status == "closed"
    assert collect(closed=True).items == first.items


def test_many_edits_and_deletions_are_no_new_activation(
    server: ReplayServer, collect: Collect, truth: Collect
) -> None:
    collect()
    rows = server.surveys[202601].rows
    rows[:] = rows[:9]
    for row in rows:
        row.update(KNELPUNT="anders", submitdate="2026-10-01 10:00:00")
    assert substance(collect()) == substance(truth())


def test_another_panel_is_no_new_activation(collect: Collect) -> None:
    collect()
    collect(panel="ander")


def test_without_begin_or_token_all_answers_must_differ(
    server: ReplayServer, collect: Collect
) -> None:
    rows = server.surveys[202605].rows
    rows[:] = [rows[0] | {"id": number} for number in range(1, 13)]
    collect(202605)
    for row in rows[1:]:
        row["ORGNAAM"] = "een ander"
    collect(202605)
    for row in rows:
        row["ORGNAAM"] = "nog een ander"
    with pytest.raises(FeitenbasisError, match="all responses are other ones"):
        collect(202605)


def landed_persons(manifest: Manifest, landing: LandingStore) -> list[str]:
    pages = [item for item in manifest.items if item.role is ItemRole.PAGE]
    return [
        row["respondent_id"]
        for page in pages
        for row in json.loads(landing.get(page.sha256))["rows"]
    ]


def test_an_anonymised_survey_of_a_panel_links_nobody_even_with_tokens(
    server: ReplayServer, collect: Collect, landing: LandingStore
) -> None:
    named = set(landed_persons(collect(202601, panel="raadpleging"), landing))
    tokens = [row["token"] for row in server.surveys[202601].rows if row["token"]]
    plain = server.surveys[202605].rows
    without = landed_persons(collect(202605, panel="raadpleging"), landing)
    for row, token in zip(plain, tokens, strict=False):
        row["token"] = token
    with_tokens = landed_persons(collect(202605, panel="raadpleging"), landing)
    assert without == with_tokens
    assert len(set(without)) == len(plain) == 2
    assert not named & set(without)
