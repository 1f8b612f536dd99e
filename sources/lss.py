"""A saved LimeSurvey definition (``.lss``) in, its questionnaire out.

Versions differ in where texts are: up to LimeSurvey 3 every row is repeated per
language, from 4 on texts have tables of their own (``..._l10ns``). Subquestions have
a table of their own or sit among the questions.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from domain.errors import SourceIncomplete
from domain.phrases import Phrase, phrase
from domain.surveys import Question, SurveyStructure
from sources.inherited_settings import INHERITED
from sources.limesurvey_columns import (
    columns_from_questions,
    possible_columns,
    refuse_equal_headings,
)
from sources.limesurvey_questions import Part, completed, type_warnings
from sources.lss_columns import QuestionIds, database_headings, unknown_starts
from sources.lss_tables import Row, Tables, number, refused, texts_by

_KNOWN_VERSIONS = range(143, 800)
"""Of the database, from LimeSurvey 1.91 on; each main version from 6 has a hundred."""

_AGAIN = "."
"""Between a code that stands twice and its count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A questionnaire from a file, and what its columns are called in a database.

    ``headings`` maps each name a column of answers may have in the database of the
    server, old or new, to its heading; archives and VV files use these names.
    ``starts`` is how these names begin, where there are questions of unknown types.
    ``is_left_to_group`` where the group of surveys says whether it is anonymous, which
    no file holds.
    """

    structure: SurveyStructure
    headings: dict[str, str]
    starts: dict[str, str]
    is_left_to_group: bool


def definition_from(tables: Tables) -> Definition:
    """Return the questionnaire that the tables describe, columns derived from types.

    A question of an unknown type becomes one plain column and a warning. Raises
    ``SourceIncomplete`` where a part is missing or two columns share a name.
    """
    try:
        return _definition(tables)
    except (KeyError, ValueError) as error:
        raise refused("definition_lacks_part", part=str(error)) from None


def _definition(tables: Tables) -> Definition:
    survey = tables.survey
    base = survey.get("language", "")
    languages = tuple(
        dict.fromkeys([base, *survey.get("additional_languages", "").split()])
    )
    survey_id = survey.get("sid", "")
    if not survey_id.isascii() or not survey_id.isdigit():
        raise SourceIncomplete(
            "definition_without_number", where=phrase("the_definition")
        )
    asked = list(_questions(tables, languages))
    questions = tuple(question for question, _ in asked)
    ids = {question.code: each for question, each in asked}
    ranks = {
        code: int(places)
        for code, each in ids.items()
        if (places := tables.attribute(each.qid, "max_subquestions")).isdecimal()
    }
    columns = tuple(columns_from_questions(questions, ranks=ranks))
    refuse_equal_headings(columns, where=phrase("of_definition", survey_id=survey_id))
    hides = survey.get("anonymized") or survey.get("private")
    structure = SurveyStructure(
        survey_id=survey_id,
        languages=languages,
        titles=tables.titles(languages),
        is_anonymised=hides == "Y",
        has_datestamp=survey.get("datestamp") == "Y",
        questions=questions,
        columns=columns,
        warnings=(
            *_version_warnings(tables.version, survey_id),
            *_renamed(questions),
            *type_warnings(questions),
        ),
        has_decimal_comma=tables.language_setting(base, "numberformat") == "1",
    )
    headings = database_headings(
        columns,
        possible=possible_columns(questions),
        survey_id=survey_id,
        ids=ids,
    )
    starts = unknown_starts(questions, survey_id=survey_id, ids=ids)
    return Definition(
        structure=structure,
        headings=headings,
        starts=starts,
        is_left_to_group=hides == INHERITED,
    )


def _version_warnings(version: str, survey_id: str) -> tuple[Phrase, ...]:
    """Return a warning where nobody tried the form that a version writes."""
    is_number = version.isascii() and version.isdigit() and len(version) < 10
    if not version or (is_number and int(version) in _KNOWN_VERSIONS):
        return ()
    return (
        phrase("remark_version_unknown", survey_id=survey_id, version=version[:20]),
    )


def _questions(
    tables: Tables, languages: tuple[str, ...]
) -> Iterator[tuple[Question, QuestionIds]]:
    groups, options = tables.groups(languages[0]), _options(tables)
    rows = _unique(tables.listed)
    below: defaultdict[str, list[tuple[str, Part]]] = defaultdict(list)
    for row in rows:
        if number(row, "parent_qid"):
            below[row["parent_qid"]].append((row["qid"], _subquestion(row, tables)))
    for parts in below.values():
        parts.sort(key=lambda part: (part[1].scale, part[1].order))
    asked = [row for row in rows if not number(row, "parent_qid")]
    asked.sort(
        key=lambda row: (
            groups.get(row["gid"], (0, ""))[0],
            number(row, "question_order"),
        )
    )
    places = {gid: place for place, gid in enumerate(_ordered_groups(asked), start=1)}
    for position, (row, code) in enumerate(_named(asked), start=1):
        qid = row["qid"]
        question = Question(
            code=code,
            type=row["type"],
            group=groups.get(row["gid"], (0, ""))[1],
            group_position=places[row["gid"]],
            position=position,
            has_other=row.get("other") == "Y",
            is_hidden=tables.attribute(qid, "hidden") == "1",
            texts=tables.texts(qid),
        )
        lines = [part for _, part in below[qid]]
        choices = [part for _, part in options[qid]]
        ids = QuestionIds(
            gid=row["gid"],
            qid=qid,
            subquestions={(each.scale, each.code): sub for sub, each in below[qid]},
            options=tuple(aid for aid, _ in options[qid]),
        )
        yield completed(question, subquestions=lines, options=choices), ids


def _ordered_groups(asked: Iterable[Row]) -> dict[str, None]:
    return dict.fromkeys(row["gid"] for row in asked)


def _named(asked: Iterable[Row]) -> Iterator[tuple[Row, str]]:
    """Yield each question with a code of its own.

    Old versions allow one code for two questions. The second becomes ``CODE.2``: no
    code of LimeSurvey has a point in it, so the name is free.
    """
    times: Counter[str] = Counter()
    for row in asked:
        code = row["title"]
        times[code] += 1
        yield row, code if times[code] == 1 else f"{code}{_AGAIN}{times[code]}"


def _renamed(questions: Iterable[Question]) -> tuple[Phrase, ...]:
    return tuple(
        phrase(
            "remark_code_twice",
            code=question.code.split(_AGAIN)[0],
            name=question.code,
        )
        for question in questions
        if _AGAIN in question.code
    )


def _subquestion(row: Row, tables: Tables) -> Part:
    return Part(
        code=row["title"],
        scale=number(row, "scale_id"),
        order=number(row, "question_order"),
        texts=tables.texts(row["qid"]),
    )


def _options(tables: Tables) -> dict[str, list[tuple[str, Part]]]:
    """Return the options of each question by question id, each with its own id.

    Older versions have no option id; question, scale and code stand in for it.
    """
    texts = texts_by(tables.rows("answer_l10ns"), key="aid", text="answer")
    found: dict[tuple[str, int, str], tuple[str, Part]] = {}
    for row in tables.rows("answers"):
        scale = number(row, "scale_id")
        blank = Part(
            code=row["code"],
            scale=scale,
            order=number(row, "sortorder"),
            texts={},
            assessment=_signed(row.get("assessment_value", "")),
        )
        key = (row["qid"], scale, row["code"])
        _, part = found.setdefault(key, (row.get("aid", ""), blank))
        part.texts.update(texts.get(row.get("aid", ""), {}))
        if row.get("language"):
            part.texts[row["language"]] = row.get("answer", "")
    by_question: defaultdict[str, list[tuple[str, Part]]] = defaultdict(list)
    for (qid, _, _), option in found.items():
        by_question[qid].append(option)
    return by_question


def _unique(rows: Iterable[Row]) -> list[Row]:
    """Return one row per question id; older versions repeat it per language."""
    return list({row["qid"]: row for row in rows}.values())


def _signed(text: str) -> int:
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdigit() else 0
