"""Definitions of every version of LimeSurvey are read, and anything else refused."""

from dataclasses import replace

import pytest

from domain.declarations import Roles
from domain.errors import SourceIncomplete
from domain.surveys import SurveyStructure
from sources.limesurvey_columns import columns_from_fields
from sources.lss import definition_from
from sources.lss_tables import read_tables
from tests.doors.definition_writer import as_definition
from tests.doors.field_maps import field_map, invented_ids
from tests.doors.survey_examples import SHARED, needs_shared, question, read_lss, survey
from transforms.answer_columns import columns_from_structure
from transforms.answer_options import answer_options_from_structure
from transforms.questionnaire import questions_from_structure

KNOWN = [
    ("ls205_sample_survey_english.lss", 114, 512),
    ("ls205_randomization_group_test.lss", 15, 19),
    ("ls2_comma_as_radix_separator.lss", 10, 42),
    ("limesurvey_survey_9.lss", 3, 3),
    ("a_rather_interesting_questionnaire_for_testing.lss", 3, 4),
    ("limesurvey_survey_demo.lss", 4, 11),
    ("limesurvey_survey_432535.lss", 2, 2),
    ("ls5_sample_survey_multilingual_fr_de_en_it.lss", 66, 215),
    ("colors.lss", 4, 14),
    ("survey-one-question-two-languages.lss", 1, 1),
    ("survey.lss", 4, 5),
]


def read(name: str) -> SurveyStructure:
    """Return one of the shared definitions."""
    return read_lss((SHARED / "data" / "limesurvey" / name).read_bytes())


@needs_shared
@pytest.mark.parametrize(("name", "questions", "columns"), KNOWN)
def test_real_definitions_are_read(name: str, questions: int, columns: int) -> None:
    structure = read(name)
    assert (len(structure.questions), len(structure.columns)) == (questions, columns)
    assert structure.warnings == ()
    assert structure.survey_id.isdigit()
    assert structure.titles[structure.languages[0]]
    headings = [each.heading for each in structure.columns]
    assert len(set(headings)) == len(headings)
    for asked_one in structure.questions:
        assert set(asked_one.texts) == set(structure.languages)
        for option in asked_one.options:
            assert option.labels


@needs_shared
def test_older_files_repeat_rows_per_language() -> None:
    structure = read("ls205_randomization_group_test.lss")
    assert structure.languages == ("en", "fr")
    assert structure.is_anonymised
    assert all(len(each.texts) == 2 for each in structure.questions)


@needs_shared
def test_newer_files_have_tables_of_texts() -> None:
    structure = read("ls5_sample_survey_multilingual_fr_de_en_it.lss")
    assert structure.languages == ("en", "fr", "it", "de-informal")


@needs_shared
def test_two_questions_of_one_code_are_told_apart() -> None:
    structure = read("ls191_sample_survey_multilingual.lss")
    assert len(structure.questions) == 54
    codes = [each.code for each in structure.questions]
    assert len(set(codes)) == 54
    assert [code for code in codes if "." in code] == ["Q.2", "Q1.2", "H.2", "M2.2"]
    assert "two questions have the code Q;" in str(structure.warnings[0])


@needs_shared
@pytest.mark.parametrize(
    ("name", "words"),
    [("free_text.lsq", "holds one question"), ("group.lsg", "one group of questions")],
)
def test_a_part_of_a_survey_says_what_it_is(name: str, words: str) -> None:
    with pytest.raises(SourceIncomplete, match=words) as caught:
        read(name)
    assert "Survey structure (.lss)" in caught.value.remedy


def definition(question: str = "", *, start: str = "", end: str = "") -> bytes:
    """Return a small definition with one question in it."""
    return f"""{start}<document><LimeSurveyDocType>Survey</LimeSurveyDocType>
    <surveys><rows><row><sid>7</sid><language>nl</language></row></rows></surveys>
    <groups><rows><row><gid>1</gid><group_name>G</group_name><language>nl</language>
    <group_order>1</group_order></row></rows></groups>
    <questions><rows>{question}</rows></questions>{end}</document>""".encode()


def asked(kind: str) -> str:
    """Return the row of question V."""
    return (
        f"<row><qid>5</qid><parent_qid>0</parent_qid><gid>1</gid><type>{kind}</type>"
        "<title>V</title><question>Vraag?</question><language>nl</language></row>"
    )


def test_a_question_without_code_is_refused() -> None:
    row = asked("S").replace("<title>V</title>", "")
    with pytest.raises(SourceIncomplete, match="missing: 'title'"):
        read_lss(definition(row))


def test_an_unknown_type_warns_and_keeps_its_column() -> None:
    structure = read_lss(definition(asked("~")))
    assert [each.heading for each in structure.columns] == ["V"]
    assert "question V has the unknown type ~" in str(structure.warnings[0])


@pytest.mark.parametrize(
    ("version", "is_told"),
    [("146", False), ("641", False), ("", False)]
    + [(each, True) for each in ("50", "142", "800", "999", "nieuw", "9" * 5000)],
)
def test_an_unknown_version_is_told_and_read(version: str, *, is_told: bool) -> None:
    data = definition(asked("S")).replace(
        b"</LimeSurveyDocType>",
        f"</LimeSurveyDocType><DBVersion>{version}</DBVersion>".encode(),
    )
    structure = read_lss(data)
    assert [each.heading for each in structure.columns] == ["V"]
    assert ["unknown version" in str(each) for each in structure.warnings] == (
        [True] if is_told else []
    )


def test_rows_of_an_unknown_type_have_columns_as_a_server_gives_them() -> None:
    known = survey(question("V", "@", rows=("A", "B"), options={0: ("K1",)}))
    ids = invented_ids(known)
    structure = read_lss(as_definition(known, ids))
    assert "question V has the unknown type @" in str(structure.warnings[0])
    assert [each.heading for each in structure.columns] == ["V[A]", "V[B]"]
    fields = field_map(known, ids).values()
    assert tuple(columns_from_fields(fields)) == structure.columns


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no readable XML"),
        (b"x" * 60_000_000, "larger than 50 MB"),
        (b"<a>" * 10_000 + b"</a>" * 10_000, "no readable XML"),
        (definition(asked("S"))[:-40], "no readable XML"),
        (definition(asked("S").replace("<qid>5</qid>", "")), "missing: 'qid'"),
        (b"<document>", "no readable XML"),
        (b"<document/>", "no LimeSurvey survey definition"),
        (
            b"<document><LimeSurveyDocType>Survey</LimeSurveyDocType></document>",
            "no survey in it",
        ),
        (definition(start="<!DOCTYPE document>"), "document type"),
        (
            definition(
                asked("&bom;"),
                start='<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">'
                '<!ENTITY bom "&x;&x;">]>',
            ),
            "document type",
        ),
    ],
)
def test_other_files_are_refused(data: bytes, words: str) -> None:
    with pytest.raises(SourceIncomplete, match=words):
        read_lss(data)


@pytest.mark.parametrize("is_old", [False, True])
def test_points_of_options_reach_the_team(*, is_old: bool) -> None:
    plain = question("V", "L", options={0: ("A1", "A2")})
    points = (replace(plain.options[0], assessment=-3), plain.options[1])
    structure = survey(replace(plain, options=points))
    data = as_definition(structure, invented_ids(structure), is_old=is_old)
    assert read_lss(data) == structure
    options = answer_options_from_structure(read_lss(data))
    found = set(zip(options["code"], options["assessment_value"], strict=True))
    assert found == {("A1", -3), ("A2", 0)}


def test_cells_of_an_unknown_type_keep_both_axes() -> None:
    known = survey(question("V", "@", rows=("A", "B"), across=("X1", "X2")))
    ids = invented_ids(known)
    definition_of = definition_from(read_tables(as_definition(known, ids)))
    structure = definition_of.structure
    cells = ["A_X1", "A_X2", "B_X1", "B_X2"]
    assert [each.heading for each in structure.columns] == [f"V[{c}]" for c in cells]
    for is_new in (False, True):
        fields = field_map(known, ids, is_version_7=is_new)
        assert list(map(definition_of.headings.get, fields)) == [
            each.heading for each in structure.columns
        ]
        assert tuple(columns_from_fields(fields.values())) == structure.columns
    asked = questions_from_structure(structure, wave=1, source_id="s", roles=Roles())
    assert asked["subquestion_code"].tolist() == ["", *cells]
    answered = columns_from_structure(structure)["question_id"]
    assert set(answered) <= set(asked["question_id"])
