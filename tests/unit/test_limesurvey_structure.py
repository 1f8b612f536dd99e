"""The questionnaire is the same over the line, from a file, and in every version."""

from collections.abc import Iterator

import pytest

from domain.errors import SourceIncomplete
from domain.surveys import AnswerPart, ResponseColumn
from sources.limesurvey_columns import columns_from_fields, columns_from_questions
from sources.limesurvey_questions import Part, completed
from sources.limesurvey_session import LimeSurveySession
from sources.limesurvey_structure import fetch_structure
from tests.doors.replay_limesurvey import ReplayServer
from tests.doors.survey_examples import (
    SHARED,
    every_type,
    needs_shared,
    question,
    read_lss,
    recordings,
)

pytestmark = [needs_shared, pytest.mark.allow_hosts(["127.0.0.1"])]


@pytest.fixture(params=[False, True], ids=["version 6", "version 7"])
def server(request: pytest.FixtureRequest) -> Iterator[ReplayServer]:
    with ReplayServer(recordings(), is_version_7=request.param) as running:
        yield running


@pytest.fixture
def session(server: ReplayServer) -> Iterator[LimeSurveySession]:
    with LimeSurveySession(
        server.url, username=server.username, password=server.password
    ) as opened:
        yield opened


@pytest.mark.parametrize("survey_id", ["202601", "202602", "202605"])
def test_server_and_file_say_the_same(
    session: LimeSurveySession, survey_id: str
) -> None:
    path = SHARED / "limesurvey" / f"survey_{survey_id}.lss"
    assert fetch_structure(session, survey_id) == read_lss(path.read_bytes())


def test_headings_are_those_of_the_export(
    server: ReplayServer, session: LimeSurveySession
) -> None:
    headings = [each.heading for each in fetch_structure(session, "202601").columns]
    assert headings == list(server.surveys[202601].rows[0])[8:]


def test_what_is_known_of_a_survey(session: LimeSurveySession) -> None:
    anonymised = fetch_structure(session, "202605")
    assert (anonymised.is_anonymised, anonymised.has_datestamp) == (True, False)
    structure = fetch_structure(session, "202604")
    assert (structure.is_anonymised, structure.has_datestamp) == (False, True)
    assert structure.languages == ("nl", "en")
    by_code = {each.code: each for each in structure.questions}
    assert by_code["HERKOMST"].is_hidden
    assert not by_code["STKTYPE"].is_hidden
    assert by_code["STKTYPE"].has_other
    assert [each.code for each in by_code["DUAL"].options] == ["B1", "B2", "H1", "H2"]
    assert [each.scale for each in by_code["DUAL"].options] == [1, 1, 2, 2]
    assert [each.scale for each in by_code["TABEL"].subquestions] == [0, 0, 1, 1]
    first = by_code["STELL"].options[0]
    assert first.labels == {"nl": "Helemaal oneens", "en": "Strongly disagree"}


def test_a_careful_account_reads_all_but_the_titles(
    server: ReplayServer, session: LimeSurveySession
) -> None:
    server.denied.add("get_language_properties")
    structure = fetch_structure(session, "202601")
    assert structure.titles == {
        "nl": "Stakeholderraadpleging regionale opgaven – golf 1"
    }
    assert "survey text elements" in str(structure.warnings[0])


def test_an_unknown_survey_is_refused(session: LimeSurveySession) -> None:
    with pytest.raises(SourceIncomplete, match="does not exist"):
        fetch_structure(session, "999999")


@pytest.mark.parametrize(
    ("field", "heading", "sub", "part"),
    [
        ({"type": "M", "aid": "other"}, "V[other]", "", AnswerPart.OTHER),
        ({"type": "M", "aid": "other", "sqid": 4}, "V[other]", "other", "value"),
        ({"type": "P", "aid": "M1comment"}, "V[M1comment]", "M1", AnswerPart.COMMENT),
        ({"type": "P", "aid": "M1comment", "sqid": 4}, "V[M1comment]", "M1comment", 0),
        ({"type": "P", "aid": "othercomment"}, "V[othercomment]", "", "other_comment"),
        ({"type": "|", "aid": ""}, "V", "", AnswerPart.FILES),
        ({"type": "|", "aid": "filecount"}, "V[filecount]", "", "file_count"),
        ({"type": "1", "aid": "W", "scale_id": "1"}, "V[W][2]", "W", AnswerPart.VALUE),
        ({"type": ";", "aid": "Y1_X1", "sqid": 4}, "V[Y1_X1]", "Y1_X1", "value"),
        ({"type": "R", "aid": 3}, "V[1]", "", AnswerPart.VALUE),
        ({"type": "L", "aid": "_Cother"}, "V[other]", "", AnswerPart.OTHER),
        ({"type": "O", "aid": "_Ccomment"}, "V[comment]", "", AnswerPart.COMMENT),
        ({"type": "Q", "aid": "_Cx", "sqid": 4}, "V[_Cx]", "_Cx", AnswerPart.VALUE),
        ({"type": "K", "aid": 3, "sqid": "8"}, "V[3]", "3", AnswerPart.VALUE),
        ({"type": "~", "aid": None}, "V", "", AnswerPart.VALUE),
    ],
)
def test_a_heading_follows_from_the_field_map(
    field: dict[str, object], heading: str, sub: str, part: object
) -> None:
    (column,) = columns_from_fields([{"title": "V", "qid": 1, **field}])
    assert (column.heading, column.subquestion_code) == (heading, sub)
    assert column.part == (part or AnswerPart.VALUE)


def test_every_type_gets_its_columns() -> None:
    headings = [each.heading for each in every_type().columns]
    assert (
        headings
        == (
            "S1 T1 U1 N1 D1 Y1 G1 X1 51 I1 EQ LIJST LIJST[other] DROP LC LC[comment] "
            "Q2[a] Q2[b] K2[a] K2[b] A2[a] A2[b] B2[a] B2[b] C2[a] C2[b] E2[a] E2[b] "
            "MEER[a] MEER[other1] MEER[other] MET[a] MET[acomment] MET[other] "
            "MET[othercomment] RIJ[a] RIJ[b] KOLOM[a] DUBBEL[a][1] DUBBEL[a][2] "
            "RANG[1] RANG[2] RANG[3] TABEL[Y1_X1] TABEL[Y1_X2] TABEL[Y2_X1] "
            "TABEL[Y2_X2] GETAL[Y1_X1] GETAL[Y1_X2] BESTAND BESTAND[filecount]"
        ).split()
    )


def test_a_ranking_may_ask_fewer_places() -> None:
    ranking = question("R", "R", options={0: ("x", "y", "z")})
    columns: list[ResponseColumn] = list(
        columns_from_questions([ranking], ranks={"R": 2})
    )
    assert [(each.heading, each.rank) for each in columns] == [("R[1]", 1), ("R[2]", 2)]


def test_what_version_7_ranks_are_options_too() -> None:
    parts = [
        Part(code=code, scale=0, order=order, texts={"nl": code})
        for order, code in ((2, "b"), (1, "a"))
    ]
    ranking = completed(question("R", "R"), subquestions=parts, options=[])
    assert [each.code for each in ranking.options] == ["a", "b"]
    assert ranking.subquestions == ()
