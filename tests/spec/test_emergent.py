"""Which subjects beside the codebook may be told, on both sides of every edge."""

from pathlib import Path

import pytest

from domain.declarations import Roles
from flows import emerging
from tests.doors.survey_examples import question, survey
from tests.flows.line import rows
from tests.spec.asked import Answers, Asked, landed_run, published, tidy_and_read

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings(
        # Great Expectations 1.24 imports sre_constants and ships deprecated models.
        "ignore::DeprecationWarning"
    ),
]

SUBJECTS = {
    "klokken": (
        "De klokken van de beiaard luiden elke nacht.",
        "Zet de klokken van de beiaard zachter.",
        "Door de klokken in de beiaard slaapt niemand.",
        "De beiaard met de klokken hoort bij ons.",
    ),
    "vlaggen": (
        "De vlaggen hangen scheef aan de masten.",
        "Er zijn te weinig vlaggen en masten.",
        "Hang vlaggen aan alle masten.",
        "Zonder vlaggen zijn de masten kaal.",
    ),
}
"""Two subjects that the built-in codebook knows nothing of."""

THEMES = "SELECT label_nl FROM theme WHERE is_emergent ORDER BY label_nl"
COVERAGE = (
    "SELECT passage_count, without_theme_count, emergent_count, left_over_count "
    "FROM theme_coverage"
)


def said(subject: str, times: int, *, more: str = "") -> list[Answers]:
    sentences = SUBJECTS[subject]
    return [{"OPEN": f"{sentences[place % 4]} {more}"} for place in range(times)]


def asked(*answers: Answers) -> Asked:
    return Asked(
        survey_id="1",
        structure=survey(question("OPEN", "T")),
        roles=Roles(open=("OPEN",)),
        answers=answers,
    )


def test_a_subject_and_its_name_are_of_enough_people(tmp_path: Path) -> None:
    """Ten people make a subject and nine do not; what five of the ten wrote is no name.

    What falls under nothing that may be told is counted.
    """
    few = said("klokken", 5, more="Zie ook de zwarnokkel.")
    alone = [{"OPEN": f"Xqz{letter} wrtk."} for letter in "abcdef"]
    answers = [*few, *said("klokken", 5), *said("vlaggen", 9), *alone]
    base = published(tmp_path, asked(*answers), smallest_group=10, is_emergent=True)
    (label,) = (label for (label,) in rows(base, THEMES))
    assert sorted(label.split(", ")) == ["beiaard", "klokken"]
    assert rows(base, COVERAGE) == [(25, 25, 10, 15)]


def test_one_person_with_many_answers_is_one_voice(tmp_path: Path) -> None:
    codes = [f"OPEN{n}" for n in range(12)]
    one = dict.fromkeys(codes, SUBJECTS["vlaggen"][0])
    others = [{"OPEN0": text["OPEN"]} for text in said("klokken", 24)]
    many = Asked(
        survey_id="1",
        structure=survey(*(question(code, "T") for code in codes)),
        roles=Roles(open=tuple(codes)),
        answers=[one, *others],
    )
    base = published(tmp_path, many, smallest_group=10, is_emergent=True)
    labels = " / ".join(label for (label,) in rows(base, THEMES))
    assert "klokken" in labels and "vlaggen" not in labels


def test_coverage_that_would_show_one_person_is_hidden(tmp_path: Path) -> None:
    answers = [*said("klokken", 24), *said("vlaggen", 20), {"OPEN": "Xqz wrtk."}]
    base = published(tmp_path, asked(*answers), is_emergent=True)
    assert rows(base, COVERAGE) == [(45, 45, None, None)]


def test_unchanged_texts_are_not_looked_at_again(tmp_path: Path) -> None:
    answers = said("klokken", 24)
    with landed_run(tmp_path, [asked(*answers)], is_emergent=True) as context:
        tidy_and_read(context)
        before = context.warehouse.records("FROM emergent_passage ORDER BY ALL")
        assert len(before) == len(answers)
        assert not context.warehouse.undone(
            emerging.STAGE, emerging.emergent_inputs(context)
        )
        assert emerging.emerge(context) == 0
        assert context.warehouse.records("FROM emergent_passage ORDER BY ALL") == before


def test_nothing_is_looked_for_unless_asked(tmp_path: Path) -> None:
    """A team that turns it off again publishes none of what was found before."""
    answers = said("klokken", 24)
    with landed_run(tmp_path, [asked(*answers)], is_emergent=True) as context:
        tidy_and_read(context)
        assert context.warehouse.records("FROM emergent_theme")
        off = context.settings.reading.model_copy(update={"emergent": False})
        context.settings = context.settings.model_copy(update={"reading": off})
        emerging.emerge(context)
        assert not context.warehouse.records("FROM emergent_theme")
        assert not context.warehouse.records("FROM emergent_passage")
