"""A declaration may name an archive alone, R data with its syntax, or any export."""

from pathlib import Path

import pytest

from domain.declarations import LimeSurveyExportSource, declaration_from_toml
from domain.errors import SettingsInvalid, SourceIncomplete
from domain.landing import ItemRole, Manifest
from sources.landing import LandingStore
from sources.limesurvey_export import collect_limesurvey_export
from tests.doors.saved_forms import saved_rows, write_saved_forms
from tests.doors.survey_examples import every_type

SURVEY = every_type()
ANSWERS = {"MEER[a]": "Y", "MEER[other1]": "", "DUBBEL[a][2]": "H1", "RANG[1]": "z"}
ROWS = saved_rows(SURVEY, {"T1": "een", **ANSWERS}, {"T1": "twee", **ANSWERS})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with one survey in every form."""
    write_saved_forms(tmp_path, SURVEY, ROWS)
    return tmp_path


def collected(folder: Path, **keys: str | int) -> Manifest:
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


def test_an_export_with_fewer_than_declared_is_refused(folder: Path) -> None:
    files = {"structure": "s.lss", "responses": "s.json"}
    assert collected(folder, **files, least_responses=2).items
    with pytest.raises(SourceIncomplete, match="has 2 responses") as caught:
        collected(folder, **files, least_responses=3)
    assert (caught.value.exit_code, caught.value.where) == (12, "s.json")


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
