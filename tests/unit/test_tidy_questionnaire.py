"""Questions, texts and options say in plain words what was asked."""

import pytest

from domain.declarations import InitiativeRole, Roles
from domain.errors import SettingsInvalid, SourceIncomplete
from domain.surveys import SurveyStructure
from tests.doors.survey_examples import every_type, question, survey
from transforms.answer_options import answer_options_from_structure
from transforms.plain_text import plain_text_from_html
from transforms.question_names import question_id
from transforms.questionnaire import (
    question_texts_from_structure,
    questions_from_structure,
    role_codes_without_question,
)

ALL = every_type()


def roles_of(structure: SurveyStructure, roles: Roles) -> dict[str, str]:
    """Return the role of every row that has one."""
    frame = questions_from_structure(structure, wave=1, source_id="raad", roles=roles)
    named = frame[frame["role"] != ""]
    return dict(zip(named["question_id"], named["role"], strict=True))


def test_roles_reach_questions_and_the_parts_of_arrays() -> None:
    roles = Roles(
        stakeholder_group="LIJST",
        statement=("RIJ",),
        importance=("MEER", "RANG"),
        open=("T1", "Q2"),
        initiative=InitiativeRole(name="Q2_a"),
        region="WEG",
    )
    assert roles_of(ALL, roles) == {
        "7.LIJST": "stakeholder_group",
        "7.RIJ_a": "statement",
        "7.RIJ_b": "statement",
        "7.MEER_a": "importance",
        "7.MEER_other1": "importance",
        "7.RANG": "importance",
        "7.T1": "open",
        "7.Q2_a": "initiative_name",
        "7.Q2_b": "open",
    }
    assert role_codes_without_question(ALL, roles=roles) == ("WEG",)


RENAMED = survey(
    question("OUD", "T"),
    question("RIJTJE", "F", rows=("x", "y"), options={0: ("A",)}),
    question("NIEUW", "T"),
)


def test_a_renamed_question_is_followed_by_its_new_code() -> None:
    renamed = {"OUD": "KNELPUNT", "RIJTJE": "STELL", "RIJTJE_y": "STELL_SQ2"}
    roles = Roles(open=("KNELPUNT",), statement=("STELL",), region="NIEUW")
    frame = questions_from_structure(
        RENAMED, wave=1, source_id="r", roles=roles, renamed=renamed
    ).set_index("question_id")
    assert frame["followed_code"].to_dict() == {
        "7.OUD": "KNELPUNT",
        "7.RIJTJE": "STELL",
        "7.RIJTJE_x": "STELL_x",
        "7.RIJTJE_y": "STELL_SQ2",
        "7.NIEUW": "NIEUW",
    }
    assert frame["role"].to_dict() == {
        "7.OUD": "open",
        "7.RIJTJE": "",
        "7.RIJTJE_x": "statement",
        "7.RIJTJE_y": "statement",
        "7.NIEUW": "region",
    }
    assert frame.loc["7.OUD", "code"] == "OUD", "its own code stays"


def test_two_questions_followed_by_one_code_are_refused() -> None:
    with pytest.raises(SettingsInvalid, match=r"renamed.*NIEUW"):
        questions_from_structure(
            RENAMED, wave=1, source_id="r", roles=Roles(), renamed={"OUD": "NIEUW"}
        )


def test_two_questions_of_one_name_are_refused() -> None:
    structure = survey(question("A", "Q", rows=("b",)), question("A_b", "T"))
    with pytest.raises(SourceIncomplete, match=r"7\.A_b"):
        questions_from_structure(structure, wave=1, source_id="r", roles=Roles())


def test_texts_join_question_and_subquestion() -> None:
    frame = question_texts_from_structure(ALL).set_index(["question_id", "language"])
    assert frame.loc[("7.T1", "nl"), "text"] == "T1 nl"
    assert frame.loc[("7.RIJ_a", "en"), "text"] == "RIJ en – a en"
    assert frame.loc[("7.TABEL_Y1_X2", "nl"), "text"] == "TABEL nl – Y1 nl – X2 nl"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (
            "<p>De <b>stikstof</b>&nbsp;&amp; meer</p><script>alert(1)</script>",
            "De stikstof & meer",
        ),
        ("een<br/>twee<br>drie", "een twee drie"),
        ("a < b en c > d", "a < b en c > d"),
        ("{sum(A.NAOK,B.NAOK)}", "{sum(A.NAOK,B.NAOK)}"),
        ("<style>p{}</style> <ul><li>x</li><li>y</li></ul>", "x y"),
        ("geen opmaak", "geen opmaak"),
        ("Ik lees <head> van het plan", "Ik lees van het plan"),
        ("<html><head><title>T</title><body>Wel te zien", "Wel te zien"),
        ("a <head><title>T</head> b <p>c</p>", "a b c"),
        ("a </title> b", "a b"),
        ("", ""),
    ],
)
def test_markup_becomes_plain_text(html: str, text: str) -> None:
    assert plain_text_from_html(html) == text


@pytest.mark.parametrize("kind", ["M", "P"])
def test_other_beside_boxes_is_an_option_of_the_question(kind: str) -> None:
    found = [
        answer_options_from_structure(
            survey(question("MC", kind, rows=("a",), has_other=has_other))
        )
        for has_other in (False, True)
    ]
    names = ["question_id", "code", "language", "label"]
    before, after = ({*each[names].itertuples(index=False)} for each in found)
    assert sorted(map(tuple, after - before)) == [
        ("7.MC", "-oth-", "en", "Other"),
        ("7.MC", "-oth-", "nl", "Overig"),
    ]
    assert before < after


def test_every_answer_has_its_question_and_option() -> None:
    answered = {
        question_id(ALL.survey_id, each) for each in ALL.columns if each.type != "X"
    }
    asked = questions_from_structure(ALL, wave=1, source_id="raad", roles=Roles())
    assert answered <= set(asked["question_id"])
    options = answer_options_from_structure(ALL)
    assert set(options["question_id"]) <= answered
    assert not options.duplicated(["question_id", "scale", "code", "language"]).any()
