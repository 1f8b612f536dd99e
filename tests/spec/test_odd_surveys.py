"""Figures and names where surveys are not as the demo's, each counted by hand."""

from dataclasses import replace
from pathlib import Path

import pytest

from domain.declarations import Roles
from domain.surveys import SurveyStructure
from tests.doors.survey_examples import question, survey
from tests.flows.line import open_file, rows
from tests.spec.asked import Asked, published

pytestmark = pytest.mark.filterwarnings(
    # Great Expectations 1.24 imports sre_constants and ships deprecated models.
    "ignore::DeprecationWarning"
)

WATER = "Het waterschap moet het grondwaterpeil in de polder verhogen."
HOUSES = "Er zijn te weinig betaalbare woningen voor starters."
GROUP = question("GROEP", "L", options={0: ("BWN", "ORG")}, has_other=True)
REGION = question("REGIO", "S")
BODY = question("ORG", "S")
OPEN = question("OPEN", "T")
ROLES = Roles(
    stakeholder_group="GROEP", region="REGIO", organisation="ORG", open=("OPEN",)
)


def whole() -> SurveyStructure:
    return survey(GROUP, REGION, BODY, OPEN)


def everything(base: Path) -> str:
    """All rows of all published tables as one text."""
    with open_file(base) as connection:
        names = connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
        return "\n".join(
            repr(row)
            for (name,) in names
            for row in connection.execute(f'FROM "{name}"').fetchall()
        )


@pytest.mark.slow
def test_a_region_typed_by_hand_shows_only_what_many_typed(tmp_path: Path) -> None:
    many = [
        {"GROEP": group, "REGIO": region, "OPEN": text}
        for group in ("BWN", "ORG")
        for region in (" Rietmonde ", "rietmonde", "Sluiswijk", "Sluiswijk")
        for text in (WATER, HOUSES)
        for _ in range(6)
    ]
    one = {"GROEP": "ORG", "REGIO": "bij Jannie in het witte huis", "OPEN": HOUSES}
    asked = Asked(survey_id="1", structure=whole(), roles=ROLES, answers=[*many, one])
    base = published(tmp_path, asked)
    assert "Jannie" not in everything(base)
    found = (
        "SELECT group_name, respondent_count FROM representation "
        "WHERE grouping = ? ORDER BY ALL"
    )
    assert rows(base, found, "region") == [("Rietmonde", 48), ("Sluiswijk", 48)]
    assert rows(base, found, "all") == [("all", 97)]


@pytest.mark.slow
def test_one_person_in_two_surveys_of_a_wave_is_one_voice(tmp_path: Path) -> None:
    """Twelve people; the second survey asks no group and no organisation."""
    people = [
        {"token": f"t{n}", "GROEP": "ORG", "ORG": "Vereniging A", "OPEN": WATER}
        for n in range(6)
    ] + [
        {"token": f"t{n}", "GROEP": "ORG", "ORG": f"Stichting {n}", "OPEN": HOUSES}
        for n in range(6, 12)
    ]
    again = [{"token": f"t{n}", "OPEN": HOUSES} for n in range(12)]
    first = Asked(survey_id="1", structure=whole(), roles=ROLES, answers=people)
    second = Asked(
        survey_id="2",
        structure=survey(OPEN),
        roles=Roles(open=("OPEN",)),
        answers=again,
    )
    base = published(tmp_path, first, second)
    told = "SELECT grouping, respondent_count FROM representation ORDER BY ALL"
    assert rows(base, told) == [("all", 12), ("stakeholder_group", 12)]
    support = (
        "SELECT grouping, respondent_count, base_count, organisation_weighted_share "
        "FROM theme_support WHERE theme_id = ? AND wave = 1 ORDER BY ALL"
    )
    # Wonen: everybody. Water: one organisation of seven, with all of its six, which
    # the weighted share would say of it.
    assert rows(base, support, "wonen") == [
        ("all", 12, 12, 1.0),
        ("stakeholder_group", 12, 12, None),
    ]
    assert rows(base, support, "water") == [
        ("all", 6, 12, None),
        ("stakeholder_group", 6, 12, None),
    ]


@pytest.mark.slow
def test_organisations_weigh_the_same_over_two_surveys(tmp_path: Path) -> None:
    """Sixty alone, sixty in pairs, sixty in threes; the second survey asks no body."""
    bodies = [""] * 60 + [f"Club {n // 2}" for n in range(60)]
    bodies += [f"Bond {n // 3}" for n in range(60)]
    # Forty alone, ten pairs and ten threes speak of water.
    on_water = {*range(40), *range(60, 80), *range(120, 150)}
    people = [
        {"token": f"t{n}", "ORG": body, "OPEN": WATER if n in on_water else HOUSES}
        for n, body in enumerate(bodies)
    ]
    again = [{"token": f"t{n}", "OPEN": HOUSES} for n in range(180)]
    roles = Roles(organisation="ORG", open=("OPEN",))
    first = Asked(survey_id="1", structure=whole(), roles=roles, answers=people)
    second = Asked(
        survey_id="2",
        structure=survey(OPEN),
        roles=Roles(open=("OPEN",)),
        answers=again,
    )
    base = published(tmp_path, first, second)
    support = (
        "SELECT respondent_count, base_count, organisation_weighted_share "
        "FROM theme_support WHERE theme_id = ? AND wave = 1"
    )
    # 40 + 10 + 10 of 60 + 30 + 20 organisations and people on their own.
    assert rows(base, support, "water") == [(90, 180, 0.55)]


@pytest.mark.slow
def test_a_weighted_share_does_not_tell_on_one_person(tmp_path: Path) -> None:
    """Thirteen of one body and one on their own, as a group and as everybody."""
    people = [
        {"GROEP": "ORG", "ORG": "Waterschap Vaart" * (n < 13), "OPEN": text}
        for n, text in enumerate([WATER] * 8 + [HOUSES] * 6)
    ]
    asked = Asked(survey_id="1", structure=whole(), roles=ROLES, answers=people)
    told = (
        "SELECT grouping, respondent_count, organisation_weighted_share "
        "FROM theme_support WHERE theme_id = 'water' AND wave = 1 ORDER BY ALL"
    )
    assert rows(published(tmp_path, asked), told) == [
        ("all", 8, None),
        ("stakeholder_group", 8, None),
    ]


@pytest.mark.slow
def test_texts_of_a_questionnaire_are_redacted_too(tmp_path: Path) -> None:
    contact = "Vragen? Mail jan@dorp.example of bel 06-12345678"
    texts = {"nl": contact, "en": contact}
    plain = survey(GROUP, OPEN)
    options = tuple(replace(option, labels=texts) for option in GROUP.options)
    questions = tuple(replace(each, texts=texts) for each in plain.questions)
    questions = (replace(questions[0], options=options), questions[1])
    asked = Asked(
        survey_id="1",
        structure=replace(plain, titles=texts, questions=questions),
        roles=Roles(stakeholder_group="GROEP", open=("OPEN",)),
        answers=[{"GROEP": "BWN", "OPEN": WATER}] * 12,
        extra={"title": contact, "publisher": contact},
    )
    base = published(tmp_path, asked)
    text = everything(base)
    assert "jan@dorp" not in text
    assert "12345678" not in text
    assert "[e-mail]" in text
    groups = "SELECT group_name FROM representation WHERE grouping = ?"
    [(name,)] = rows(base, groups, "stakeholder_group")
    assert name.endswith("(BWN)"), "two options that read alike stay two"


@pytest.mark.slow
def test_a_role_whose_question_is_not_asked_is_told(tmp_path: Path) -> None:
    roles = Roles(stakeholder_group="GROEP", open=("OPPEN",))
    asked = Asked(
        survey_id="1", structure=whole(), roles=roles, answers=[{"GROEP": "BWN"}] * 10
    )
    base = published(tmp_path, asked)
    told = "SELECT expectation FROM check_result WHERE NOT is_success"
    [(remark,)] = rows(base, told)
    assert "OPPEN" in remark


@pytest.mark.slow
@pytest.mark.parametrize("count", [0, 1])
def test_a_survey_with_hardly_an_answer_is_published(
    tmp_path: Path, count: int
) -> None:
    answers = [{"GROEP": "-oth-", "REGIO": "", "OPEN": WATER}] * count
    asked = Asked(survey_id="1", structure=whole(), roles=ROLES, answers=answers)
    base = published(tmp_path, asked)
    assert rows(base, "FROM quote") == []
    assert rows(base, "SELECT DISTINCT respondent_count FROM representation") == (
        [(None,)] if count else []
    )
