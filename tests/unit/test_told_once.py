"""What is odd in a survey is told once, whole, and in the language of the workspace."""

from dataclasses import replace
from pathlib import Path

import pytest

from domain.declarations import Roles
from domain.landing import LostTokens
from domain.phrases import phrase
from domain.surveys import SurveyStructure
from flows import answer_pages, bookkeeping, tidying
from flows.door_remarks import door_remarks
from flows.landed_surveys import landed_surveys
from flows.run_context import RunContext
from tests.doors.survey_examples import question, survey
from tests.flows.line import rows
from tests.spec.asked import Asked, landed_run, published
from warehouse.checks import shared_checker

# Great Expectations imports a parser that still names old modules of Python.
pytestmark = pytest.mark.filterwarnings(
    "ignore:module 'sre_.*' is deprecated:DeprecationWarning"
)
STRUCTURE = survey(
    question("N1", "N"),
    question("D1", "D"),
    question("L1", "L", options={0: ("A", "B")}),
    question("V1", "~"),
)
WIDE = range(1, 2_600)


def asked() -> Asked:
    """Return a survey of three pages: every tenth number, a date and a code are odd."""
    return Asked(
        survey_id="7",
        structure=STRUCTURE,
        roles=Roles(open=("WEG",)),
        answers=[
            {
                "N1": "veel" if number % 10 == 0 else "3",
                "D1": "31-12-1999" if number == 1_700 else "2026-01-01",
                "L1": "weg" if number in (5, 2_500) else "A",
            }
            for number in WIDE
        ],
    )


def told_of(tmp_path: Path, whole: Asked) -> dict[str, str]:
    found = rows(
        published(tmp_path, whole),
        "SELECT expectation, observed FROM check_result "
        "WHERE suite = 'answer' AND NOT is_success ORDER BY ALL",
    )
    return dict(found)


def test_a_finding_is_one_per_question_in_whole_groups(tmp_path: Path) -> None:
    told = told_of(tmp_path, asked())
    assert told.keys() == {
        "codes_have_an_option(7.L1)",
        "dates_are_readable(7.D1)",
        "numbers_are_readable(7.N1)",
    }
    numbers = told["numbers_are_readable(7.N1)"]
    assert numbers.startswith("ten minste 250 antwoorden die niet als getal te lezen")
    assert told["dates_are_readable(7.D1)"].startswith("minder dan 10 antwoorden die")
    assert told["codes_have_an_option(7.L1)"].startswith("antwoorden met een code die")


def test_the_team_has_the_count_itself(tmp_path: Path) -> None:
    with landed_run(tmp_path, [asked()]) as context:
        tidied(context, "nl")
        found = context.warehouse.records(
            "SELECT expectation, sum(found_count)::BIGINT AS found FROM check_result "
            "WHERE found_count IS NOT NULL GROUP BY ALL ORDER BY ALL"
        )
    assert [row["found"] for row in found] == [2, 1, 259]


@pytest.mark.parametrize("odd", [1, 12])
def test_no_count_of_codes_gives_a_hidden_figure_away(tmp_path: Path, odd: int) -> None:
    """Hidden is how many chose A; with B and C at 0 the rest are those odd codes."""
    one = Asked(
        survey_id="7",
        structure=survey_of_one_list(),
        roles=Roles(),
        answers=[{"L1": "weg" if number < odd else "A"} for number in range(30)],
    )
    told = told_of(tmp_path, one)["codes_have_an_option(7.L1)"]
    assert not any(sign.isdigit() for sign in told)


def survey_of_one_list() -> SurveyStructure:
    return survey(question("L1", "L", options={0: ("A", "B", "C")}))


def tidied(context: RunContext, language: str) -> list[tuple[str, str]]:
    """Tidy in a language and return all that is told, at the door and of answers."""
    context.settings = context.settings.model_copy(update={"language": language})
    for each in landed_surveys(context):
        tidying.store_structure(context, each)
        undone = context.warehouse.undone(
            tidying.STAGE, tidying.tidy_inputs(context, each)
        )
        pages = [page for page in each.pages if f"s7/{page.name}" in undone]
        answer_pages.tidy_pages(context, each, pages, shared_checker())
    bookkeeping.store_sources(context)
    told = context.warehouse.records("FROM check_result WHERE NOT is_success")
    return sorted({(row["expectation"], row["observed"]) for row in told})


def test_all_is_told_in_the_language_of_the_workspace(tmp_path: Path) -> None:
    said = {
        "nl": ("niet als getal te lezen", "onbekende type", "bij het ophalen gezien"),
        "en": ("cannot be read as a number", "unknown type", "seen while collecting"),
    }
    with landed_run(tmp_path, [asked()]) as context:
        (manifest,) = context.manifests.values()
        remark = phrase("remark_type_unknown", code="V1", type="~")
        context.manifests["s7"] = replace(manifest, warnings=(remark,))
        for language, other in (("nl", "en"), ("en", "nl"), ("nl", "en")):
            told = repr(tidied(context, language))
            for words in said[language]:
                assert words in told, (language, words)
            for words in said[other]:
                assert words not in told, (language, words)
            assert ("names questions" in told) == (language == "en")


@pytest.mark.parametrize(
    ("language", "lost", "held", "words"),
    [
        ("nl", 1, 40, "van de 40 inzendingen met een token"),
        ("nl", 3, 9, "ontbreekt het nu bij 3, of is het een ander"),
        ("en", 3, 9, "of the 9 responses with a token the time before 3 came"),
        ("en", 1, 1, "of the 1 response with a token the time before 1 came"),
    ],
)
def test_tokens_that_are_gone_are_told_to_readers(
    tmp_path: Path, language: str, lost: int, held: int, words: str
) -> None:
    gone = LostTokens(survey_id="7", lost_count=lost, held_count=held)
    with landed_run(tmp_path, [asked()]) as context:
        context.settings = context.settings.model_copy(update={"language": language})
        manifest = context.manifests["s7"]
        context.manifests["s7"] = replace(manifest, lost_tokens=(gone,))
        told = [each["expectation"] for each in door_remarks(context)]
    assert [words in each for each in told].count(True) == 1
