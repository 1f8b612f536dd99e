"""A questionnaire in, tidy tables of its questions and their texts out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from domain.declarations import Roles
from domain.errors import SettingsInvalid, SourceIncomplete
from domain.phrases import phrase
from domain.surveys import Question, Subquestion, SurveyStructure
from transforms.plain_text import plain_text_from_html
from transforms.question_names import named
from transforms.redaction import redact

_JOIN = " – "
_QUESTION_COLUMNS = [
    "question_id",
    "survey_id",
    "code",
    "subquestion_code",
    "followed_code",
    "type",
    "role",
    "position",
    "is_hidden",
    "source_id",
    "wave",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """One line a respondent sees: a question, a subquestion or a cell."""

    question: Question
    parts: tuple[Subquestion, ...] = ()

    @property
    def subquestion_code(self) -> str:
        return "_".join(part.code for part in self.parts)

    @property
    def carries_role(self) -> bool:
        """Whether answers to the question itself, or only to its parts, are asked."""
        return bool(self.parts) or not self.question.subquestions


def questions_from_structure(
    structure: SurveyStructure,
    *,
    wave: int,
    source_id: str,
    roles: Roles,
    renamed: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Return one row per question, and one per subquestion or cell of an array.

    Columns: question_id, survey_id, code, subquestion_code (empty for the question
    itself), followed_code (code and subquestion code as declared in ``renamed``: by it
    waves are compared), type (LimeSurvey's character), role (empty where none is
    declared; of an array its subquestions carry it), position (from 1 within the
    survey), is_hidden, source_id, wave. Raises ``SourceIncomplete``
    where two rows would share an id, ``SettingsInvalid`` where two would be followed
    by one code.
    """
    named_roles = _role_by_code(roles)
    aliases = renamed or {}
    rows = [
        (
            _name(structure, asked),
            structure.survey_id,
            asked.question.code,
            asked.subquestion_code,
            _followed(asked, aliases),
            asked.question.type,
            _role_of(asked, named_roles, aliases),
            position,
            asked.question.is_hidden,
            source_id,
            wave,
        )
        for position, asked in enumerate(_asked(structure), start=1)
    ]
    frame = pd.DataFrame(rows, columns=pd.Index(_QUESTION_COLUMNS))
    _refuse_equal_ids(frame)
    _refuse_equal_codes(frame, aliases)
    text = [name for name in _QUESTION_COLUMNS if name not in ("position", "wave")]
    types = {name: "str" for name in text} | {"position": "int64", "wave": "int64"}
    return frame.astype(types | {"is_hidden": "bool"})


def question_texts_from_structure(structure: SurveyStructure) -> pd.DataFrame:
    """Return one row per question, subquestion or cell, and language.

    Columns: question_id, language, text (plain; the question, then the subquestion,
    joined by a dash; personal data, such as whom to mail with questions, replaced).
    """
    rows = [
        (_name(structure, asked), language, _text(asked, language))
        for asked in _asked(structure)
        for language in structure.languages
    ]
    columns = pd.Index(["question_id", "language", "text"])
    return pd.DataFrame(rows, columns=columns).astype("str")


def asked_codes(
    structure: SurveyStructure, *, renamed: Mapping[str, str] | None = None
) -> frozenset[str]:
    """Return the codes a survey asks, of questions and their parts.

    With ``renamed`` also those it is followed by.
    """
    aliases = renamed or {}
    lines = [*_asked(structure)]
    codes = {_code(line) for line in lines}
    return frozenset(codes | {_followed(line, aliases) for line in lines})


def role_codes_without_question(
    structure: SurveyStructure,
    *,
    roles: Roles,
    renamed: Mapping[str, str] | None = None,
) -> tuple[str, ...]:
    """Return the codes that the declaration gives a role and the survey does not ask.

    Not an error: a later wave may drop a question. The caller decides what to say.
    """
    asked = asked_codes(structure, renamed=renamed)
    return tuple(code for code in _role_by_code(roles) if code not in asked)


def _asked(structure: SurveyStructure) -> Iterator[_Asked]:
    for question in structure.questions:
        yield _Asked(question=question)
        across = [sub for sub in question.subquestions if sub.scale == 1]
        for sub in question.subquestions:
            if not question.has_cells:
                yield _Asked(question=question, parts=(sub,))
            elif sub.scale == 0:
                for column in across:
                    yield _Asked(question=question, parts=(sub, column))


def _name(structure: SurveyStructure, asked: _Asked) -> str:
    return named(structure.survey_id, asked.question.code, asked.subquestion_code)


def _code(asked: _Asked) -> str:
    return named("", asked.question.code, asked.subquestion_code).removeprefix(".")


def _text(asked: _Asked, language: str) -> str:
    texts = [asked.question.texts, *(part.texts for part in asked.parts)]
    plain = [plain_text_from_html(each.get(language, "")) for each in texts]
    return redact(_JOIN.join(text for text in plain if text), is_answer=False).text


def _followed(asked: _Asked, renamed: Mapping[str, str]) -> str:
    """Return the code a line is followed by over the waves."""
    code = asked.question.code
    whole = named("", renamed.get(code, code), asked.subquestion_code)
    return renamed.get(_code(asked), whole.removeprefix("."))


def _role_of(
    asked: _Asked, role_by_code: dict[str, str], renamed: Mapping[str, str]
) -> str:
    """Return the role of a line: its own name first, then that of its question.

    A renamed question has the role of the code it is followed by.
    """
    if not asked.carries_role:
        return ""
    code = asked.question.code
    names = (_code(asked), _followed(asked, renamed), code, renamed.get(code, code))
    return next((role_by_code[name] for name in names if name in role_by_code), "")


def _role_by_code(roles: Roles) -> dict[str, str]:
    """Return the role of each code named; the more telling role wins over ``open``."""
    initiative = roles.initiative
    pairs: list[tuple[str | None, str]] = [
        (roles.stakeholder_group, "stakeholder_group"),
        (roles.organisation, "organisation"),
        (roles.region, "region"),
        (initiative.name if initiative else None, "initiative_name"),
        (initiative.lead if initiative else None, "initiative_lead"),
        (initiative.place if initiative else None, "initiative_place"),
        *((code, "statement") for code in roles.statement),
        *((code, "importance") for code in roles.importance),
        (roles.level, "level"),
        (roles.lens, "lens"),
        (roles.relation, "relation"),
        (roles.interest, "interest"),
        *((code, "open") for code in roles.open),
    ]
    found: dict[str, str] = {}
    for code, role in pairs:
        if code:
            found.setdefault(code, role)
    return found


def _refuse_equal_codes(frame: pd.DataFrame, renamed: Mapping[str, str]) -> None:
    """Refuse a new code that another question of the same survey has as well."""
    twice = frame.loc[frame["followed_code"].duplicated(), "followed_code"]
    if len(twice) and renamed:
        raise SettingsInvalid(
            "renamed_to_one_code",
            where=phrase("the_declaration"),
            survey_id=frame["survey_id"].iloc[0],
            code=twice.iloc[0],
        )


def _refuse_equal_ids(frame: pd.DataFrame) -> None:
    twice = frame.loc[frame["question_id"].duplicated(), "question_id"]
    if len(twice):
        raise SourceIncomplete(
            "questions_with_one_name",
            where=phrase("the_questionnaire"),
            code=twice.iloc[0],
        )
