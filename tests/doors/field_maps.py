"""A questionnaire in, the columns LimeSurvey itself makes of it out.

Written from what LimeSurvey does, not from the product: names in the database, codes
for headings and the parts a field map tells, of version 6 and of version 7.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from domain.surveys import Question, SurveyStructure

SINGLE = "L!OSTUNDYGX5*I~"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ids:
    """The numbers a server would give; ``subquestions`` and ``options`` by code."""

    gid: int
    qid: int
    subquestions: dict[tuple[int, str], int] = field(default_factory=dict)
    options: dict[tuple[int, str], int] = field(default_factory=dict)


def invented_ids(structure: SurveyStructure) -> dict[str, Ids]:
    """Return numbers for every question and its parts, by question code."""
    found: dict[str, Ids] = {}
    following = iter(range(100, 100_000))
    for place, question in enumerate(structure.questions, start=11):
        found[question.code] = Ids(
            gid=question.group_position,
            qid=place,
            subquestions={
                (each.scale, each.code): next(following)
                for each in question.subquestions
            },
            options={
                (each.scale, each.code): next(following) for each in question.options
            },
        )
    return found


def field_map(
    structure: SurveyStructure, ids: dict[str, Ids], *, is_version_7: bool = False
) -> dict[str, dict[str, Any]]:
    """Return what ``get_fieldmap`` says of the answer columns, by database name."""
    found: dict[str, dict[str, Any]] = {}
    for question in structure.questions:
        numbers = ids[question.code]
        start = f"{structure.survey_id}X{numbers.gid}X{numbers.qid}"
        for entry, old, new in _fields(question, numbers):
            name = f"Q{numbers.qid}{new}" if is_version_7 else f"{start}{old}"
            shared = {"title": question.code, "type": question.type}
            about = {"qid": numbers.qid, "gid": numbers.gid, "suffix": old}
            found[name] = {**shared, **about, **entry}
            if is_version_7:
                found[name]["aid"] = entry.get("aid_7", entry["aid"])
    return found


def code_heading(entry: dict[str, Any], *, is_expression: bool = False) -> str:
    """Return the heading in 'question code' style, or as an expression variable."""
    left, right = ("_", "") if is_expression else ("[", "]")
    heading = str(entry["title"])
    if str(entry["aid"]):
        heading += f"{left}{entry['aid']}{right}"
    if entry.get("scale"):
        heading += f"{left}{entry['scale_id'] + (not is_expression)}{right}"
    return heading


Field = tuple[dict[str, Any], str, str]
"""What the map says of a column, and the endings of its name in versions 6 and 7."""


def _fields(question: Question, ids: Ids) -> Iterator[Field]:
    kind = question.type
    if kind in SINGLE:
        yield {"aid": ""}, "", ""
        if kind in "L!" and question.has_other:
            yield {"aid": "other", "aid_7": "_Cother"}, "other", "_Cother"
        if kind == "O":
            yield {"aid": "comment", "aid_7": "_Ccomment"}, "comment", "_Ccomment"
    elif kind == "R":
        for rank, number in enumerate(sorted(ids.options.values()), start=1):
            yield {"aid": rank, "aid_7": number}, str(rank), f"_R{number}"
    elif kind == "|":
        yield {"aid": ""}, "", ""
        yield {"aid": "filecount"}, "_filecount", "_Cfilecount"
    else:
        yield from _part_fields(question, ids)


def _part_fields(question: Question, ids: Ids) -> Iterator[Field]:
    for each in question.subquestions:
        if each.scale == 0:
            yield from _row_fields(question, each.code, ids)
    if question.has_other and question.type in "MP":
        yield {"aid": "other"}, "other", "_Cother"
        if question.type == "P":
            yield {"aid": "othercomment"}, "othercomment", "_Cothercomment"


def _row_fields(question: Question, code: str, ids: Ids) -> Iterator[Field]:
    number = ids.subquestions[(0, code)]
    if question.type in ";:@" and any(scale for scale, _ in ids.subquestions):
        for (scale, across), other in ids.subquestions.items():
            if scale == 1:
                entry = {"aid": f"{code}_{across}", "sqid": number}
                yield entry, f"{code}_{across}", f"_S{number}_S{other}"
    elif question.type == "1":
        for scale in (0, 1):
            entry = {"aid": code, "scale_id": scale, "scale": f"Schaal {scale}"}
            yield entry, f"{code}#{scale}", f"_S{number}#{scale}"
    else:
        yield {"aid": code, "sqid": number}, code, f"_S{number}"
        if question.type == "P":
            comment = f"{code}comment"
            yield {"aid": comment}, comment, f"_S{number}_Ccomment"
