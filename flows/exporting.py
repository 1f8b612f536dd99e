"""A workspace and a form in, its publication in that form in a folder out."""

from pathlib import Path

from rich.console import Console

from dashboards.exports.csv_files import write_csv
from dashboards.exports.graph import write_graph
from dashboards.exports.parquet_files import write_parquet
from dashboards.exports.provenance import write_provenance
from dashboards.exports.workbook import write_workbook
from flows.export_forms import ExportForm
from flows.run_context import find_workspace
from warehouse.publishing import BASE_NAME
from warehouse.query import Base, open_base

DEFAULT_PLACE = "uitvoer"
FILES_OF_FORMS = {
    ExportForm.CSV: "csv",
    ExportForm.PARQUET: "parquet",
    ExportForm.XLSX: "feitenbasis.xlsx",
    ExportForm.PROV: "herkomst.prov.json",
    ExportForm.GRAPHML: "organisaties-en-initiatieven.graphml",
}
"""The file or folder that each form becomes."""
_WRITERS = {
    ExportForm.CSV: write_csv,
    ExportForm.PARQUET: write_parquet,
    ExportForm.XLSX: write_workbook,
    ExportForm.PROV: write_provenance,
    ExportForm.GRAPHML: write_graph,
}


def export(folder: Path, form: ExportForm, *, target: Path | None) -> None:
    """Write the current publication, and say where it stands.

    Without a target it goes to ``uitvoer/`` in the workspace, in a folder named after
    the publication.
    """
    workspace = find_workspace(folder)
    # Looked up once: another may come while this one is written.
    shown = workspace.current.resolve()
    with open_base(shown / BASE_NAME) as base:
        place = target or workspace.root / DEFAULT_PLACE / shown.name
        written = write_form(base, form, place)
    Console(highlight=False, markup=False, soft_wrap=True).print(
        f"{len(written)} bestand(en) in {place}"
    )


def write_form(base: Base, form: ExportForm, place: Path) -> list[Path]:
    """Write a base in one form into a folder; return the files."""
    return _WRITERS[form](base, place / FILES_OF_FORMS[form])
