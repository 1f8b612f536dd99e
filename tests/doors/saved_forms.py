"""A survey and its rows in, a folder with every form LimeSurvey saves them in out."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from domain.surveys import SurveyStructure
from tests.doors.definition_writer import as_definition, as_responses
from tests.doors.export_writers import as_archive, as_csv, as_json, as_r, as_vv
from tests.doors.field_maps import code_heading, field_map, invented_ids

Row = Mapping[str, Any]


def saved_rows(survey: SurveyStructure, *given: Row) -> list[dict[str, Any]]:
    """Return complete responses, numbered from 1; what is not given was not shown."""
    return [
        {
            "id": str(number),
            "submitdate": "2026-09-01 09:00:00",
            **{column.heading: None for column in survey.columns},
            **row,
        }
        for number, row in enumerate(given, start=1)
    ]


def write_saved_forms(
    folder: Path, survey: SurveyStructure, rows: Sequence[Row]
) -> None:
    """Write the definition as ``s.lss`` and the answers in every form beside it."""
    ids = invented_ids(survey)
    fields = field_map(survey, ids)
    headings = [column.heading for column in survey.columns]
    lss = as_definition(survey, ids)
    stored = [
        {
            **{name: row[name] for name in row if name not in headings},
            **dict(zip(fields, (row[name] for name in headings), strict=True)),
        }
        for row in rows
    ]
    lsr = as_responses(stored[0], stored)
    names = {
        code_heading(entry): "_".join(filter(None, (entry["title"], entry["suffix"])))
        for entry in fields.values()
    }
    types = {name: "M" for name in ("MEER[a]", "MEER[other1]")}
    data, syntax = as_r(rows, names, types)
    files = {
        "s.lss": lss,
        "s.lsa": as_archive({"survey_7.lss": lss, "survey_7_responses.lsr": lsr}),
        "leeg.lsa": as_archive({"survey_7.lss": lss}),
        "s.lsr": lsr,
        "s.json": as_json(rows),
        "s.csv": as_csv(rows),
        "vvexport_7.csv": as_vv(rows, dict(zip(headings, fields, strict=True))),
        "survey_7_R_data_file.csv": data,
        "survey_7_R_syntax_file.R": syntax,
        "anders.R": syntax,
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
