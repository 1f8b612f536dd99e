"""An invented survey is the same from a server and from a saved definition."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.errors import SourceIncomplete
from domain.surveys import SurveyStructure
from sources.limesurvey_session import LimeSurveySession
from sources.limesurvey_structure import fetch_structure
from sources.survey_definition import read_definition
from tests.doors.definition_writer import as_definition
from tests.doors.invented_survey import InventedSurvey
from tests.doors.replay_limesurvey import ReplayServer
from tests.doors.survey_examples import every_type, question, survey
from tests.doors.survey_shapes import structures

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
LANGUAGES = ("nl", "en", "fy")


def in_three_languages(structure: SurveyStructure) -> SurveyStructure:
    """Return the questionnaire in Frisian too."""

    def more(texts: dict[str, str]) -> dict[str, str]:
        return {**texts, "fy": f"{texts['nl']} fy"}

    questions = tuple(
        replace(
            each,
            texts=more(each.texts),
            subquestions=tuple(
                replace(part, texts=more(part.texts)) for part in each.subquestions
            ),
            options=tuple(
                replace(part, labels=more(part.labels)) for part in each.options
            ),
        )
        for each in structure.questions
    )
    titles = more(structure.titles)
    return replace(structure, languages=LANGUAGES, titles=titles, questions=questions)


@pytest.fixture(scope="module")
def server() -> Iterator[ReplayServer]:
    with ReplayServer([]) as running:
        yield running


@pytest.fixture(scope="module")
def session(server: ReplayServer) -> Iterator[LimeSurveySession]:
    with LimeSurveySession(
        server.url, username=server.username, password=server.password
    ) as opened:
        yield opened


def served(
    server: ReplayServer, session: LimeSurveySession, structure: SurveyStructure
) -> SurveyStructure:
    server.surveys = {7: InventedSurvey(structure, [])}
    return fetch_structure(session, "7")


def of_file(structure: SurveyStructure) -> SurveyStructure:
    ids = InventedSurvey(structure, []).ids
    return read_definition(as_definition(structure, ids), where="s.lss").structure


def codes(*count: str) -> dict[int, tuple[str, ...]]:
    return {0: count}


NUMBERED = ("0", "1", "2")
HOSTILE: dict[str, Any] = {
    "codes that count from 0": question("V", "L", options=codes(*NUMBERED)),
    "one code, 0": question("V", "!", options=codes("0")),
    "codes that count from 0, in rows": question(
        "V", "F", rows=NUMBERED, options=codes(*map(str, range(11)))
    ),
    "codes that count from 0, by column": question(
        "V", "H", rows=("a",), options=codes(*NUMBERED)
    ),
    "codes that count from 1": question("V", "L", options=codes("1", "2", "3")),
    "codes that count down": question("V", "O", options=codes("2", "1", "0")),
    "codes with noughts": question("V", "L", options=codes("00", "01")),
    "two scales that count": question(
        "V", "1", rows=("a",), options={1: NUMBERED, 2: NUMBERED}
    ),
    "two scales, one counts": question(
        "V", "1", rows=("0", "1"), options={1: ("A", "0"), 2: ("0", "1")}
    ),
    "only the second scale": question("V", "1", rows=("a",), options={2: ("0",)}),
    "ranks that count": question("V", "R", options=codes(*NUMBERED)),
    "an option called answer": question("V", "L", options=codes("answer", "order")),
    "rows called as parts": question(
        "V", "P", rows=("comment", "1", "11"), has_other=True
    ),
    "cells that look alike": question("V", ":", rows=("1", "11"), across=("1", "11")),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_codes_are_the_same_through_both_doors(
    server: ReplayServer, session: LimeSurveySession, name: str
) -> None:
    structure = in_three_languages(survey(HOSTILE[name], question("T", "T")))
    assert of_file(structure) == structure
    assert served(server, session, structure) == structure


@pytest.mark.parametrize(
    ("said", "is_hidden"),
    [("1", True), (1, True), (True, True), ("0", False), (0, False), (None, False)],
)
def test_a_hidden_question_is_known_however_it_is_said(
    server: ReplayServer,
    session: LimeSurveySession,
    monkeypatch: pytest.MonkeyPatch,
    *,
    said: object,
    is_hidden: bool,
) -> None:
    invented = InventedSurvey(in_three_languages(survey(question("V", "S"))), [])
    other = {**invented.question(11, None), "attributes": {"hidden": said}}
    monkeypatch.setattr(invented, "question", lambda *_: other)
    server.surveys = {7: invented}
    (found,) = fetch_structure(session, "7").questions
    assert found.is_hidden is is_hidden


def test_every_type_is_the_same_through_both_doors(
    server: ReplayServer, session: LimeSurveySession
) -> None:
    structure = in_three_languages(every_type())
    assert of_file(structure) == structure
    assert served(server, session, structure) == structure


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.function_scoped_fixture,
    ],
)
@given(st.data())
def test_any_survey_is_the_same_through_both_doors(
    server: ReplayServer, session: LimeSurveySession, data: st.DataObject
) -> None:
    structure = in_three_languages(data.draw(structures()))
    assert of_file(structure) == structure
    assert served(server, session, structure) == structure


def test_options_of_an_unknown_form_are_refused_not_lost(
    server: ReplayServer, session: LimeSurveySession, monkeypatch: pytest.MonkeyPatch
) -> None:
    structure = in_three_languages(survey(question("V", "L", options=codes("A"))))
    invented = InventedSurvey(structure, [])
    whole = invented.question(11, None)
    assert "A" in whole["answeroptions"]
    for strange in ({"A": {"text": "x"}}, {"A": "x"}, [{"A": 1}], ["x"]):
        other = {**whole, "answeroptions": strange}
        monkeypatch.setattr(invented, "question", lambda *_, other=other: other)
        server.surveys = {7: invented}
        with pytest.raises(SourceIncomplete, match="does not know"):
            fetch_structure(session, "7")
