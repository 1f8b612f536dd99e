"""What is odd in a survey is told once, whole, and in the language of the workspace."""

from dataclasses import replace
from pathlib import Path

import pytest

from domain.declarations import Roles
from domain.phrases import phrase
from flows import answer_pages, bookkeeping, tidying
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


def test_a_finding_is_one_per_question_with_the_whole_count(tmp_path: Path) -> None:
    found = rows(
        published(tmp_path, asked()),
        "SELECT expectation, observed FROM check_result "
        "WHERE suite = 'answer' AND NOT is_success ORDER BY ALL",
    )
    counts = {name: observed.split()[0] for name, observed in found}
    assert counts == {
        "codes_have_an_option(7.L1)": "2",
        "dates_are_readable(7.D1)": "1",
        "numbers_are_readable(7.N1)": "259",
    }
    assert found[2][1].startswith("259 antwoord(en) die niet als getal te lezen zijn")


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
