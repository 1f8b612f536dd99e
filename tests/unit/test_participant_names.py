"""Names of participants leave what people wrote, and are kept nowhere themselves."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.declarations import LimeSurveyExportSource, LimeSurveySource, SurveyWave
from domain.errors import SourceIncomplete
from domain.landing import Manifest
from domain.texts import NAME_MARK
from sources.landed_rows import landed_rows
from sources.landing import LandingStore
from sources.limesurvey import collect_limesurvey
from sources.limesurvey_export import collect_limesurvey_export
from sources.participant_names import ParticipantNames
from tests.doors.replay_limesurvey import ReplayServer
from tests.doors.survey_examples import RECORDINGS, SHARED, needs_shared
from transforms.redaction import PersonalData

PEOPLE = (
    ("t1", "Fatima", "van den Berg"),
    ("t2", "René", "Dijk"),
    ("t3", "Jan-Willem", "'t Hart"),
)


def known() -> ParticipantNames:
    """Return the names of three people."""
    names = ParticipantNames()
    for token, first, last in PEOPLE:
        names.add(token=token, first=first, last=last)
    return names


CASES = [
    ("Groet, Fatima van den Berg.", "", "Groet, [naam]."),
    ("fatima VAN DEN BERG belt", "", "[naam] belt"),
    ("Vraag het rene dijk", "", "Vraag het [naam]"),
    ("Vraag het Rene\u0301 Dijk!", "", "Vraag het [naam]!"),
    ("jan-willem ’t hart", "", "[naam]"),
    ("De dijk moet hoger, zegt de heer Dijk", "", None),
    ("De dijk moet hoger, zegt René", "", None),
    ("Groet, René", "t2", "Groet, [naam]"),
    ("Groet, Berg", "t1", "Groet, [naam]"),
    ("Van den Berg", "t1", "[naam]"),
    ("Boven op de berg", "t1", None),
    ("Groet, Fatima", "t2", None),
    ("Fatimah van den Bergh", "", None),
    ("", "", None),
]


@pytest.mark.parametrize(("text", "token", "shown"), CASES)
def test_a_name_is_replaced_where_it_is_one(
    text: str, token: str, shown: str | None
) -> None:
    assert known().without_names(text, token=token) == (
        text if shown is None else shown
    )


def test_the_mark_is_that_of_all_redaction() -> None:
    assert f"[{PersonalData.NAME}]" == NAME_MARK


@given(st.text(), st.text(), st.sampled_from(PEOPLE))
def test_a_full_name_between_other_words_always_goes(
    before: str, after: str, person: tuple[str, str, str]
) -> None:
    _, first, last = person
    shown = known().without_names(f"{before} {first} {last} {after}")
    assert f"{first} {last}" not in shown


@given(st.text())
def test_text_without_names_stays_as_it_is(text: str) -> None:
    assert ParticipantNames().without_names(text, token="t1") == text


def test_names_have_no_text_form() -> None:
    assert repr(known()) == "ParticipantNames(3)"


# Doors


@pytest.fixture
def server() -> Iterator[ReplayServer]:
    """Return a server whose participants sign and are spoken of."""
    with ReplayServer([RECORDINGS / "202601.json.gz"]) as replay:
        replay.participants = [
            {
                "tid": number,
                "token": token,
                "participant_info": {
                    "firstname": first,
                    "lastname": last,
                    "email": "geheim@example.org",
                },
            }
            for number, (token, first, last) in enumerate(PEOPLE * 500, start=3)
        ]
        for row in replay.surveys[202601].rows:
            row["token"] = "t2"
            row["KNELPUNT"] = "Fatima van den Berg en René zijn het eens over de dijk"
            row["BIJLAGE"] = '[{"name": "Fatima van den Berg.pdf"}]'
        yield replay


def collect(server: ReplayServer, folder: Path) -> Manifest:
    """Collect survey 202601 without names."""
    declaration = LimeSurveySource(
        kind="limesurvey",
        url=server.url,
        username=server.username,
        password_env="GEHEIM",
        surveys=(SurveyWave(id=202601, wave=1),),
        redact_participant_names=True,
    )
    return collect_limesurvey(
        declaration,
        source_id="raadpleging",
        password=server.password,
        key=b"sleutel",
        landing=LandingStore(folder),
    )


@needs_shared
@pytest.mark.allow_hosts(["127.0.0.1"])
def test_no_name_reaches_the_landing(server: ReplayServer, tmp_path: Path) -> None:
    manifest = collect(server, tmp_path)
    texts = {
        row["answers"]["KNELPUNT"]
        for row in landed_rows(LandingStore(tmp_path), manifest.items)
    }
    assert texts == {"[naam] en [naam] zijn het eens over de dijk"}
    kept = b"".join(p.read_bytes() for p in tmp_path.rglob("*") if p.is_file())
    assert b"Fatima" not in kept and b"geheim@" not in kept
    assert server.count("list_participants") == 3


@needs_shared
@pytest.mark.allow_hosts(["127.0.0.1"])
def test_an_account_without_the_right_is_refused(
    server: ReplayServer, tmp_path: Path
) -> None:
    server.denied.add("list_participants")
    with pytest.raises(SourceIncomplete):
        collect(server, tmp_path)


@needs_shared
@pytest.mark.allow_hosts(["127.0.0.1"])
def test_names_of_an_unknown_form_are_refused(
    server: ReplayServer, tmp_path: Path
) -> None:
    server.participants = [{"tid": 1, "participant_info": "Fatima"}]
    with pytest.raises(SourceIncomplete, match="form") as refused:
        collect(server, tmp_path)
    assert "Fatima" not in str(refused.value)


@needs_shared
@pytest.mark.parametrize("has_names", [True, False])
def test_an_export_by_hand(tmp_path: Path, has_names: bool) -> None:
    definition = SHARED / "limesurvey" / "survey_202601.lss"
    (tmp_path / "s.lss").write_bytes(definition.read_bytes())
    with ReplayServer([RECORDINGS / "202601.json.gz"]) as server:
        rows = server.surveys[202601].rows
    for row in rows:
        row["KNELPUNT"] = "Groet, Fatima"
        if has_names:
            row |= {"firstname": "Fatima", "lastname": "Berg", "token": "t1"}
    (tmp_path / "s.json").write_text(json.dumps({"responses": rows}), "utf-8")
    landing = LandingStore(tmp_path / "landing")

    def collected() -> Manifest:
        return collect_limesurvey_export(
            LimeSurveyExportSource(
                kind="limesurvey-export",
                structure="s.lss",
                responses="s.json",
                wave=1,
                redact_participant_names=True,
            ),
            source_id="export",
            root=tmp_path,
            key=b"sleutel",
            landing=landing,
        )

    if not has_names:
        with pytest.raises(SourceIncomplete, match="firstname and lastname"):
            collected()
        return
    texts = {r["answers"]["KNELPUNT"] for r in landed_rows(landing, collected().items)}
    assert texts == {"Groet, [naam]"}
