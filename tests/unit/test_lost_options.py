"""Options that a server leaves out are refused; options that were removed pass."""

from pathlib import Path
from typing import Any

import pytest

from domain.declarations import LimeSurveySource, SurveyWave
from domain.errors import SourceIncomplete
from domain.landing import Manifest, SurveyExpectation
from domain.surveys import Question, SurveyStructure
from sources.landing import LandingStore
from sources.limesurvey import collect_limesurvey
from sources.lost_options import refuse_lost_options
from sources.respondent_door import landed_pages
from sources.survey_shelf import SurveyShelf
from tests.doors.invented_survey import InventedSurvey
from tests.doors.replay_limesurvey import ReplayServer
from tests.doors.survey_examples import question, survey

ROWS: list[dict[str, str | None]] = [
    {"KEUZE": "A1", "DUB[a][1]": "0", "DUB[a][2]": "1", "RANG[1]": "x", "T": "A9"},
    {"KEUZE": "A2", "DUB[a][1]": None, "DUB[a][2]": "", "RANG[1]": "y", "T": ""},
    {"KEUZE": "-oth-", "DUB[a][1]": "1", "DUB[a][2]": "1", "RANG[1]": "", "T": None},
]


def asked(
    *options: str, dual: tuple[str, ...] = ("0", "1"), kind: str = "L"
) -> SurveyStructure:
    choice = question("KEUZE", kind, options={0: options}, has_other=True)
    scales = {1: ("0", "1"), 2: dual}
    return survey(
        choice,
        question("DUB", "1", rows=("a",), options=scales),
        question("RANG", "R", options={0: ("x", "y")}),
        question("T", "T"),
    )


def landed(
    landing: LandingStore, structure: SurveyStructure, *, activation: int = 1
) -> Manifest:
    shelf = SurveyShelf(landing, structure=structure, wave=1)
    shelf.put_structure()
    empty = dict.fromkeys(column.heading for column in structure.columns)
    rows: list[dict[str, Any]] = [
        {"id": number, "submitdate": "2026-09-01 09:00:00", **empty}
        | {name: given for name, given in row.items() if name in empty}
        for number, row in enumerate(ROWS, start=1)
    ]
    shelf.put_pages(landed_pages(rows, structure=structure, key=b"k", panel="p"))
    expectation = SurveyExpectation(
        survey_id="7", wave=1, expected_count=3, activation=activation
    )
    return Manifest(
        source_id="raad",
        kind="limesurvey",
        retrieved_at="2026-09-01T08:00:00+00:00",
        items=shelf.items_in_order,
        expectations=(expectation,),
    )


@pytest.fixture
def landing(tmp_path: Path) -> LandingStore:
    return LandingStore(tmp_path)


def refuse(
    landing: LandingStore,
    before: SurveyStructure | None,
    after: SurveyStructure,
    removed: dict[str, tuple[str, ...]] | None = None,
    *,
    activation: int = 1,
) -> None:
    refuse_lost_options(
        landed(landing, before) if before else None,
        landed(landing, after, activation=activation),
        landing=landing,
        removed={"7": removed or {}},
    )


WHOLE = asked("A1", "A2", "A3")


@pytest.mark.parametrize(
    ("after", "named"),
    [
        (asked("A1", "A3"), "KEUZE: A2"),
        (asked(), "KEUZE: A1, A2"),
        (asked("A1", "A2", "A3", dual=("0",)), "DUB: 1"),
        (asked("A1", "A2", "A3", dual=()), "DUB: 1"),
    ],
)
def test_options_that_answers_hold_may_not_vanish(
    landing: LandingStore, after: SurveyStructure, named: str
) -> None:
    with pytest.raises(SourceIncomplete) as caught:
        refuse(landing, WHOLE, after)
    error = caught.value
    assert error.exit_code == 12
    assert "survey 7" in error.what
    assert error.what.endswith(named)
    assert "removed_options = {" in error.remedy


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (WHOLE, WHOLE),
        (WHOLE, asked("A1", "A2")),
        (asked("A1"), asked("A1")),
        (None, asked("A1")),
        (asked("A1"), asked("A1", "A2")),
        (WHOLE, asked(kind="S")),
    ],
)
def test_what_nobody_answered_or_never_was_an_option_passes(
    landing: LandingStore, before: SurveyStructure | None, after: SurveyStructure
) -> None:
    refuse(landing, before, after)


def test_a_first_collection_without_any_options_is_refused(
    landing: LandingStore,
) -> None:
    with pytest.raises(SourceIncomplete, match="KEUZE: A1, A2"):
        refuse(landing, None, asked())


def test_a_declared_code_passes_and_no_other(landing: LandingStore) -> None:
    refuse(landing, WHOLE, asked("A1", "A3"), {"KEUZE": ("A2",)})
    refuse(landing, WHOLE, asked(), {"KEUZE": ("A1", "A2")})
    with pytest.raises(SourceIncomplete, match="KEUZE: A1") as caught:
        refuse(landing, WHOLE, asked(), {"KEUZE": ("A2",), "X": ("1",)})
    words = 'removed_options = { KEUZE = ["A2", "A1"], X = ["1"] }'
    assert words in caught.value.remedy


def test_another_activation_is_another_survey(landing: LandingStore) -> None:
    refuse(landing, WHOLE, asked("A1"), activation=2)


class _Forgetful(InventedSurvey):
    """A server that leaves out options in some languages, after the first ``left``."""

    gone: tuple[str, ...] = ()
    left = 0

    def _settings(self, question: Question, language: str | None) -> dict[str, Any]:
        found = super()._settings(question, language)
        if question.code != "KEUZE" or language not in self.gone:
            return found
        kept = dict(list(found["answeroptions"].items())[: self.left])
        return {**found, "answeroptions": kept or "No available answer options"}


@pytest.mark.allow_hosts(["127.0.0.1"])
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("left", [0, 1])
def test_every_language_lists_the_same_options(
    landing: LandingStore, language: str, left: int
) -> None:
    served = _Forgetful(WHOLE, [])
    served.gone, served.left = (language,), left
    with ReplayServer([]) as server:
        server.surveys = {7: served}
        declaration = LimeSurveySource(
            kind="limesurvey",
            url=server.url,
            username=server.username,
            password_env="NERGENS",
            surveys=(SurveyWave(id=7, wave=1),),
        )
        with pytest.raises(SourceIncomplete, match="question KEUZE") as caught:
            collect_limesurvey(
                declaration,
                source_id="raad",
                password=server.password,
                key=b"sleutel",
                landing=landing,
            )
    assert f"language {language}" in caught.value.what
