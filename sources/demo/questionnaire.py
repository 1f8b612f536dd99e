"""A wave in, the questionnaire of that wave and its export columns out."""

from dataclasses import dataclass
from typing import Any

from sources.demo.data import read_toml

META = (
    "id",
    "submitdate",
    "lastpage",
    "startlanguage",
    "seed",
    "token",
    "startdate",
    "datestamp",
)


@dataclass(frozen=True, slots=True)
class Label:
    """A text in Dutch and English."""

    nl: str
    en: str


@dataclass(frozen=True, slots=True)
class Option:
    """A coded thing with a label: an answer option, a subquestion, a column."""

    code: str
    label: Label


@dataclass(frozen=True, slots=True)
class Question:
    """One question in LimeSurvey's terms; type is LimeSurvey's one-letter type."""

    code: str
    type: str
    label: Label
    has_other: bool
    is_mandatory: bool
    answers: tuple[Option, ...]
    subquestions: tuple[Option, ...]
    columns: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A page of the questionnaire."""

    label: Label
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """The questionnaire as it stood in one wave."""

    survey_id: int
    wave: int
    title: Label
    welcome: Label
    sections: tuple[Section, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of its export, in order, before the answers the meta ones."""
        questions = [item for page in self.sections for item in page.questions]
        answers = [name for item in questions for name in export_columns(item)]
        return (*META, *answers)


def read_questionnaire(wave: int) -> Questionnaire:
    """Read the questionnaire of a wave: some questions come, go or change."""
    raw = read_toml("questionnaire.toml")
    survey = next(item for item in raw["survey"] if item["wave"] == wave)
    return Questionnaire(
        survey_id=survey["survey_id"],
        wave=wave,
        title=Label(survey["nl"], survey["en"]),
        welcome=Label(raw["welcome_nl"], raw["welcome_en"]),
        sections=tuple(_section(item, wave=wave) for item in raw["section"]),
    )


def export_columns(question: Question) -> tuple[str, ...]:
    """Name the columns LimeSurvey's export gives a question, in `code` style."""
    code = question.code
    parts = [item.code for item in question.subquestions]
    if question.type == "R":
        names = [f"{code}[{place}]" for place, _ in enumerate(question.answers, 1)]
    elif question.type == ";":
        names = [f"{code}[{row}_{x.code}]" for row in parts for x in question.columns]
    elif parts:
        names = [f"{code}[{part}]" for part in parts]
    else:
        names = [code]
    extra = {"O": [f"{code}[comment]"]}.get(question.type, [])
    other = [f"{code}[other]"] if question.has_other else []
    return (*names, *extra, *other)


def _section(raw: dict[str, Any], *, wave: int) -> Section:
    asked = [item for item in raw["question"] if wave in item.get("waves", [wave])]
    return Section(
        label=Label(raw["nl"], raw["en"]),
        questions=tuple(_question(item, wave=wave) for item in asked),
    )


def _question(raw: dict[str, Any], *, wave: int) -> Question:
    return Question(
        code=raw["code"],
        type=raw["type"],
        label=Label(raw["nl"], raw["en"]),
        has_other=raw.get("other", False),
        is_mandatory=raw.get("mandatory", False),
        answers=_options(raw, key="answers", wave=wave),
        subquestions=_options(raw, key="subquestions", wave=wave),
        columns=_options(raw, key="columns", wave=wave),
    )


def _options(raw: dict[str, Any], *, key: str, wave: int) -> tuple[Option, ...]:
    options = []
    for item in raw.get(key, []):
        text = item.get("reworded", item) if wave > 1 else item
        options.append(Option(item["code"], Label(text["nl"], text["en"])))
    return tuple(options)
