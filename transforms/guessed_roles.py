"""A questionnaire in, the roles its questions seem to play out, each with a reason.

Guesses are for a person to correct: types first, then words of the question, then its
code. A question gets one role at most, and hidden questions get none.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from domain.surveys import Question, SurveyStructure
from transforms.plain_text import plain_text_from_html
from transforms.question_names import named

_SINGLE = ("stakeholder_group", "organisation", "region")
_PARTS = ("name", "lead", "place")


class Basis(StrEnum):
    """What a guess goes by."""

    TEXT = "text"
    CODE = "code"
    LABELS = "labels"
    TYPE = "type"


@dataclass(frozen=True, slots=True, kw_only=True)
class GuessedRole:
    """One question and the role it seems to play; ``cue`` is the word it goes by.

    ``role`` is as in a declaration; of an initiative ``initiative.name`` and so on,
    with the code of the subquestion.
    """

    role: str
    code: str
    question_code: str
    basis: Basis
    cue: str = ""


def guess_roles(structure: SurveyStructure) -> tuple[GuessedRole, ...]:
    """Return the guesses in order of the questionnaire.

    Of a role that only one question can play the best fitting gets it: a word of its
    text counts before its code, the first question before a later one.
    """
    taken: dict[str, tuple[GuessedRole, ...]] = {}
    asked = [each for each in structure.questions if not each.is_hidden]
    for question in asked:
        found = tuple(_initiative(question))
        if found and not any(
            role[0].role == "initiative.name" for role in taken.values()
        ):
            taken[question.code] = found
    for role in _SINGLE:
        guesses = [
            guess
            for question in asked
            if question.code not in taken and (guess := _by_words(question, role))
        ]
        # A stable sort: of two that fit equally the first one stays first.
        for guess in sorted(guesses, key=lambda each: each.basis is Basis.CODE)[:1]:
            taken[guess.question_code] = (guess,)
    for question in asked:
        guess = _several(question)
        if guess and question.code not in taken:
            taken[question.code] = (guess,)
    order = [question.code for question in structure.questions]
    return tuple(guess for code in order for guess in taken.get(code, ()))


@cache
def _words() -> Mapping[str, Mapping[str, Any]]:
    path = Path(__file__).with_name("role_words.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _several(question: Question) -> GuessedRole | None:
    """Return the role that many questions may play, if it seems to be one."""
    return _statement(question) or _by_words(question, "importance") or _open(question)


def _by_words(question: Question, role: str) -> GuessedRole | None:
    rule = _words()[role]
    if question.type not in rule["types"]:
        return None
    cue = _first_word(_text(question), rule["words"])
    if cue:
        return _guess(question, role, Basis.TEXT, cue)
    code = question.code.casefold()
    cue = next((each for each in rule["codes"] if code.startswith(each)), "")
    return _guess(question, role, Basis.CODE, cue) if cue else None


def _statement(question: Question) -> GuessedRole | None:
    rule = _words()["statement"]
    if question.type not in rule["types"]:
        return None
    labels = " | ".join(
        label.casefold() for each in question.options for label in each.labels.values()
    )
    cue = _first_word(labels, rule["labels"])
    if cue:
        return _guess(question, "statement", Basis.LABELS, cue)
    # Without a scale in words, figures from disagree to agree are read as such.
    return _by_words(question, "statement") if not question.options else None


def _open(question: Question) -> GuessedRole | None:
    rule = _words()["open"]
    is_other = _first_word(_text(question), rule["not"])
    if question.type not in rule["types"] or is_other:
        return None
    return _guess(question, "open", Basis.TYPE, "")


def _initiative(question: Question) -> Iterator[GuessedRole]:
    """Yield name, lead and place of an initiative, if the parts ask for them."""
    rule = _words()["initiative"]
    if question.type not in rule["types"]:
        return
    found: dict[str, tuple[str, str]] = {}
    for part in _PARTS:
        for sub in question.subquestions:
            texts = [plain_text_from_html(text) for text in sub.texts.values()]
            cue = _first_word(" | ".join([sub.code, *texts]).casefold(), rule[part])
            is_free = sub.code not in {code for code, _ in found.values()}
            if cue and is_free and part not in found:
                found[part] = (sub.code, cue)
    if "name" in found and len(found) > 1:
        for part, (code, cue) in found.items():
            yield GuessedRole(
                role=f"initiative.{part}",
                code=named("", question.code, code).removeprefix("."),
                question_code=question.code,
                basis=Basis.TEXT,
                cue=cue,
            )


def _guess(question: Question, role: str, basis: Basis, cue: str) -> GuessedRole:
    return GuessedRole(
        role=role,
        code=question.code,
        question_code=question.code,
        basis=basis,
        cue=cue,
    )


def _text(question: Question) -> str:
    texts = (plain_text_from_html(text) for text in question.texts.values())
    return " | ".join(texts).casefold()


def _first_word(text: str, words: list[str]) -> str:
    """Return the first of ``words`` that begins somewhere in the text, or nothing."""
    return next(
        (word for word in words if re.search(rf"(?<!\w){re.escape(word)}", text)), ""
    )
