"""A survey archive goes the whole line, and another form of it changes nothing."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.doors.definition_writer import as_definition, as_responses
from tests.doors.export_writers import as_archive, as_vv
from tests.doors.field_maps import code_heading, field_map, invented_ids
from tests.doors.survey_examples import every_type
from tests.flows.line import BASE, WAREHOUSE, comparable, feitenbasis, rows, tables

SURVEY = every_type()
FIELDS = field_map(SURVEY, invented_ids(SURVEY))
HEADINGS = [column.heading for column in SURVEY.columns]
FILES = json.dumps([{"name": "brief%20van%20Jan.pdf", "title": "t", "ext": "pdf"}])
DECLARATION = """
kind = "limesurvey-export"
structure = "export/{structure}"
{responses}
wave = 1
[roles]
open = ["T1"]
"""


def answer(number: int) -> dict[str, str | None]:
    """Return the response of one respondent: some answered, empty and not shown."""
    given = {
        "T1": f"Te weinig woningen in het dorp, zeggen wij {number} keer.",
        "LIJST": "A1" if number % 2 else "-oth-",
        "LIJST[other]": "" if number % 2 else "anders",
        "DROP": "weg" if number == 1 else "A2",
        "MEER[a]": "Y",
        "MEER[other1]": "",
        "DUBBEL[a][1]": "B1",
        "DUBBEL[a][2]": "H1",
        "RANG[1]": "z",
        "N1": "12500.5",
        "BESTAND": FILES if number == 1 else "",
        "BESTAND[filecount]": "1" if number == 1 else "0",
        "startlanguage": "en" if number % 3 else "nl",
    }
    system = {"id": str(number), "submitdate": "2026-09-01 09:00:00"}
    blank = {name: None for name in HEADINGS}
    return {**system, "startlanguage": "nl", **blank, **given}


ROWS = [answer(number) for number in range(1, 25)]


def archive() -> bytes:
    """Return the survey as LimeSurvey archives it."""
    stored = [
        {
            **{name: row[name] for name in ("id", "submitdate", "startlanguage")},
            **dict(zip(FIELDS, (row[name] for name in HEADINGS), strict=True)),
        }
        for row in ROWS
    ]
    lss = as_definition(SURVEY, invented_ids(SURVEY))
    parts = {"s.lss": lss, "s.lsr": as_responses(stored[0], stored)}
    return as_archive(parts)


def run(folder: Path, files: Mapping[str, bytes], *, responses: str = "") -> None:
    """Declare the survey anew and run."""
    for part in ("sources", "export"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / "export" / name).write_bytes(data)
    settings = '[region]\nname = "Proefland"\n'
    (folder / "feitenbasis.toml").write_text(settings, encoding="utf-8")
    line = f'responses = "export/{responses}"' if responses else ""
    text = DECLARATION.format(structure=next(iter(files)), responses=line)
    (folder / "sources" / "vragen.toml").write_text(text, encoding="utf-8")
    outcome = feitenbasis("-C", folder, "run")
    assert outcome.code == 0, outcome.err


@pytest.fixture(scope="module")
def archived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace that read the archive, only to look at."""
    folder = tmp_path_factory.mktemp("archief") / "proef"
    run(folder, {"s.lsa": archive()})
    return folder


def test_every_cell_is_in_the_warehouse(archived: Path) -> None:
    states = rows(
        archived / WAREHOUSE, "SELECT state, count(*) FROM answer GROUP BY ALL"
    )
    cells = [row[name] for row in ROWS for name in HEADINGS if name != "X1"]
    assert dict(states) == {
        "answered": sum(bool(cell) for cell in cells),
        "empty": cells.count(""),
        "not_shown": cells.count(None),
    }


def test_labels_can_be_asked_for_in_every_language(archived: Path) -> None:
    found = rows(
        archived / BASE,
        "SELECT question_id, option_code, language, label FROM answer_option "
        "WHERE option_code IN ('H1', 'z')",
    )
    assert ("7.DUBBEL_a_1", "H1", "en", "H1 en") in found
    assert ("7.RANG_1", "z", "nl", "z nl") in found
    missing = rows(
        archived / BASE,
        "FROM answer_count ANTI JOIN answer_option USING (question_id, option_code)",
    )
    assert missing == []


def test_files_stay_with_the_team(archived: Path) -> None:
    files = rows(archived / WAREHOUSE, "SELECT response_id, name FROM answer_file")
    assert files == [(1, "brief van Jan.pdf")]
    assert "brief van Jan" not in repr(tables(archived / BASE))


def test_a_code_without_option_is_told_and_kept(archived: Path) -> None:
    told = rows(
        archived / BASE,
        "SELECT severity, is_success FROM check_result "
        "WHERE expectation = 'codes_have_an_option(7.DROP)'",
    )
    assert told == [("warning", False)]
    kept = rows(
        archived / WAREHOUSE,
        "SELECT code FROM answer WHERE question_id = '7.DROP' AND response_id = 1",
    )
    assert kept == [("weg",)]


def test_another_form_publishes_the_same(archived: Path, tmp_path: Path) -> None:
    """A VV file is furthest from an archive; that all forms land alike is a unit."""
    lss = as_definition(SURVEY, invented_ids(SURVEY))
    variables = [code_heading(each, is_expression=True) for each in FIELDS.values()]
    vv = as_vv(ROWS, dict(zip(HEADINGS, variables, strict=True)))
    folder = tmp_path / "proef"
    run(folder, {"s.lss": lss, "vvexport_7.txt": vv}, responses="vvexport_7.txt")
    ours, theirs = comparable(folder / BASE), comparable(archived / BASE)
    for table in ("question", "question_text", "answer_option", "answer_count"):
        assert ours[table] == theirs[table], table
        assert ours[table], table
    mine, other = (tables(each / WAREHOUSE) for each in (folder, archived))
    for table in ("answer", "response", "answer_file"):
        assert mine[table] == other[table], table
