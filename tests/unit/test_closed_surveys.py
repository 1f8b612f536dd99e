"""Surveys that are closed and collected are kept, and nobody is asked for them."""

from pathlib import Path

import pytest

from domain.declarations import LimeSurveySource, SurveyWave
from domain.errors import SettingsInvalid
from flows.doctor_server import server_verdicts
from sources.landing import LandingStore
from sources.limesurvey import asked_surveys, collect_limesurvey
from tests.doors.replay_limesurvey import ReplayServer
from tests.doors.survey_examples import needs_shared, recordings

pytestmark = [needs_shared, pytest.mark.allow_hosts(["127.0.0.1"])]


def declared(url: str, *surveys: SurveyWave) -> LimeSurveySource:
    return LimeSurveySource(
        kind="limesurvey",
        url=url,
        username="onderzoeker",
        password_env="NERGENS",
        surveys=surveys,
    )


def test_closed_surveys_need_no_server_and_no_password(tmp_path: Path) -> None:
    landing = LandingStore(tmp_path)
    place = {"source_id": "raad", "key": b"sleutel", "landing": landing}
    with ReplayServer(recordings()) as server:
        first = collect_limesurvey(
            declared(server.url, SurveyWave(id=202605, wave=1)),
            password=server.password,
            **place,
        )
    ended = SurveyWave(id=202605, wave=1, closed=True)
    closed = declared("http://127.0.0.1:9/weg", ended)
    kept = collect_limesurvey(closed, password="", earlier=first, **place)
    assert kept.items == first.items
    assert kept.expectations[0].status == "closed"
    (verdict,) = server_verdicts("raad", closed, earlier=kept)
    assert verdict.state == "ok"
    with pytest.raises(SettingsInvalid, match="NERGENS"):
        list(server_verdicts("raad", closed, earlier=None))
    other = SurveyWave(id=202601, wave=2, closed=True)
    half = declared("http://127.0.0.1:9/weg", ended, other)
    assert asked_surveys(half, kept) == (other,)
