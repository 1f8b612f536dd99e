"""Every definition at hand holds as many parts as its own rows say."""

from pathlib import Path

import pytest

from domain.surveys import SurveyStructure
from sources.export_rows import read_export_rows
from sources.survey_csv import csv_records
from sources.survey_definition import read_definition
from tests.doors.survey_examples import SHARED, needs_shared
from tests.spec.definition_counts import (
    Counts,
    counts_of_archive,
    counts_of_tsv,
    counts_of_xml,
)

FOLDER = SHARED / "data" / "limesurvey"
DEFINITIONS = sorted(
    [*FOLDER.glob("*.lss"), *(SHARED / "limesurvey").glob("*.lss")],
    key=lambda path: path.name,
)
pytestmark = needs_shared


def counts_of(structure: SurveyStructure) -> Counts:
    """Count the parts of what was read."""
    return {
        "groups": len({each.group_position for each in structure.questions}),
        "questions": len(structure.questions),
        "subquestions": sum(len(each.subquestions) for each in structure.questions),
        "options": sum(len(each.options) for each in structure.questions),
        "languages": len(structure.languages),
    }


def test_there_are_definitions() -> None:
    assert len(DEFINITIONS) >= 16


@pytest.mark.parametrize("path", DEFINITIONS, ids=lambda path: path.name)
def test_a_definition_has_all_its_parts(path: Path) -> None:
    structure = read_definition(path.read_bytes(), where=path.name).structure
    assert counts_of(structure) == counts_of_xml(path.read_bytes())


def test_an_archive_has_all_its_parts_and_answers() -> None:
    data = (FOLDER / "colors.lsa").read_bytes()
    counts, answers = counts_of_archive(data)
    definition = read_definition(data, where="colors.lsa")
    assert counts_of(definition.structure) == counts
    rows, warnings = read_export_rows(data, definition=definition, where="colors.lsa")
    assert (len(rows), warnings) == (answers, ())
    assert rows[0]["G02Q04"] == "AO01"
    assert (rows[0]["G01Q03"], rows[0]["Q00[SQ001]"]) == (None, "")


def test_a_tab_separated_structure_has_all_its_parts() -> None:
    data = (FOLDER / "export-of-en-and-nl-survey.tsv").read_bytes()
    structure = read_definition(data, where="s.tsv").structure
    assert counts_of(structure) == counts_of_tsv(data)
    (question,) = structure.questions
    assert set(question.texts) == {"en", "nl"}
    assert (structure.survey_id, structure.is_anonymised) == ("639872", True)
    assert structure.titles["en"] == "Test Survey"


def test_the_cells_of_r_data_are_all_read() -> None:
    path = FOLDER / "responses" / "survey_100001_R_data_file.csv"
    text = path.read_bytes().decode("utf-8-sig")
    records = list(csv_records(text, where=path.name))
    assert len(records) == sum(line.startswith('"') for line in text.split("\r\n"))
    assert len({len(record) for record in records}) == 1
    assert sum(map(len, records)) == text.count('","') + len(records)
