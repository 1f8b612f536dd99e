"""A question for a CBS table in, OData version 4 asked and read for it out."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from domain.errors import SourceIncomplete
from domain.figures import Measure, Observation
from sources.answer_values import whole_number
from sources.cbs_question import Code, Question, TableShape
from sources.landed_answers import AnswersIn, AnswersOut
from sources.open_door import OpenDoor

IDENTITY, MEASURES = "Properties", "MeasureCodes"
_NEXT, _COUNT = "@odata.nextLink", "@odata.count"


def fetch_identity(door: OpenDoor, address: str, landed: AnswersOut) -> None:
    """Land the record of the table: it says when the figures last changed."""
    landed.add(IDENTITY, door.fetch_json(f"{address}/{IDENTITY}"))


def fetch_shape(door: OpenDoor, address: str, landed: AnswersOut) -> None:
    """Land what the table is made of, and the codes of every dimension."""
    for name in ("Dimensions", MEASURES):
        _fetch_list(door, f"{address}/{name}", name, landed)
    for name in shape_in(landed.read()).dimensions:
        _fetch_list(door, f"{address}/{name}Codes", f"{name}Codes", landed)


def shape_in(answers: AnswersIn) -> TableShape:
    """Return the measures and dimensions that were landed."""
    dimensions = {
        str(row.get("Identifier", "")): str(row.get("Kind") or "")
        for row in answers.rows("Dimensions")
    }
    return TableShape(measures=tuple(measures_in(answers)), dimensions=dimensions)


def measures_in(answers: AnswersIn) -> Iterator[Code]:
    """Yield the measures that were landed."""
    return _codes(answers, MEASURES)


def codes_in(answers: AnswersIn, dimension: str) -> list[Code]:
    """Return the codes of a dimension that were landed."""
    return list(_codes(answers, f"{dimension}Codes"))


def fetch_figures(
    door: OpenDoor, address: str, question: Question, landed: AnswersOut
) -> None:
    """Land the figures asked for; raise ``SourceIncomplete`` if some are missing."""
    codes = [measure.code for measure in question.measures]
    for part in question.parts():
        query = {"$filter": _filter({"Measure": codes, **part}), "$count": "true"}
        said: int | None = None
        got = 0
        pages = door.fetch_pages(f"{address}/Observations", query, next_key=_NEXT)
        for answer in pages:
            said = _said(answer.table, said, where=door.where)
            count = landed.add("Observations", answer, figures_per_row=1)
            got += count
        if said is not None and said != got:
            raise SourceIncomplete(
                "open_rows_missing", where=door.where, said=said, got=got
            )


def observations_in(
    answers: AnswersIn, shape: TableShape, measures: Sequence[Measure]
) -> Iterator[Observation]:
    """Yield every figure that was landed: here a row is a figure."""
    for item, number, row in answers.numbered("Observations"):
        text = row.get("StringValue")
        yield Observation(
            item=item,
            row=number,
            measure=_text(row.get("Measure")),
            region=_text(row.get(shape.region)),
            period=_text(row.get(shape.period)),
            value=row.get("Value") if text is None else text,
        )


def _said(table: Mapping[str, Any], before: int | None, *, where: str) -> int | None:
    """Return how many rows a page says there are; only the first one has to."""
    if table.get(_COUNT) is None:
        return before
    return whole_number(table[_COUNT], name=_COUNT, where=where)


def _filter(wanted: Mapping[str, Sequence[str]]) -> str:
    return " and ".join(
        "(" + " or ".join(f"{name} eq '{code}'" for code in codes) + ")"
        for name, codes in wanted.items()
    )


def _fetch_list(door: OpenDoor, url: str, name: str, landed: AnswersOut) -> None:
    for answer in door.fetch_pages(url, {}, next_key=_NEXT):
        landed.add(name, answer)


def _codes(answers: AnswersIn, name: str) -> Iterator[Code]:
    for row in answers.rows(name):
        yield Code(
            code=_text(row.get("Identifier")),
            title=_text(row.get("Title")),
            unit=_text(row.get("Unit")),
            status=_text(row.get("Status")),
        )


def _text(value: Any) -> str:
    return "" if value is None else str(value).strip()
