"""What LimeSurvey says of a column or question in, response columns out.

Column names of the database are never taken apart: they differ between versions and
are ambiguous (``...X61`` may be question 6, rank 1, or question 61). A heading is
built from what the field map says *about* a column; for a saved definition, from the
types of its questions.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from domain.errors import SourceIncomplete
from domain.phrases import Phrase
from domain.surveys import (
    ARRAYS,
    DUAL,
    KNOWN,
    RANKING,
    UPLOAD,
    AnswerPart,
    Question,
    ResponseColumn,
)

_WITH_OTHER_TEXT = frozenset("L!MP")


def columns_from_fields(
    fields: Iterable[Mapping[str, Any]],
) -> Iterator[ResponseColumn]:
    """Yield the columns of the field map of a server, in its order."""
    places: Counter[str] = Counter()
    for field in fields:
        if str(field["type"]) == RANKING:
            places[str(field["qid"])] += 1
        yield _column_from_field(field, rank=places[str(field["qid"])])


def _column_from_field(field: Mapping[str, Any], *, rank: int) -> ResponseColumn:
    """Return one column from one entry of the field map.

    A real subquestion carries ``sqid``; the columns for "other" and comments do not,
    which is how a subquestion that happens to be called ``other`` is told apart.
    ``rank`` counts the places of a ranking: LimeSurvey 7 puts the id of an item where
    older versions put the place. It also writes ``_Cother`` for ``other``.
    """
    code, kind = str(field["title"]), str(field["type"])
    suffix = str(field.get("aid") or "")
    if kind == RANKING:
        return _column(code, kind, rank=rank)
    if suffix and (kind == DUAL or (kind not in KNOWN and field.get("scale"))):
        scale = int(field.get("scale_id") or 0) + 1
        return _column(code, kind, suffix, scale=scale)
    if not field.get("sqid"):
        suffix = suffix.removeprefix("_C")
    part = AnswerPart.VALUE if field.get("sqid") else _part_of(kind, suffix)
    return _column(code, kind, _subquestion_of(suffix, part), part=part)


def columns_from_questions(
    questions: Iterable[Question], *, ranks: Mapping[str, int]
) -> Iterator[ResponseColumn]:
    """Yield the columns of a definition in export order.

    ``ranks`` limits how many places of a ranking are asked, by question code.
    """
    for question in questions:
        yield from _columns_of(question, ranks.get(question.code, 0))


def possible_columns(questions: Iterable[Question]) -> Iterator[ResponseColumn]:
    """Yield every column that questions of an unknown type may have.

    It may be built as any known type is: with scales, ranks, cells, comments, files.
    """
    for question in questions:
        if question.type in KNOWN:
            continue
        code, kind = question.code, question.type
        yield _column(code, kind)
        yield from (_column(code, kind, part=part) for part in _SUFFIXES)
        count = max(len(question.subquestions), len(question.options))
        yield from (_column(code, kind, rank=rank) for rank in range(1, count + 1))
        yield from _possible_parts(question)


def _possible_parts(question: Question) -> Iterator[ResponseColumn]:
    code, kind = question.code, question.type
    rows = [sub.code for sub in question.subquestions if sub.scale == 0]
    across = [sub.code for sub in question.subquestions if sub.scale == 1]
    for row in rows:
        yield _column(code, kind, row)
        yield _column(code, kind, row, part=AnswerPart.COMMENT)
        yield from (_column(code, kind, row, scale=scale) for scale in (1, 2))
        yield from (_column(code, kind, f"{row}_{each}") for each in across)


def refuse_equal_headings(
    columns: Iterable[ResponseColumn], *, where: str | Phrase
) -> None:
    """Raise ``SourceIncomplete`` if two columns would overwrite each other."""
    seen: set[str] = set()
    for column in columns:
        if column.heading in seen:
            raise SourceIncomplete(
                "questions_share_column", where=where, heading=column.heading
            )
        seen.add(column.heading)


def _part_of(kind: str, suffix: str) -> AnswerPart:
    if kind == UPLOAD:
        return AnswerPart.FILE_COUNT if suffix == "filecount" else AnswerPart.FILES
    if suffix == "other" and kind in _WITH_OTHER_TEXT:
        return AnswerPart.OTHER
    if suffix == "othercomment" and kind == "P":
        return AnswerPart.OTHER_COMMENT
    if suffix.endswith("comment") and kind in "OP":
        return AnswerPart.COMMENT
    return AnswerPart.VALUE


def _subquestion_of(suffix: str, part: AnswerPart) -> str:
    if part is AnswerPart.COMMENT:
        return suffix.removesuffix("comment")
    return suffix if part is AnswerPart.VALUE else ""


_SUFFIXES = {
    AnswerPart.VALUE: "",
    AnswerPart.OTHER: "other",
    AnswerPart.COMMENT: "comment",
    AnswerPart.OTHER_COMMENT: "othercomment",
    AnswerPart.FILES: "",
    AnswerPart.FILE_COUNT: "filecount",
}


def _column(
    code: str,
    kind: str,
    subquestion: str = "",
    *,
    part: AnswerPart = AnswerPart.VALUE,
    scale: int = 0,
    rank: int = 0,
) -> ResponseColumn:
    inner = subquestion + _SUFFIXES[part] or (str(rank) if rank else "")
    heading = code + (f"[{inner}]" if inner else "") + (f"[{scale}]" if scale else "")
    return ResponseColumn(
        heading=heading,
        question_code=code,
        subquestion_code=subquestion,
        type=kind,
        part=part,
        scale=scale,
        rank=rank,
    )


def _columns_of(question: Question, ranks: int) -> Iterator[ResponseColumn]:
    code, kind = question.code, question.type
    if kind == UPLOAD:
        yield _column(code, kind, part=AnswerPart.FILES)
        yield _column(code, kind, part=AnswerPart.FILE_COUNT)
    elif kind == RANKING:
        places = len(question.options)
        for rank in range(1, (min(ranks, places) if ranks else places) + 1):
            yield _column(code, kind, rank=rank)
    elif kind in ARRAYS or kind == DUAL or question.has_cells or _is_new(question):
        yield from _array_columns(question)
    else:
        yield _column(code, kind)
        if kind == "O":
            yield _column(code, kind, part=AnswerPart.COMMENT)
    yield from _other_columns(question)


def _is_new(question: Question) -> bool:
    """Tell an unknown type with rows: LimeSurvey gives each row a column then."""
    has_rows = any(sub.scale == 0 for sub in question.subquestions)
    return question.type not in KNOWN and has_rows


def _array_columns(question: Question) -> Iterator[ResponseColumn]:
    code, kind = question.code, question.type
    rows = [sub.code for sub in question.subquestions if sub.scale == 0]
    across = [sub.code for sub in question.subquestions if sub.scale == 1]
    for row in rows:
        if question.has_cells:
            yield from (_column(code, kind, f"{row}_{each}") for each in across)
        elif kind == DUAL:
            yield from (_column(code, kind, row, scale=scale) for scale in (1, 2))
        else:
            yield _column(code, kind, row)
        if kind == "P":
            yield _column(code, kind, row, part=AnswerPart.COMMENT)


def _other_columns(question: Question) -> Iterator[ResponseColumn]:
    if not question.has_other or question.type not in _WITH_OTHER_TEXT:
        return
    yield _column(question.code, question.type, part=AnswerPart.OTHER)
    if question.type == "P":
        yield _column(question.code, question.type, part=AnswerPart.OTHER_COMMENT)
