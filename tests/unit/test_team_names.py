"""A name in a register that looks like personal data costs its own row alone."""

import io
from pathlib import Path

import openpyxl
import pytest

from flows import collecting, reading_lists
from flows.reading_lists import lists_of
from flows.run_context import RunContext, find_workspace, open_run
from tests.flows.line import KEY, small_workspace

BODIES = (
    "naam;soort;sector;tooi_uri;aliassen\n"
    "Buurtgroep Kerkhoek;vereniging;maatschappelijk;;\n"
    "Bewonersgroep Kerkstraat 12;vereniging;maatschappelijk;;Bewonersgroep Kerkhoek\n"
    "Stichting @home;stichting;maatschappelijk;;\n"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FEITENBASIS_KEY", KEY)
    place = small_workspace(tmp_path / "proef")
    (place / "registers").mkdir()
    return place


def own_names(context: RunContext) -> list[str]:
    context.manifests.clear()
    collecting.collect_all(
        context, lambda source_id: collecting.collect_source(context, source_id)
    )
    lists = reading_lists.read_lists(context)
    reading_lists.store_lists(context, lists)
    return [body.name for body in lists.organisations if "groep" in body.name][:2]


def test_a_row_with_a_personal_name_is_set_apart(folder: Path) -> None:
    (folder / "registers/organisaties.csv").write_text(BODIES, "utf-8")
    with open_run(find_workspace(folder)) as context:
        names = own_names(context)
        refused = context.warehouse.records("FROM quarantine ORDER BY row_key")
    assert "Buurtgroep Kerkhoek" in names
    assert "Bewonersgroep Kerkstraat 12" not in names
    found = [(row["table_name"], row["item"], row["row_key"]) for row in refused]
    assert found == [
        ("organisation", "organisaties.csv", "rij 3"),
        ("organisation", "organisaties.csv", "rij 4"),
    ]
    assert not any("Kerkstraat" in str(row) for row in refused)


@pytest.mark.parametrize("stem", ["organisaties", "Organisaties"])
def test_a_workbook_of_names_is_read_by_every_command(folder: Path, stem: str) -> None:
    book = openpyxl.Workbook()
    for row in (("naam", "soort", "sector"), ("Laakgroep", "vereniging", "")):
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    (folder / f"registers/{stem}.xlsx").write_bytes(stream.getvalue())
    workspace = find_workspace(folder)
    assert "Laakgroep" in {body.name for body in lists_of(workspace).organisations}
    with open_run(workspace) as context:
        assert "Laakgroep" in own_names(context)
