"""Headings as an export writes them in, the headings of the questionnaire out.

One column is called ``DUAL[WARMTE][1]``, ``DUAL_WARMTE_0``, ``DUAL_WARMTE#0`` or, in
LimeSurvey 7, ``STKTYPE[_Cother]``, by the kind and version of the export. A heading
is never taken apart: all names a column may have are made from the questionnaire.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from domain.surveys import KNOWN, AnswerPart, ResponseColumn, SurveyStructure
from sources.limesurvey_columns import possible_columns

_NEW_ENDINGS = {AnswerPart.OTHER: "_Cother", AnswerPart.COMMENT: "_Ccomment"}


def renamed_headings(
    headings: Iterable[str],
    structure: SurveyStructure,
    *,
    database: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Return the heading of the questionnaire for each heading that differs from it.

    ``database`` adds the names of the server's own table, where a definition with ids
    is at hand. Headings that are known already, or are of no column, are left out.
    """
    received = list(headings)
    canonical = {column.heading for column in structure.columns}
    known = [column for column in structure.columns if column.type in KNOWN]
    possible = [*structure.columns, *possible_columns(structure.questions)]
    aliases = {**_aliases(known, possible), **(database or {})}
    found = {
        name: aliases[name]
        for name in received
        if name not in canonical and name in aliases
    }
    found |= _ranks(received, structure.columns)
    left = set(received) - found.keys()
    return {name: to for name, to in found.items() if to not in left}


def renamed_rows(
    rows: Sequence[Mapping[str, Any]],
    structure: SurveyStructure,
    *,
    database: Mapping[str, str] | None = None,
) -> Sequence[Mapping[str, Any]]:
    """Return the rows under the headings of the questionnaire; the same if they are."""
    if not rows:
        return rows
    rename = renamed_headings(rows[0], structure, database=database)
    if not rename:
        return rows
    return [{rename.get(name, name): row[name] for name in row} for row in rows]


def headings_by_name(
    pairs: Iterable[tuple[str, str]], *, possible: Iterable[tuple[str, str]] = ()
) -> dict[str, str]:
    """Return the heading of each name; a name of two headings is left out.

    A ``possible`` pair counts where no other has its name.
    """
    sure = set(pairs)
    taken = {name for name, _ in sure}
    different = sure | {pair for pair in possible if pair[0] not in taken}
    times = Counter(name for name, _ in different)
    return {name: heading for name, heading in different if times[name] == 1}


def _aliases(
    columns: Iterable[ResponseColumn], possible: Iterable[ResponseColumn]
) -> dict[str, str]:
    return headings_by_name(_named(columns), possible=_named(possible))


def _named(columns: Iterable[ResponseColumn]) -> Iterator[tuple[str, str]]:
    return ((name, column.heading) for column in columns for name in _names(column))


def _names(column: ResponseColumn) -> Iterator[str]:
    code, inner = column.question_code, _inner(column)
    scale = column.scale
    joined = f"{code}_{inner}" if inner else code
    yield f"{joined}_{scale - 1}" if scale else joined
    if scale:
        yield f"{joined}#{scale - 1}"
    if column.part is AnswerPart.FILE_COUNT:
        yield f"{code}__{inner}"
    if column.part in _NEW_ENDINGS and not column.subquestion_code:
        ending = _NEW_ENDINGS[column.part]
        yield f"{code}[{ending}]"
        yield f"{code}_{ending}"


def _inner(column: ResponseColumn) -> str:
    """Return what stands between the first brackets of a heading."""
    rest = column.heading.removeprefix(column.question_code)
    return rest.partition("]")[0].removeprefix("[")


def _ranks(
    received: Sequence[str], columns: Iterable[ResponseColumn]
) -> dict[str, str]:
    """Pair the places of a ranking with headings that carry another number.

    LimeSurvey 7 writes the id of an item there; the places come in order.
    """
    places: dict[str, list[str]] = {}
    for column in columns:
        if column.rank:
            places.setdefault(column.question_code, []).append(column.heading)
    found: dict[str, str] = {}
    for code, headings in places.items():
        pattern = re.compile(rf"{re.escape(code)}(\[\d+\]|_\d+)")
        numbered = [name for name in received if pattern.fullmatch(name)]
        if len(numbered) == len(headings) and set(numbered) != set(headings):
            found |= dict(zip(numbered, headings, strict=True))
    return found
