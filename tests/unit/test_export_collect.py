"""A declaration may name an archive alone, R data with its syntax, or any export."""

from pathlib import Path

import pytest

from domain.declarations import LimeSurveyExportSource, declaration_from_toml
from domain.errors import SettingsInvalid, SourceIncomplete
from domain.landing import ItemRole, Manifest
from sources.landing import LandingStore
from sources.limesurvey_export import collect_limesurvey_export
from tests.doors.definition_writer import as_definition, as_responses
from tests.doors.export_writers import as_archive, as_json, as_r, as_vv
from tests.doors.field_maps import code_heading, field_map, invented_ids
from tests.doors.survey_examples import every_type

SURVEY = every_type()
IDS = invented_ids(SURVEY)
FIELDS = field_map(SURVEY, IDS)
HEADINGS = [column.heading for column in SURVEY.columns]
ROWS = [
    {
        "id": str(number),
        "submitdate": "2026-09-01 09:00:00",
        **{name: None for name in HEADINGS},
        "T1": text,
        "MEER[a]": "Y",
        "MEER[other1]": "",
        "DUBBEL[a][2]": "H1",
        "RANG[1]": "z",
    }
    for number, text in enumerate(("een", "twee"), start=1)
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with one survey in every form."""
    lss = as_definition(SURVEY, IDS)
    stored = [
        {
            "id": row["id"],
            "submitdate": row["submitdate"],
            **dict(zip(FIELDS, (row[name] for name in HEADINGS), strict=True)),
        }
        for row in ROWS
    ]
    lsr = as_responses(stored[0], stored)
    names = {
        code_heading(entry): "_".join(filter(None, (entry["title"], entry["suffix"])))
        for entry in FIELDS.values()
    }
    types = {name: "M" for name in ("MEER[a]", "MEER[other1]")}
    data, syntax = as_r(ROWS, names, types)
    files = {
        "s.lss": lss,
        "s.lsa": as_archive({"survey_7.lss": lss, "survey_7_responses.lsr": lsr}),
        "leeg.lsa": as_archive({"survey_7.lss": lss}),
        "s.lsr": lsr,
        "s.json": as_json(ROWS),
        "vvexport_7.csv": as_vv(ROWS, dict(zip(HEADINGS, FIELDS, strict=True))),
        "survey_7_R_data_file.csv": data,
        "survey_7_R_syntax_file.R": syntax,
        "anders.R": syntax,
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


def collected(folder: Path, **keys: str) -> Manifest:
    """Collect a declaration with these files."""
    declaration = LimeSurveyExportSource.model_validate(
        {"kind": "limesurvey-export", "wave": 1, **keys}
    )
    return collect_limesurvey_export(
        declaration,
        source_id="export",
        root=folder,
        key=b"k",
        landing=LandingStore(folder / "landing"),
    )


@pytest.mark.parametrize(
    "keys",
    [
        {"structure": "s.lsa"},
        {"structure": "s.lsa", "responses": "s.json"},
        {"structure": "s.lss", "responses": "s.lsa"},
        {"structure": "s.lss", "responses": "s.lsr"},
        {"structure": "s.lss", "responses": "vvexport_7.csv"},
        {"structure": "s.lss", "responses": "survey_7_R_data_file.csv"},
        {
            "structure": "s.lss",
            "responses": "survey_7_R_data_file.csv",
            "r_syntax": "anders.R",
        },
    ],
    ids=lambda keys: " ".join(keys.values()),
)
def test_every_declaration_lands_the_same(folder: Path, keys: dict[str, str]) -> None:
    expected = collected(folder, structure="s.lss", responses="s.json")
    found = collected(folder, **keys)
    assert [item.sha256 for item in found.items] == [
        item.sha256 for item in expected.items
    ]
    assert found.expectations == expected.expectations
    assert found.expectations[0].expected_count == 2
    pages = [item for item in found.items if item.role is ItemRole.PAGE]
    assert pages[0].row_count == 2


def test_an_archive_without_answers_says_what_is_needed(folder: Path) -> None:
    with pytest.raises(SourceIncomplete, match="`responses` is not set") as caught:
        collected(folder, structure="leeg.lsa")
    assert "active survey" in caught.value.remedy


def test_a_definition_alone_is_not_enough(folder: Path) -> None:
    with pytest.raises(SourceIncomplete, match="there are no answers"):
        collected(folder, structure="s.lss")


def test_r_data_without_its_syntax_names_the_file(folder: Path) -> None:
    (folder / "survey_7_R_syntax_file.R").unlink()
    with pytest.raises(SettingsInvalid, match=r"`r_syntax`.*R_syntax_file\.R"):
        collected(folder, structure="s.lss", responses="survey_7_R_data_file.csv")


def test_a_declaration_may_leave_answers_to_the_archive() -> None:
    text = 'kind = "limesurvey-export"\nstructure = "s.lsa"\nwave = 1\n'
    declaration = declaration_from_toml(text, where="s.toml")
    assert isinstance(declaration, LimeSurveyExportSource)
    assert (declaration.responses, declaration.r_syntax) == (None, None)
