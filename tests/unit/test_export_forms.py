"""One survey gives the same pages through every door and in every form."""

import base64
import gzip
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from domain.surveys import SurveyStructure
from sources.export_rows import read_export_rows
from sources.limesurvey_columns import columns_from_fields
from sources.respondent_door import landed_pages
from sources.survey_definition import SurveyDefinition, read_definition
from tests.doors.definition_writer import as_definition, as_responses
from tests.doors.export_writers import as_archive, as_csv, as_json, as_r, as_vv
from tests.doors.field_maps import code_heading, field_map, invented_ids
from tests.doors.survey_examples import RECORDINGS, SHARED, needs_shared
from tests.doors.survey_shapes import answers_of, structures

Row = Mapping[str, Any]
Change = Callable[[str], str]
SYSTEM = {
    "submitdate": "2026-09-01 09:00:00",
    "lastpage": "3",
    "startlanguage": "nl",
    "seed": None,
    "token": "TOK1",
    "startdate": "2026-09-01 08:00:00",
    "datestamp": "2026-09-01 09:00:00",
}
LOST_BY_R = frozenset("YCEG")


def pages(
    data: bytes, definition: SurveyDefinition, r_syntax: bytes | None = None
) -> list[bytes]:
    """Return what lands of an export."""
    rows, _ = read_export_rows(
        data, definition=definition, where="f", r_syntax=r_syntax
    )
    return landed(rows, definition.structure)


def landed(rows: Sequence[Row], structure: SurveyStructure) -> list[bytes]:
    """Return what lands of rows."""
    return [
        page.data
        for page in landed_pages(rows, structure=structure, key=b"k", panel="p")
    ]


def changed(
    rows: Sequence[Row], change: Change, *, blurred: frozenset[str] = frozenset()
) -> list[dict[str, Any]]:
    """Return rows with every text changed; empty is null in ``blurred`` headings."""
    return [
        {
            name: None
            if cell == "" and name in blurred
            else (change(cell) if isinstance(cell, str) else cell)
            for name, cell in row.items()
        }
        for row in rows
    ]


def as_lines(text: str) -> str:
    """Return a text with the line breaks that a CSV of LimeSurvey keeps."""
    breaks = ("\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029")
    for each in breaks:
        text = text.replace(each, "\n")
    return text


def as_xml(text: str) -> str:
    """Return a text with the line breaks that XML keeps."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def trimmed(text: str) -> str:
    """Return a text as PHP trims it."""
    return text.strip(" \t\n\r\0\x0b")


# The recorded survey: 322 responses, the names of a real server.


@pytest.fixture(scope="module")
def recorded() -> tuple[SurveyDefinition, list[Row], dict[str, Any], bytes]:
    """Return definition, rows and field map of survey 202601 as LimeSurvey 6 gave."""
    exchanges = json.loads(
        gzip.decompress((RECORDINGS / "202601.json.gz").read_bytes())
    )
    first: dict[str, Any] = {}
    for each in exchanges:
        if each["method"] != "export_responses" or each["params"][2] == "json":
            first.setdefault(each["method"], each["body"]["result"])
    lss = renumbered(first["list_questions"])
    definition = read_definition(lss, where="s.lss")
    rows = json.loads(base64.b64decode(first["export_responses"]))["responses"]
    return definition, rows, first["get_fieldmap"], lss


def renumbered(listed: list[dict[str, Any]]) -> bytes:
    """Return the definition of 202601 with the ids the server gave on import."""
    codes = {each["qid"]: each["title"] for each in listed}
    numbers = {
        (codes.get(each["parent_qid"], ""), each["title"]): each for each in listed
    }
    root = etree.parse(SHARED / "limesurvey" / "survey_202601.lss").getroot()
    rows = [*root.iterfind("questions/rows/row"), *root.iterfind("subquestions/*/row")]
    old = {row.findtext("qid"): row for row in rows}
    new: dict[str | None, dict[str, Any]] = {}
    for qid, row in old.items():
        parent = old.get(row.findtext("parent_qid"))
        above = "" if parent is None else parent.findtext("title")
        new[qid] = numbers[(above or "", row.findtext("title") or "")]
    groups = {row.findtext("gid"): new[qid]["gid"] for qid, row in old.items()}
    for cell in [*root.iter("qid"), *root.iter("parent_qid"), *root.iter("gid")]:
        if cell.tag == "gid":
            cell.text = str(groups.get(cell.text, cell.text))
        elif cell.text in new:
            cell.text = str(new[cell.text]["qid"])
    return etree.tostring(root)


@needs_shared
@pytest.mark.parametrize("number", [202601, 202602, 202605])
def test_a_recorded_csv_says_what_the_recorded_json_says(number: int) -> None:
    packed = (RECORDINGS / f"{number}.json.gz").read_bytes()
    whole: dict[str, bytes] = {}
    for each in json.loads(gzip.decompress(packed)):
        if each["method"] == "export_responses":
            form, data = each["params"][2], each["body"]["result"]
            whole.setdefault(form, base64.b64decode(data))
    lss = (SHARED / "limesurvey" / f"survey_{number}.lss").read_bytes()
    definition = read_definition(lss, where="s.lss")
    table, told = read_export_rows(whole["csv"], definition=definition, where="f")
    rows, _ = read_export_rows(whole["json"], definition=definition, where="f")
    lines = changed(rows, as_lines)
    assert told == ()
    assert landed(table, definition.structure) == landed(lines, definition.structure)


@needs_shared
def test_the_recorded_names_are_found(recorded: Any) -> None:
    definition, rows, fields, _ = recorded
    assert len(rows) == 322
    found = {name: definition.headings.get(name) for name in list(fields)[8:]}
    assert found == dict(zip(list(fields)[8:], list(rows[0])[8:], strict=True))


@needs_shared
@pytest.mark.parametrize("separator", [";", ","])
def test_the_recorded_survey_as_csv(recorded: Any, separator: str) -> None:
    definition, rows, _, _ = recorded
    expected = landed(changed(rows, as_lines), definition.structure)
    assert pages(as_csv(rows, separator), definition) == expected


@needs_shared
@pytest.mark.parametrize("is_plain", [False, True])
@pytest.mark.parametrize("version", [1, 2])
def test_the_recorded_survey_as_vv(
    recorded: Any, version: int, *, is_plain: bool
) -> None:
    definition, rows, fields, _ = recorded
    codes = [
        name if version == 1 else code_heading(fields[name], is_expression=True)
        for name in list(fields)[8:]
    ]
    headings = dict(zip(list(rows[0])[8:], codes, strict=True))
    data = as_vv(rows, headings, is_plain=is_plain)
    expected = landed(changed(rows, trimmed), definition.structure)
    assert pages(data, definition) == expected


@needs_shared
def test_the_recorded_survey_as_archive(recorded: Any) -> None:
    definition, rows, fields, lss = recorded
    by_name = [dict(zip(fields, _texts(row), strict=True)) for row in rows]
    lsr = as_responses(fields, by_name)
    archive = as_archive({"s.lss": lss, "s_responses.lsr": lsr, "s_tokens.lst": b"<x"})
    whole = read_definition(archive, where="s.lsa")
    assert whole.structure == definition.structure
    expected = landed(changed(rows, as_xml), definition.structure)
    assert pages(whole.responses or b"", whole) == expected
    assert pages(archive, definition) == expected


@needs_shared
def test_the_recorded_survey_as_r(recorded: Any) -> None:
    definition, rows, fields, _ = recorded
    structure = definition.structure
    names, types = {}, {}
    for (name, entry), heading in zip(
        list(fields.items())[8:], list(rows[0])[8:], strict=True
    ):
        start = f"202601X{entry['gid']}X{entry['qid']}"
        ending = name.removeprefix(start)
        names[heading] = f"{entry['title']}_{ending}" if ending else entry["title"]
        types[heading] = (
            "" if "comment" in ending or "other" in ending else entry["type"]
        )
    data, syntax = as_r(rows, names, types)
    blurred = frozenset(name for name in types if types[name] in LOST_BY_R)
    expected = landed(changed(rows, as_lines, blurred=blurred), structure)
    assert pages(data, definition, syntax) == expected


def _texts(row: Row) -> list[str | None]:
    return [None if value is None else str(value) for value in row.values()]


# Invented surveys: any shape, any answers, every form.

slow = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


@slow
@given(structure=structures(), is_old=st.booleans())
def test_any_definition_comes_back(structure: SurveyStructure, *, is_old: bool) -> None:
    ids = invented_ids(structure)
    data = as_definition(structure, ids, is_old=is_old)
    found = read_definition(data, where="s.lss")
    assert found.structure == structure
    fields = field_map(structure, ids)
    assert [column.heading for column in structure.columns] == [
        code_heading(entry) for entry in fields.values()
    ]
    names = {name: code_heading(entry) for name, entry in fields.items()}
    new = field_map(structure, ids, is_version_7=True)
    for listed in (fields, new):
        assert tuple(columns_from_fields(listed.values())) == structure.columns
    names |= dict(zip(new, names.values(), strict=True))
    if not is_old:
        assert {name: found.headings.get(name) for name in names} == names


@slow
@given(st.data())
def test_any_answers_come_back_in_every_form(data: st.DataObject) -> None:
    structure = data.draw(structures())
    answers = data.draw(answers_of(structure))
    rows = [
        {"id": number, **SYSTEM, **row} for number, row in enumerate(answers, start=1)
    ]
    ids = invented_ids(structure)
    definition = read_definition(as_definition(structure, ids), where="s.lss")
    expected = landed(rows, structure)
    for name, form, syntax in _forms(structure, rows):
        assert pages(form, definition, syntax) == expected, name
    names, types = _r_names(structure)
    blurred = frozenset(name for name in types if types[name] in LOST_BY_R)
    data_file, syntax_file = as_r(rows, names, types)
    expected = landed(changed(rows, str, blurred=blurred), structure)
    assert pages(data_file, definition, syntax_file) == expected


def _forms(
    structure: SurveyStructure, rows: list[Row]
) -> list[tuple[str, bytes, bytes | None]]:
    ids = invented_ids(structure)
    forms: list[tuple[str, bytes, bytes | None]] = [
        ("json", as_json(rows), None),
        ("csv ;", as_csv(rows), None),
        ("csv ,", as_csv(rows, ","), None),
    ]
    for version in (6, 7):
        fields = field_map(structure, ids, is_version_7=version == 7)
        headings = [column.heading for column in structure.columns]
        codes = [code_heading(entry) for entry in fields.values()]
        variables = [
            code_heading(entry, is_expression=True) for entry in fields.values()
        ]
        named = [
            {
                **_system(row),
                **{c: row[h] for h, c in zip(headings, codes, strict=True)},
            }
            for row in rows
        ]
        forms.append((f"json {version}", as_json(named), None))
        if len(set(variables)) == len(variables):
            vv = as_vv(rows, dict(zip(headings, variables, strict=True)))
            forms.append((f"vv 2, {version}", vv, None))
        old = as_vv(rows, dict(zip(headings, fields, strict=True)), is_plain=True)
        forms.append((f"vv 1, {version}", old, None))
        stored = [
            {
                **{k: None if v is None else str(v) for k, v in _system(row).items()},
                **dict(zip(fields, (row[h] for h in headings), strict=True)),
            }
            for row in rows
        ]
        lsr = as_responses(stored[0], stored) if stored else as_responses([], [])
        forms.append((f"lsr {version}", lsr, None))
        lss = as_definition(structure, ids)
        forms.append((f"lsa {version}", as_archive({"a.lss": lss, "b.lsr": lsr}), None))
    return forms


def _system(row: Row) -> dict[str, Any]:
    return {name: row[name] for name in ("id", *SYSTEM)}


def _r_names(structure: SurveyStructure) -> tuple[dict[str, str], dict[str, str]]:
    names, types = {}, {}
    for entry in field_map(structure, invented_ids(structure)).values():
        ending = entry["suffix"]
        heading = code_heading(entry)
        names[heading] = f"{entry['title']}_{ending}" if ending else entry["title"]
        is_box = entry["type"] not in "MP" or "sqid" in entry
        types[heading] = entry["type"] if is_box else ""
    return names, types
