"""A number is the same text whether a form exports it or shows what is stored."""

from typing import Any

import pytest

from sources.export_rows import read_export_rows
from sources.survey_definition import SurveyDefinition, read_definition
from tests.doors.definition_writer import as_definition, as_responses
from tests.doors.export_writers import as_archive, as_csv, as_json, as_vv
from tests.doors.field_maps import field_map, invented_ids
from tests.doors.survey_examples import question, survey

SURVEY = survey(
    question("N", "N"),
    question("K", "K", rows=("a",)),
    question("G", ":", rows=("y",), across=("x",)),
    question("S", "S"),
    question("E", "*"),
)
IDS = invented_ids(SURVEY)
# as it is exported | as a database stores it
NUMBERS = [
    ("12500.5", "12500.5000000000"),
    ("12500", "12500.0000000000"),
    ("0.5", ".5000000000"),
    ("-0.25", "-.2500000000"),
    ("0", "0.0000000000"),
    ("99999999999999999999.0000000001", "99999999999999999999.0000000001"),
    ("1.23", "1.23"),
    ("1.230000000", "1.230000000"),
    ("100", "100"),
]


def rows_with(number: str, text: str) -> list[dict[str, Any]]:
    answers = {"N": number, "K[a]": number, "G[y_x]": text, "S": text, "E": text}
    blank = dict.fromkeys(answers)
    start = {"submitdate": "2026-09-01 09:00:00"}
    return [{"id": "1", **start, **answers}, {"id": "2", **start, **blank}]


def read(data: bytes, definition: SurveyDefinition) -> list[dict[str, Any]]:
    rows, _ = read_export_rows(data, definition=definition, where="f")
    return [dict(row) for row in rows]


@pytest.mark.parametrize(("exported", "stored"), NUMBERS)
def test_what_is_stored_is_read_as_it_is_exported(exported: str, stored: str) -> None:
    lss = as_definition(SURVEY, IDS)
    definition = read_definition(lss, where="s.lss")
    expected = rows_with(exported, "3.0000000000")
    assert read(as_json(expected), definition) == expected
    kept = rows_with(stored, "3.0000000000")
    fields = field_map(SURVEY, IDS)
    headings = [column.heading for column in SURVEY.columns]
    names = dict(zip(headings, fields, strict=True))
    named = [{names.get(key, key): row[key] for key in row} for row in kept]
    lsr = as_responses(named[0], named)
    archive = as_archive({"a.lss": lss, "b.lsr": lsr})
    for form in (lsr, archive, as_vv(kept, names), as_csv(kept), as_json(kept)):
        assert read(form, definition) == expected
