"""Columns of a definition and the ids in it in, their names in a database out.

Archives and VV files carry the names of the server's own table. These are ambiguous
to take apart, but a definition holds every id they are made of, so all possible names
are made and looked up. LimeSurvey 6 and older and LimeSurvey 7 make them differently.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from domain.surveys import CELLS, KNOWN, AnswerPart, Question, ResponseColumn
from sources.export_headings import headings_by_name

_OLD_ENDINGS = {
    AnswerPart.VALUE: "",
    AnswerPart.OTHER: "other",
    AnswerPart.COMMENT: "comment",
    AnswerPart.OTHER_COMMENT: "othercomment",
    AnswerPart.FILES: "",
    AnswerPart.FILE_COUNT: "_filecount",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionIds:
    """The numbers a server gave a question and its parts.

    ``subquestions`` by scale and code; ``options`` in order of their rows, without
    numbers (empty) in old versions.
    """

    gid: str
    qid: str
    subquestions: Mapping[tuple[int, str], str]
    options: tuple[str, ...]


def database_headings(
    columns: Iterable[ResponseColumn],
    *,
    survey_id: str,
    ids: Mapping[str, QuestionIds],
    possible: Iterable[ResponseColumn] = (),
) -> dict[str, str]:
    """Return the heading of each name a column may have in the server's table.

    A name that two columns could have is left out: it cannot be told apart.
    ``possible`` columns, of unknown types, have only names that no known one has.
    """

    def named(among: Iterable[ResponseColumn]) -> Iterator[tuple[str, str]]:
        for column in among:
            for name in _names(column, survey_id, ids[column.question_code]):
                yield name, column.heading

    known = (column for column in columns if column.type in KNOWN)
    return headings_by_name(named(known), possible=named(possible))


def unknown_starts(
    questions: Iterable[Question], *, survey_id: str, ids: Mapping[str, QuestionIds]
) -> dict[str, str]:
    """Return how the names of each question begin, old and new, and its code.

    The code is empty where its type is known, so that its names are all foreseen.
    """
    found: dict[str, str] = {}
    for question in questions:
        code = "" if question.type in KNOWN else question.code
        own = ids[question.code]
        of_table = (f"{survey_id}X{own.gid}X{own.qid}", f"Q{own.qid}_")
        found |= dict.fromkeys((*of_table, f"{question.code}_"), code)
    return found if any(found.values()) else {}


def _names(column: ResponseColumn, survey_id: str, ids: QuestionIds) -> Iterator[str]:
    yield _old_name(column, survey_id, ids)
    yield from _new_names(column, ids)


def _old_name(column: ResponseColumn, survey_id: str, ids: QuestionIds) -> str:
    """Return the name up to LimeSurvey 6, such as ``202601X2X10WARMTE#0``."""
    scale = f"#{column.scale - 1}" if column.scale else ""
    rank = str(column.rank) if column.rank else ""
    ending = column.subquestion_code + _OLD_ENDINGS[column.part] + rank + scale
    return f"{survey_id}X{ids.gid}X{ids.qid}{ending}"


def _new_names(column: ResponseColumn, ids: QuestionIds) -> Iterator[str]:
    """Yield the names from LimeSurvey 7 on, such as ``Q10_S34#0``."""
    start = f"Q{ids.qid}"
    if column.rank:
        is_ranking = column.type in KNOWN
        endings = _rank_endings(column.rank, ids, is_ranking=is_ranking)
        yield from (start + ending for ending in endings)
        return
    below = _subquestion_ids(column, ids)
    if below is None:
        return
    old = _OLD_ENDINGS[column.part].removeprefix("_")
    ending = f"_C{old}" if old else ""
    scale = f"#{column.scale - 1}" if column.scale else ""
    yield start + "".join(f"_S{each}" for each in below) + ending + scale


def _rank_endings(rank: int, ids: QuestionIds, *, is_ranking: bool) -> Iterator[str]:
    """Yield the endings of a place of a ranking, which borrows the id of an item.

    In a type that is unknown an item without more is taken for itself.
    """
    numbers = sorted(filter(None, ids.options), key=lambda aid: (len(aid), aid))
    if rank <= len(numbers):
        yield f"_R{numbers[rank - 1]}"
    items = list(ids.subquestions.values()) if is_ranking else []
    if rank <= len(items):
        yield f"_S{items[rank - 1]}"


def _subquestion_ids(column: ResponseColumn, ids: QuestionIds) -> list[str] | None:
    code = column.subquestion_code
    if not code:
        return []
    found = ids.subquestions.get((0, code))
    if column.type not in CELLS and (found or column.type in KNOWN):
        return [found] if found else None
    for (scale, across), number in ids.subquestions.items():
        row = ids.subquestions.get((0, code.removesuffix(f"_{across}")))
        if scale == 1 and row and code.endswith(f"_{across}"):
            return [row, number]
    return None
