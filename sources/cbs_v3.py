"""A question for a CBS table in, OData version 3 asked and read for it out.

Version 3 is wide: a row has a column per measure. Its keys are padded with spaces.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from domain.figures import Measure, Observation
from sources.cbs_question import Code, Question, TableShape
from sources.cbs_v4 import measures_in
from sources.landed_answers import AnswersIn, AnswersOut
from sources.open_door import OpenDoor

IDENTITY = "TableInfos"
_NEXT = "odata.nextLink"
_JSON = {"$format": "json"}
_FIGURES = "TypedDataSet"


def fetch_identity(door: OpenDoor, address: str, landed: AnswersOut) -> None:
    """Land the record of the table: it says when the figures last changed."""
    landed.add(IDENTITY, door.fetch_json(f"{address}/{IDENTITY}", _JSON))


def fetch_shape(door: OpenDoor, address: str, landed: AnswersOut) -> None:
    """Land what the table is made of, and the codes of every dimension."""
    _fetch_list(door, address, "DataProperties", landed)
    for name in shape_in(landed.read()).dimensions:
        _fetch_list(door, address, name, landed)


def shape_in(answers: AnswersIn) -> TableShape:
    """Return the measures and dimensions that were landed."""
    measures: list[Code] = []
    dimensions: dict[str, str] = {}
    for row in answers.rows("DataProperties"):
        kind, key = _text(row.get("Type")), _text(row.get("Key"))
        if kind == "Topic":
            title, unit = _text(row.get("Title")), _text(row.get("Unit"))
            measures.append(Code(code=key, title=title, unit=unit))
        elif kind.endswith("Dimension") or kind == "GeoDetail":
            dimensions[key] = kind
    return TableShape(
        measures=tuple(measures),
        dimensions=dimensions,
        of_other_version=tuple(measures_in(answers)),
        has_own_codes=True,
    )


def codes_in(answers: AnswersIn, dimension: str) -> list[Code]:
    """Return the codes of a dimension that were landed."""
    return [
        Code(
            code=_text(row.get("Key")),
            title=_text(row.get("Title")),
            status=_text(row.get("Status")),
        )
        for row in answers.rows(dimension)
    ]


def fetch_figures(
    door: OpenDoor, address: str, question: Question, landed: AnswersOut
) -> None:
    """Land the rows asked for; a code is asked as padded as the table holds it."""
    padded = _padded(landed.read(), question.shape)
    columns = [*question.shape.dimensions, *(each.code for each in question.measures)]
    for part in question.parts():
        asked = {
            name: [padded.get((name, code), code) for code in codes]
            for name, codes in part.items()
        }
        query = {**_JSON, "$filter": _filter(asked), "$select": ",".join(columns)}
        url = f"{address}/{_FIGURES}"
        for answer in door.fetch_pages(url, query, next_key=_NEXT):
            landed.add(_FIGURES, answer, figures_per_row=len(question.measures))


def observations_in(
    answers: AnswersIn, shape: TableShape, measures: Sequence[Measure]
) -> Iterator[Observation]:
    """Yield every figure that was landed: a row has one per measure."""
    for item, number, row in answers.numbered(_FIGURES):
        for measure in measures:
            yield Observation(
                item=item,
                row=number,
                measure=measure.code,
                region=_text(row.get(shape.region)),
                period=_text(row.get(shape.period)),
                value=row.get(measure.code),
            )


def _padded(answers: AnswersIn, shape: TableShape) -> dict[tuple[str, str], str]:
    return {
        (name, _text(row.get("Key"))): str(row.get("Key"))
        for name in shape.dimensions
        for row in answers.rows(name)
    }


def _filter(wanted: Mapping[str, Sequence[str]]) -> str:
    return " and ".join(
        "(" + " or ".join(f"{name} eq '{code}'" for code in codes) + ")"
        for name, codes in wanted.items()
    )


def _fetch_list(door: OpenDoor, address: str, name: str, landed: AnswersOut) -> None:
    for answer in door.fetch_pages(f"{address}/{name}", _JSON, next_key=_NEXT):
        landed.add(name, answer)


def _text(value: Any) -> str:
    return "" if value is None else str(value).strip()
