"""Figures of an open source go the whole line, and a failing one stops nothing else."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from domain.errors import SettingsInvalid, SourceIncomplete
from flows import bookkeeping, collecting, figure_loading, publishing, reading_lists
from flows.run_context import RunContext, find_workspace, open_run
from tests.doors.fake_cbs import FakeCbs
from tests.doors.open_server import serving
from tests.flows.line import BASE, KEY, rows, small_workspace
from warehouse.checks import shared_checker

pytestmark = [
    # Great Expectations 1.24 imports sre_constants and ships deprecated models.
    pytest.mark.filterwarnings("ignore:module 'sre_:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::pydantic.warnings.PydanticDeprecationWarning"),
]
DECLARATION = """\
kind = "cbs"
title = "Kerncijfers"
table = "85000NED"
measures = ["{measure}"]
regions = ["GM0363", "CR23", "NL01"]
choose = {{ Geslacht = "T001038" }}
url = "{base}/v4"
older_url = "{base}/v3"
pause_seconds = 0
"""


@pytest.fixture
def cbs() -> Iterator[FakeCbs]:
    with serving(FakeCbs()) as fake:
        yield fake


@pytest.fixture
def folder(cbs: FakeCbs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small workspace that declares the table twice, under two names."""
    monkeypatch.setenv("FEITENBASIS_KEY", KEY)
    small_workspace(tmp_path / "proef")
    for name in ("cijfers", "dezelfde"):
        declare(tmp_path / "proef", cbs, name=name)
    return tmp_path / "proef"


def declare(
    folder: Path, cbs: FakeCbs, *, name: str = "cijfers", measure: str = "Bevolking"
) -> None:
    text = DECLARATION.format(base=cbs.base, measure=measure)
    (folder / f"sources/{name}.toml").write_text(text, "utf-8")


def collect(context: RunContext) -> dict[str, str]:
    return collecting.collect_all(
        context, lambda source_id: collecting.collect_source(context, source_id)
    )


def publish(context: RunContext) -> None:
    collect(context)
    figure_loading.load_figures(context)
    bookkeeping.store_sources(context)
    reading_lists.store_lists(context, reading_lists.read_lists(context))
    publishing.publish(
        context,
        fingerprint=publishing.line_fingerprint(context),
        facts={"model": "geen", "codebook_version": "proef"},
        checker=shared_checker(),
    )


@pytest.mark.slow
def test_figures_are_published_with_their_source(folder: Path, cbs: FakeCbs) -> None:
    broken = next(
        row
        for row in cbs.table.rows
        if (row["RegioS"], row["Perioden"]) == ("GM0363", "2022JJ00")
    )
    broken |= {"Value": None, "StringValue": "geheim"}
    with open_run(find_workspace(folder)) as context:
        publish(context)
    base = folder / BASE
    found = rows(
        base,
        "SELECT place.name, period, value, unit, is_provisional, source_id "
        "FROM indicator LEFT JOIN place USING (place_id) ORDER BY ALL",
    )
    names = {"GM0363": "Amsterdam", "CR23": "Groot-Amsterdam (CR)", "NL01": None}
    assert set(found) == {
        (
            names[row["RegioS"]],
            row["Perioden"][:4],
            row["Value"],
            "aantal",
            row["Perioden"] == "2024JJ00",
            "cijfers",
        )
        for row in cbs.table.rows
        if row["RegioS"] in names
        and row["Measure"] == "M000352"
        and row["Geslacht"] == "T001038"
        and row["Perioden"].endswith("JJ00")
        and row is not broken
    }
    assert len(found) == 8
    counted = rows(
        base,
        "SELECT expected_count, loaded_count, quarantined_count FROM completeness "
        "WHERE unit = 'figure' AND source_id = 'cijfers'",
    )
    assert counted == [(9, 8, 1)]
    [(publisher, licence)] = rows(
        base, "SELECT publisher, licence FROM source WHERE source_id = 'cijfers'"
    )
    assert (publisher, licence) == (
        "Centraal Bureau voor de Statistiek",
        "CC BY 4.0",
    )
    refused = rows(base, "SELECT rule, row_count FROM quarantine_summary")
    assert ("figure_no_number", 1) in refused
    assert b"geheim" not in base.read_bytes()


def test_a_failing_open_source_leaves_the_rest_whole(
    folder: Path, cbs: FakeCbs
) -> None:
    with open_run(find_workspace(folder)) as context:
        collect(context)
        loaded = figure_loading.load_figures(context)
    cbs.table.changed = "later"
    cbs.faults = [(400, {}), (400, {})]
    (folder / "documents/nieuw.md").write_text("Een nieuw stuk over water.\n", "utf-8")
    with open_run(find_workspace(folder)) as context:
        states = collect(context)
        assert states["cijfers"] == states["dezelfde"] == "failed"
        assert states["stukken"] == "changed"
        assert figure_loading.load_figures(context) == 0
        assert _count(context) == loaded
        with pytest.raises(SourceIncomplete) as caught:
            collecting.raise_setback(context)
    told = caught.value.told("nl")
    assert "De rest van de run is wel gedaan" in told
    assert "sources/cijfers.toml, sources/dezelfde.toml" in told


def test_a_wrong_declaration_is_no_setback(folder: Path, cbs: FakeCbs) -> None:
    declare(folder, cbs, measure="Bestaat niet")
    with (
        open_run(find_workspace(folder)) as context,
        pytest.raises(SettingsInvalid) as caught,
    ):
        collect(context)
    assert caught.value.key == "cbs_measure_unknown"


def test_figures_are_loaded_once_and_go_with_their_source(
    folder: Path, cbs: FakeCbs
) -> None:
    with open_run(find_workspace(folder)) as context:
        collect(context)
        assert figure_loading.load_figures(context) == 18
        assert figure_loading.load_figures(context) == 0
    (folder / "sources/dezelfde.toml").unlink()
    with open_run(find_workspace(folder)) as context:
        collect(context)
        assert figure_loading.load_figures(context) == 0
        assert _count(context) == 9


def _count(context: RunContext) -> Any:
    return context.warehouse.records("SELECT count(*) AS n FROM indicator")[0]["n"]
