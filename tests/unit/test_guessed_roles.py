"""Questions as people write them in, the roles a researcher would give them out."""

from dataclasses import replace

import pytest

from domain.surveys import AnswerOption, Question, Subquestion
from tests.doors.survey_examples import SHARED, needs_shared, read_lss, survey
from transforms.guessed_roles import Basis, guess_roles


def asked(
    code: str,
    kind: str,
    text: str,
    *,
    parts: tuple[str, ...] = (),
    labels: tuple[str, ...] = (),
) -> Question:
    """Return a question with its Dutch text, parts named P1.., options A1.."""
    return Question(
        code=code,
        type=kind,
        group="",
        position=1,
        has_other=False,
        is_hidden=False,
        texts={"nl": text},
        subquestions=tuple(
            Subquestion(code=f"P{place}", scale=0, position=place, texts={"nl": part})
            for place, part in enumerate(parts, start=1)
        ),
        options=tuple(
            AnswerOption(
                code=f"A{place}", scale=0, position=place, labels={"nl": label}
            )
            for place, label in enumerate(labels, start=1)
        ),
    )


AGREE = ("Helemaal oneens", "Neutraal", "Helemaal eens")
CASES = [
    (asked("V1", "L", "Namens wie vult u dit in?"), "stakeholder_group"),
    (asked("V1", "!", "<b>In welke hoedanigheid</b> reageert u?"), "stakeholder_group"),
    (asked("V1", "L", "On behalf of whom do you respond?"), "stakeholder_group"),
    (asked("STKTYPE", "L", "Kies er een"), "stakeholder_group"),
    (asked("V1", "S", "Naam van uw organisatie"), "organisation"),
    (asked("V1", "!", "In welke gemeente woont u?"), "region"),
    (asked("V1", "M", "Welke opgaven vindt u het belangrijkst?"), "importance"),
    (asked("V1", "R", "Please rank these"), "importance"),
    (asked("V1", "F", "Wat vindt u hiervan?", parts=("a",), labels=AGREE), "statement"),
    (asked("V1", "F", "Hoe vaak?", parts=("a",), labels=("Nooit", "Vaak")), None),
    (asked("V1", "A", "In hoeverre bent u het eens met", parts=("a",)), "statement"),
    (asked("V1", "A", "Hoeveel vertrouwen hebt u in", parts=("a",)), None),
    (asked("V1", "T", "Welk knelpunt ervaart u?"), "open"),
    (asked("V1", "T", "Wat is uw e-mailadres?"), None),
    (asked("V1", "S", "Welk knelpunt ervaart u?"), None),
    (asked("V1", "L", "Wat is uw leeftijd?", labels=("Jong", "Oud")), None),
    (asked("V1", "N", "Aantal opgaven"), None),
    (asked("V1", "X", "Namens wie vult u dit in?"), None),
    (asked("V1", "L", "Is er genoeg ondersteuning?"), None),
]


@pytest.mark.parametrize(("question", "role"), CASES)
def test_a_question_gets_the_role_a_researcher_would_give(
    question: Question, role: str | None
) -> None:
    assert [guess.role for guess in guess_roles(survey(question))] == [role][
        : bool(role)
    ]


def test_parts_of_a_question_name_an_initiative() -> None:
    parts = ("Naam van het initiatief", "Wie is de trekker?", "Locatie")
    guesses = guess_roles(survey(asked("INIT", "Q", "Een initiatief", parts=parts)))
    assert [(guess.role, guess.code) for guess in guesses] == [
        ("initiative.name", "INIT_P1"),
        ("initiative.lead", "INIT_P2"),
        ("initiative.place", "INIT_P3"),
    ]


def test_loose_fields_are_no_initiative() -> None:
    parts = ("Naam", "Straat")
    assert not guess_roles(survey(asked("A", "Q", "Gegevens", parts=parts)))


def test_a_word_in_the_text_counts_before_a_code() -> None:
    by_code = asked("ROL1", "L", "Kies er een")
    by_text = asked("V2", "L", "Namens wie vult u dit in?")
    (guess,) = guess_roles(survey(by_code, by_text))
    assert (guess.code, guess.basis, guess.cue) == ("V2", Basis.TEXT, "namens wie")


def test_a_role_for_one_question_is_given_once() -> None:
    first = asked("V1", "L", "In welke gemeente woont u?")
    second = asked("V2", "L", "In welke gemeente werkt u?")
    guesses = guess_roles(survey(first, second))
    assert [(guess.role, guess.code) for guess in guesses] == [("region", "V1")]


def test_hidden_questions_play_no_part() -> None:
    hidden = replace(asked("V1", "T", "Welk knelpunt?"), is_hidden=True)
    assert not guess_roles(survey(hidden))


@needs_shared
def test_the_recorded_survey_is_guessed_as_its_makers_declare_it() -> None:
    data = (SHARED / "limesurvey/survey_202601.lss").read_bytes()
    guesses = guess_roles(read_lss(data))
    assert {(guess.role, guess.code) for guess in guesses} == {
        ("stakeholder_group", "STKTYPE"),
        ("organisation", "ORGNAAM"),
        ("region", "REGIO"),
        ("importance", "OPGAVEN"),
        ("importance", "PRIO"),
        ("statement", "STELL"),
        ("open", "KNELPUNT"),
        ("initiative.name", "INIT_NAAM"),
        ("initiative.lead", "INIT_TREKKER"),
        ("initiative.place", "INIT_LOCATIE"),
    }
