"""Answer columns and listed questions of a server in, refusal of a short list out.

A column names its question and mostly the row of it by number. The rows of a dual
scale and the columns of a table it names by code alone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from domain.errors import SourceIncomplete
from domain.phrases import Phrase
from domain.surveys import CELLS, DUAL

Line = Mapping[str, Any]
_Part = tuple[str, int, str]
"""A question or subquestion: its number; or that of its question, scale and code."""
_EXAMPLES = 5


def refuse_missing_questions(
    fields: Iterable[Line],
    listed: Mapping[str, Sequence[Line]],
    *,
    where: str | Phrase,
) -> None:
    """Hold the questions ``listed`` in each language against the answer columns.

    Raises ``SourceIncomplete``, naming question and part, where a column belongs to
    a question or subquestion that is not in the list.
    """
    codes = {
        str(each["qid"]): str(each["title"])
        for lines in listed.values()
        for each in lines
    }
    needed = {
        part: name for field in fields for part, name in _parts_of(field, codes=codes)
    }
    for language, lines in listed.items():
        known = {part for each in lines for part in _listed_as(each)}
        missing = [needed[part] for part in needed if part not in known]
        if missing:
            raise SourceIncomplete(
                "questions_missing",
                where=where,
                language=language,
                missing=len(missing),
                needed=len(needed),
                examples=missing[:_EXAMPLES],
            )


def _parts_of(field: Line, *, codes: Mapping[str, str]) -> Iterator[tuple[_Part, str]]:
    """Yield what must be listed for a column, and what it is called in a message.

    The code of a row that no language lists is not known; then neither is that of a
    column behind it.
    """
    qid, row, title = str(field["qid"]), str(field.get("sqid") or ""), field["title"]
    kind, ending = str(field["type"]), str(field.get("aid") or "")
    yield (qid, 0, ""), str(title)
    if row:
        yield (row, 0, ""), f"{title}: {codes.get(row, ending)}"
    if kind == DUAL and ending and not row:
        yield (qid, 0, ending), f"{title}: {ending}"
    start = f"{codes[row]}_" if kind in CELLS and row in codes else None
    if start and ending.startswith(start):
        across = ending.removeprefix(start)
        yield (qid, 1, across), f"{title}: {across}"


def _listed_as(line: Line) -> Iterator[_Part]:
    yield str(line["qid"]), 0, ""
    parent = str(line.get("parent_qid") or "0")
    if parent != "0":
        yield parent, int(line.get("scale_id") or 0), str(line["title"])
