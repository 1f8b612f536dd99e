"""A code that no survey asks is told, whether it has a role or another name."""

from datetime import datetime
from typing import Any

import pytest

from domain.declarations import (
    LimeSurveyExportSource,
    LimeSurveySource,
    PolisSource,
    ProposalsSource,
    SurveySource,
)
from domain.surveys import SurveyStructure
from flows.declared_codes import code_remarks
from flows.landed_surveys import LandedSurvey
from tests.doors.survey_examples import question, survey

ASKED = survey(question("T1", "T"), question("RIJ", "Q", rows=("a", "b")))
NEXT = survey(question("T2", "T"), question("RIJ", "Q", rows=("a", "b")))


def export(**keys: Any) -> LimeSurveyExportSource:
    table = {"kind": "limesurvey-export", "structure": "s.lss", "wave": 1, **keys}
    return LimeSurveyExportSource.model_validate(table)


def server(*renamed: dict[str, str], **keys: Any) -> LimeSurveySource:
    """Two waves on a server, each with its own renamed questions."""
    surveys = [
        {"id": number, "wave": number, "renamed": each}
        for number, each in enumerate(renamed, start=1)
    ]
    table = {"kind": "limesurvey", "url": "https://x.example", "username": "x"}
    return LimeSurveySource.model_validate(
        {**table, "password_env": "X", "surveys": surveys, **keys}
    )


def landed(
    declaration: SurveySource, structure: SurveyStructure = ASKED, survey_id: str = "7"
) -> LandedSurvey:
    return LandedSurvey(
        source_id="bron",
        declaration=declaration,
        structure=SurveyStructure(
            survey_id=survey_id,
            languages=structure.languages,
            titles=structure.titles,
            is_anonymised=False,
            has_datestamp=True,
            questions=structure.questions,
            columns=structure.columns,
        ),
        structure_sha256="",
        wave=1,
        pages=(),
        expected_count=0,
        status="active",
        activation=1,
        retrieved_at=datetime.fromisoformat("2026-11-27"),
    )


def told(*surveys: LandedSurvey) -> set[str]:
    return {str(each) for each in code_remarks(surveys).get("bron", ())}


@pytest.mark.parametrize(
    ("renamed", "strange"),
    [
        ({"T1": "NIEUW"}, ""),
        ({"RIJ_a": "RIJ_c"}, ""),
        ({"TT1": "NIEUW"}, "TT1"),
        ({"RIJ_x": "RIJ_y", "T1": "Z"}, "RIJ_x"),
    ],
)
def test_a_misspelt_code_in_renamed_is_told(
    renamed: dict[str, str], strange: str
) -> None:
    found = told(landed(export(renamed=renamed)))
    expected = f"survey 7: `renamed` names questions that are not asked: {strange}"
    assert found == ({expected} if strange else set())


def test_a_code_of_one_wave_is_known_to_its_source() -> None:
    declaration = server({}, {}, renamed={"T1": "T2", "WEG": "ANDERS"})
    found = told(landed(declaration, ASKED, "1"), landed(declaration, NEXT, "2"))
    assert found == {
        "survey 1, 2: `renamed` names questions that are not asked: WEG",
    }


def test_a_code_of_one_survey_must_be_of_that_survey() -> None:
    declaration = server({"T1": "T2"}, {"T1": "T2"})
    found = told(landed(declaration, ASKED, "1"), landed(declaration, NEXT, "2"))
    assert found == {"survey 2: `renamed` names questions that are not asked: T1"}


def test_a_role_of_a_new_code_is_asked_under_the_old_one() -> None:
    roles = {"open": ["NIEUW", "WEG"]}
    found = told(landed(export(renamed={"T1": "NIEUW"}, roles=roles)))
    assert found == {"survey 7: [roles] names questions that are not asked: WEG"}


def test_roles_that_come_with_the_kind_are_not_told() -> None:
    table = {"kind": "proposals", "path": "v.csv", "wave": 1}
    assert told(landed(ProposalsSource.model_validate(table))) == set()
    table = {"kind": "polis", "comments": "c.csv", "votes": "v.csv", "wave": 1}
    assert told(landed(PolisSource.model_validate(table))) == set()
