"""A questionnaire in, a commented declaration to correct out."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from domain.phrases import filled
from domain.surveys import Question, SurveyStructure
from transforms.guessed_roles import GuessedRole, guess_roles
from transforms.plain_text import plain_text_from_html

_LONGEST_TEXT = 70
_SINGLE = ("stakeholder_group", "organisation", "region")
_SEVERAL = ("open", "statement", "importance")
_INITIATIVE = "initiative."


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerDoor:
    """The server a survey was described by, and what it says beside the questions."""

    url: str
    username: str
    password_env: str
    response_count: int
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileDoor:
    """The saved files of a survey, named from the workspace.

    An archive holds its answers, and then ``responses`` is empty.
    """

    structure: str
    responses: str
    is_there: bool


def draft(
    structure: SurveyStructure, door: ServerDoor | FileDoor, *, language: str
) -> str:
    """Return the text of a declaration with guessed roles and the reason of each.

    Questions without a role are listed below it. Comments are in ``language``.
    """
    words = _texts()[language]
    base = structure.languages[0]
    shown = _Shown(
        structure, words, language if language in structure.languages else base
    )
    lines = [
        *_head(shown, door),
        "",
        *(
            _server(shown, door)
            if isinstance(door, ServerDoor)
            else _files(shown, door)
        ),
        "",
        *_roles(shown),
    ]
    return "\n".join(lines) + "\n"


@cache
def _texts() -> dict[str, Any]:
    path = Path(__file__).with_name("draft_texts.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class _Shown:
    """A survey in the words and the language of its reader."""

    structure: SurveyStructure
    words: Mapping[str, Any]
    language: str

    def title(self) -> str:
        titles = self.structure.titles
        return one_line(titles.get(self.language) or next(iter(titles.values()), ""))

    def text(self, question: Question) -> str:
        text = one_line(question.texts.get(self.language, ""))
        short = text if len(text) <= _LONGEST_TEXT else f"{text[:_LONGEST_TEXT]}…"
        return f'"{short}"'

    def type(self, question: Question) -> str:
        name = self.words["types"].get(question.type, one_line(question.type))
        return f"{name}, {self.words['hidden']}" if question.is_hidden else name


def _head(shown: _Shown, door: ServerDoor | FileDoor) -> Iterator[str]:
    survey = shown.structure
    named = {
        "survey_id": survey.survey_id,
        "title": shown.title(),
        "languages": ", ".join(survey.languages),
    }
    if isinstance(door, ServerDoor):
        yield f"# {filled(shown.words['head'], **named, count=door.response_count)}"
    else:
        path = one_line(door.structure)
        yield f"# {filled(shown.words['head_file'], **named, path=path)}"
    yield f"# {shown.words['drafted']}"
    if survey.is_anonymised:
        yield f"# {shown.words['anonymous']}"


def _server(shown: _Shown, door: ServerDoor) -> Iterator[str]:
    words, survey = shown.words, shown.structure
    yield 'kind = "limesurvey"'
    yield f"title = {_quoted(shown.title())}"
    yield f"url = {_quoted(door.url)}"
    yield f"username = {_quoted(door.username)}"
    yield f"password_env = {_quoted(door.password_env)}  # {words['password']}"
    yield f'timezone = "Europe/Amsterdam"  # {words["timezone"]}'
    yield f"surveys = [ {{ id = {survey.survey_id}, wave = 1 }} ]  # {words['wave']}"
    if not survey.is_anonymised:
        yield f'# panel = "{survey.survey_id}"  # {words["panel"]}'
    yield f"attributed = false  # {words['attributed']}"
    if any(question.type == "|" for question in survey.questions):
        yield f"uploads = false  # {words['uploads']}"
    if door.attributes and not survey.is_anonymised:
        yield f"# {words['attributes']}"
        named = _named(door.attributes, shown.structure)
        pairs = (f"{name} = {_quoted(heading)}" for name, heading in named.items())
        yield f"# attributes = {{ {', '.join(pairs)} }}"


def _files(shown: _Shown, door: FileDoor) -> Iterator[str]:
    words = shown.words
    yield 'kind = "limesurvey-export"'
    yield f"title = {_quoted(shown.title())}"
    yield f"structure = {_quoted(door.structure)}"
    remark = "" if door.is_there else f"  # {words['responses']}"
    if door.responses:
        yield f"responses = {_quoted(door.responses)}{remark}"
    yield f"wave = 1  # {words['wave_file']}"
    yield f'timezone = "Europe/Amsterdam"  # {words["timezone"]}'
    yield f"attributed = false  # {words['attributed']}"


def _roles(shown: _Shown) -> Iterator[str]:
    guesses = guess_roles(shown.structure)
    yield f"[roles]  # {shown.words['roles']}"
    if not guesses:
        yield f"# {shown.words['none']}"
    for role in _SINGLE:
        for guess in _of_role(guesses, role):
            yield f"{role} = {_quoted(guess.code)}  # {_reason(shown, guess)}"
    for role in _SEVERAL:
        found = _of_role(guesses, role)
        if found:
            lines = (f"  {_quoted(g.code)},  # {_reason(shown, g)}" for g in found)
            yield from (f"{role} = [", *lines, "]")
    yield from _initiative(shown, guesses)
    yield ""
    yield from _left(shown, {guess.question_code for guess in guesses})


def _of_role(guesses: tuple[GuessedRole, ...], role: str) -> list[GuessedRole]:
    return [guess for guess in guesses if guess.role == role]


def _initiative(shown: _Shown, guesses: tuple[GuessedRole, ...]) -> Iterator[str]:
    parts = [guess for guess in guesses if guess.role.startswith(_INITIATIVE)]
    if parts:
        pairs = (
            f"{guess.role.removeprefix(_INITIATIVE)} = {_quoted(guess.code)}"
            for guess in parts
        )
        table = f"{{ {', '.join(pairs)} }}"
        yield f"initiative = {table}  # {_reason(shown, parts[0], basis='parts')}"


def _left(shown: _Shown, taken: set[str]) -> Iterator[str]:
    yield f"# {shown.words['left']}"
    for question in shown.structure.questions:
        if question.code not in taken:
            code = one_line(question.code)
            yield f"# {code}: {shown.type(question)}, {shown.text(question)}"


def _reason(shown: _Shown, guess: GuessedRole, *, basis: str = "") -> str:
    question = next(
        each for each in shown.structure.questions if each.code == guess.question_code
    )
    sentence: str = shown.words[f"because_{basis or guess.basis}"]
    return filled(
        sentence, type=shown.type(question), text=shown.text(question), cue=guess.cue
    )


def _named(attributes: Mapping[str, str], structure: SurveyStructure) -> dict[str, str]:
    """Return each attribute by a name that is its own and that of no question."""
    taken = {question.code for question in structure.questions}
    named: dict[str, str] = {}
    for heading, text in sorted(attributes.items()):
        name = _code(text)
        is_free = name and name not in taken and name not in named
        named[name if is_free else heading.replace("_", "")] = heading
    return named


def _code(text: str) -> str:
    """Return what an attribute may be called here, after what its owner calls it."""
    return re.sub("[^A-Za-z0-9]", "", text).lstrip("0123456789")


def one_line(text: str) -> str:
    """Return a text on one line, without markup or signs that move a cursor.

    TOML does not allow such signs in a comment either.
    """
    plain = plain_text_from_html(text)
    return "".join(sign for sign in plain if sign.isprintable())


def _quoted(text: str) -> str:
    return json.dumps(one_line(text) if "<" in text else text, ensure_ascii=False)
