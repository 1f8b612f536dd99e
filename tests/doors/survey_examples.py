"""Small questionnaires and paths to recorded material, for tests of surveys."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from domain.surveys import AnswerOption, Question, Subquestion, SurveyStructure
from sources.limesurvey_columns import columns_from_questions
from sources.lss import definition_from
from sources.lss_tables import read_tables

SHARED = Path(__file__).parents[2].parent / "shared"
RECORDINGS = SHARED / "limesurvey" / "recordings"
needs_shared = pytest.mark.skipif(
    not RECORDINGS.is_dir(), reason=f"the recorded material is not in {SHARED}"
)


def read_lss(data: bytes) -> SurveyStructure:
    """Return the questionnaire of an ``.lss`` file."""
    return definition_from(read_tables(data)).structure


def recordings() -> list[Path]:
    """Return the recordings of the five surveys, by survey id."""
    return sorted(RECORDINGS.glob("*.json.gz"))


def question(
    code: str,
    kind: str,
    *,
    rows: Sequence[str] = (),
    across: Sequence[str] = (),
    options: Mapping[int, Sequence[str]] | None = None,
    has_other: bool = False,
) -> Question:
    """Return a question with Dutch and English texts that follow from its codes."""
    subquestions = [
        Subquestion(code=sub, scale=scale, position=place, texts=_texts(sub))
        for scale, codes in ((0, rows), (1, across))
        for place, sub in enumerate(codes, start=1)
    ]
    answer_options = [
        AnswerOption(code=each, scale=scale, position=place, labels=_texts(each))
        for scale, codes in (options or {}).items()
        for place, each in enumerate(codes, start=1)
    ]
    return Question(
        code=code,
        type=kind,
        group="Groep",
        position=1,
        has_other=has_other,
        is_hidden=False,
        texts=_texts(code),
        subquestions=tuple(subquestions),
        options=tuple(answer_options),
    )


def survey(*questions: Question, is_anonymised: bool = False) -> SurveyStructure:
    """Return survey 7 with these questions in Dutch and English."""
    placed = tuple(
        replace(each, position=place) for place, each in enumerate(questions, start=1)
    )
    return SurveyStructure(
        survey_id="7",
        languages=("nl", "en"),
        titles=_texts("Titel"),
        is_anonymised=is_anonymised,
        has_datestamp=True,
        questions=placed,
        columns=tuple(columns_from_questions(placed, ranks={})),
    )


def every_type() -> SurveyStructure:
    """Return a survey with one question of each of LimeSurvey's types."""
    scale = {0: ("A1", "A2")}
    return survey(
        *(question(f"{name}1", name) for name in "STUNDYGX5I"),
        question("EQ", "*"),
        question("LIJST", "L", options=scale, has_other=True),
        question("DROP", "!", options=scale),
        question("LC", "O", options=scale),
        *(question(f"{name}2", name, rows=("a", "b")) for name in "QKABCE"),
        question("MEER", "M", rows=("a", "other1"), has_other=True),
        question("MET", "P", rows=("a",), has_other=True),
        question("RIJ", "F", rows=("a", "b"), options=scale),
        question("KOLOM", "H", rows=("a",), options=scale),
        question("DUBBEL", "1", rows=("a",), options={1: ("B1",), 2: ("H1", "B1")}),
        question("RANG", "R", options={0: ("x", "y", "z")}),
        question("TABEL", ";", rows=("Y1", "Y2"), across=("X1", "X2")),
        question("GETAL", ":", rows=("Y1",), across=("X1", "X2")),
        question("BESTAND", "|"),
    )


def landed_page(
    *rows: Mapping[str, str | None],
    structure: SurveyStructure | None = None,
    **system: object,
) -> dict[str, Any]:
    """Return a landed page of the full survey; answers not given are null."""
    shape = structure or every_type()
    headings = [column.heading for column in shape.columns]
    blank = {
        "submitdate": "2026-09-01 09:00:00",
        "startdate": None,
        "datestamp": None,
        "startlanguage": "nl",
        "lastpage": 3,
    }
    landed = [
        {
            **blank,
            **system,
            "id": number,
            "respondent_id": f"r{number}",
            "answers": {heading: row.get(heading) for heading in headings},
        }
        for number, row in enumerate(rows, start=1)
    ]
    return {"survey_id": "7", "rows": landed}


def _texts(code: str) -> dict[str, str]:
    return {"nl": f"<p>{code} nl</p>", "en": f"{code} en"}
