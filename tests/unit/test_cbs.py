"""A declared CBS table lands page by page and gives one row per figure, or says why."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from domain.declarations import declaration_from_toml
from domain.errors import SettingsInvalid, SourceIncomplete, SourceUnreachable
from domain.landing import Manifest
from domain.open_declarations import CbsSource
from sources.cbs import collect_cbs, read_cbs
from sources.landing import LandingStore
from sources.open_door import OpenDoor
from sources.patient_http import Patience
from tests.doors.fake_cbs import FakeCbs
from tests.doors.open_server import serving
from tests.doors.survey_examples import SHARED
from transforms.indicators import (
    IndicatorRows,
    indicators_from_figures,
    period_from_code,
)

QUICK = Patience(attempts=3, first_wait_seconds=0.01, longest_wait_seconds=0.02)


@pytest.fixture
def cbs() -> Iterator[FakeCbs]:
    with serving(FakeCbs()) as fake:
        yield fake


def declared(cbs: FakeCbs, **more: Any) -> CbsSource:
    """A declaration of the small table, through the checks of a file."""
    told: dict[str, Any] = {
        "kind": "cbs",
        "table": "85000NED",
        "measures": ["Bevolking"],
        "regions": ["GM0363", "NL01"],
        "since": 2023,
        "choose": {"Geslacht": "T001038"},
        "url": f"{cbs.base}/v4",
        "older_url": f"{cbs.base}/v3",
    }
    return CbsSource.model_validate(told | more)


def collect(
    declaration: CbsSource, folder: Path, earlier: Manifest | None = None
) -> Manifest:
    door = OpenDoor(where="sources/cbs.toml", patience=QUICK, pause_seconds=0.0)
    return collect_cbs(
        declaration,
        source_id="cbs",
        landing=LandingStore(folder),
        earlier=earlier,
        door=door,
    )


def rows(declaration: CbsSource, manifest: Manifest, folder: Path) -> IndicatorRows:
    table = read_cbs(declaration, manifest, landing=LandingStore(folder))
    return indicators_from_figures(
        table,
        source_id="cbs",
        period=declaration.period,
        chosen=declaration.choose,
    )


def expected(cbs: FakeCbs) -> list[tuple[Any, ...]]:
    """Counted from the rows of the fake, not through our own reading."""
    return sorted(
        (row["RegioS"], row["Perioden"][:4], row["Value"])
        for row in cbs.table.rows
        if row["Measure"] == "M000352"
        and row["Geslacht"] == "T001038"
        and row["RegioS"] in ("GM0363", "NL01")
        and row["Perioden"] in ("2023JJ00", "2024JJ00")
    )


@pytest.mark.parametrize("version", ["v4", "v3"])
def test_every_figure_asked_becomes_one_row(
    cbs: FakeCbs, tmp_path: Path, version: str
) -> None:
    cbs.versions = {version}
    declaration = declared(cbs)
    manifest = collect(declaration, tmp_path)
    found = rows(declaration, manifest, tmp_path)
    got = sorted(
        (row["place_id"] or "NL01", row["period"], row["value"]) for row in found.rows
    )
    assert got == expected(cbs)
    assert found.refused == []
    assert {row["indicator_id"] for row in found.rows} == {
        "cbs-85000ned-bevolking-t001038"
    }
    assert {row["unit"] for row in found.rows} == {"aantal"}
    provisional = {row["period"] for row in found.rows if row["is_provisional"]}
    assert provisional == {"2024"}
    assert sum(item.row_count for item in manifest.items) == len(found.rows)


def test_pages_are_followed_to_the_end(cbs: FakeCbs, tmp_path: Path) -> None:
    declaration = declared(
        cbs, measures=["M000352", "M000200"], regions=["GM0363", "GM0361"], since=None
    )
    manifest = collect(declaration, tmp_path)
    pages = [each.name for each in manifest.items if "Observations" in each.name]
    assert pages == [f"Observations {number:03}.json" for number in (1, 2, 3)]
    assert len(rows(declaration, manifest, tmp_path).rows) == 2 * 2 * 3


def test_an_unchanged_table_costs_one_question(cbs: FakeCbs, tmp_path: Path) -> None:
    declaration = declared(cbs)
    first = collect(declaration, tmp_path)
    cbs.asked.clear()
    second = collect(declaration, tmp_path, earlier=first)
    assert cbs.asked == ["/v4/85000NED/Properties"]
    assert second.items == first.items


@pytest.mark.parametrize("what", ["figures", "question"])
def test_what_changed_is_asked_again(cbs: FakeCbs, tmp_path: Path, what: str) -> None:
    declaration = declared(cbs)
    first = collect(declaration, tmp_path)
    if what == "figures":
        cbs.table.changed = "2026-03-01T02:00:00+01:00"
    else:
        declaration = declared(cbs, regions=["GM0361"])
    cbs.asked.clear()
    second = collect(declaration, tmp_path, earlier=first)
    assert len(cbs.asked) > 1
    assert second.items != first.items


def test_a_busy_server_is_asked_again_as_it_wishes(
    cbs: FakeCbs, tmp_path: Path
) -> None:
    cbs.faults = [(429, {"Retry-After": "0"}), (503, {})]
    declaration = declared(cbs)
    manifest = collect(declaration, tmp_path)
    assert "/v3/85000NED/TableInfos" not in cbs.asked
    assert len(rows(declaration, manifest, tmp_path).rows) == len(expected(cbs))


def test_version_3_is_asked_where_4_stays_silent(cbs: FakeCbs, tmp_path: Path) -> None:
    declaration = declared(cbs)
    cbs.faults = [(503, {})] * QUICK.attempts
    manifest = collect(declaration, tmp_path)
    assert {"TableInfos 001.json", "TypedDataSet 001.json"} <= {
        item.name for item in manifest.items
    }


@pytest.mark.parametrize(
    ("faults", "kind", "key"),
    [
        ([(503, {})] * 6, SourceUnreachable, "server_busy"),
        ([(429, {})] * 6, SourceUnreachable, "server_asks_patience"),
        ([(404, {})] * 2, SourceIncomplete, "open_not_there"),
        ([(400, {})], SourceIncomplete, "open_refuses"),
        ([(302, {"Location": "http://127.0.0.1:9/"})], Exception, "address_sends_on"),
    ],
)
def test_a_failing_source_says_how(
    cbs: FakeCbs,
    tmp_path: Path,
    faults: list[tuple[int, dict[str, str]]],
    kind: type[Exception],
    key: str,
) -> None:
    cbs.faults = faults
    with pytest.raises(kind) as caught:
        collect(declared(cbs), tmp_path)
    assert getattr(caught.value, "key", "") == key


def test_rows_that_are_missing_are_not_overlooked(cbs: FakeCbs, tmp_path: Path) -> None:
    cbs.said_extra = 1
    with pytest.raises(SourceIncomplete) as caught:
        collect(declared(cbs), tmp_path)
    assert caught.value.key == "open_rows_missing"


def test_a_next_page_elsewhere_is_not_followed(cbs: FakeCbs, tmp_path: Path) -> None:
    cbs.next_host = "http://127.0.0.2:1"
    with pytest.raises(SourceIncomplete) as caught:
        collect(declared(cbs, since=None, regions=["GM0363", "GM0361"]), tmp_path)
    assert caught.value.key == "open_next_elsewhere"


@pytest.mark.parametrize("version", ["v4", "v3"])
@pytest.mark.parametrize(
    ("more", "key"),
    [
        ({"measures": ["Bestaat niet"]}, "cbs_measure_unknown"),
        ({"measures": ["Totaal"]}, "cbs_measure_twice"),
        ({"regions": []}, "cbs_regions_needed"),
        ({"regions": ["GM9999"]}, "cbs_region_unknown"),
        ({"choose": {}}, "cbs_dimension_open"),
        ({"choose": {"Geslacht": "9"}}, "cbs_dimension_open"),
        ({"choose": {"Leeftijd": "1"}}, "cbs_dimension_unknown"),
        ({"since": 2050}, "cbs_no_period"),
        ({"every": "month"}, "cbs_no_period"),
    ],
)
def test_what_the_table_does_not_know_is_told(
    cbs: FakeCbs, tmp_path: Path, more: dict[str, Any], key: str, version: str
) -> None:
    cbs.versions = {version}
    caught: pytest.ExceptionInfo[Any]
    with pytest.raises((SettingsInvalid, SourceIncomplete)) as caught:
        collect(declared(cbs, **more), tmp_path)
    assert caught.value.key == key


def test_a_table_without_regions_or_periods(cbs: FakeCbs, tmp_path: Path) -> None:
    for name in ("RegioS", "Perioden"):
        del cbs.table.dimensions[name]
    cbs.table.rows = [
        row
        for row in cbs.table.rows
        if (row["RegioS"], row["Perioden"]) == ("NL01", "2024JJ00")
    ]
    with pytest.raises(SettingsInvalid) as caught:
        collect(declared(cbs, regions=[]), tmp_path)
    assert caught.value.key == "cbs_period_needed"
    declaration = declared(cbs, regions=[], period="2024")
    found = rows(declaration, collect(declaration, tmp_path), tmp_path)
    assert [(row["place_id"], row["period"]) for row in found.rows] == [(None, "2024")]


def test_figures_that_cannot_be_used_are_set_apart(
    cbs: FakeCbs, tmp_path: Path
) -> None:
    wanted = [
        row
        for row in cbs.table.rows
        if row["RegioS"] == "GM0361"
        and row["Geslacht"] == "T001038"
        and row["Measure"] == "M000352"
        and row["Perioden"].endswith("JJ00")
    ]
    wanted[0] |= {"Value": None, "StringValue": "onbekend"}
    wanted[1] |= {"Value": None, "ValueAttribute": "Confidential"}
    cbs.table.rows.append(dict(wanted[2]))
    declaration = declared(cbs, regions=["GM0361"], since=None)
    found = rows(declaration, collect(declaration, tmp_path), tmp_path)
    assert [row["value"] for row in found.rows] == [None, wanted[2]["Value"]]
    assert [row["rule"] for row in found.refused] == [
        "figure_no_number",
        "figure_twice",
    ]
    assert "onbekend" not in str(found.refused)


def test_a_recorded_table_is_read(cbs: FakeCbs, tmp_path: Path) -> None:
    folder = SHARED / "data/reference/cbs/85067NED"
    if not folder.is_dir():
        pytest.skip(f"the recorded table is not in {SHARED}")
    cbs.replay(folder, numbers={"Inwonertal_54"})
    with (folder / "data.csv").open(encoding="utf-8-sig", newline="") as lines:
        recorded = {row["RegioS"].strip(): row for row in csv.DictReader(lines)}
    regions = ["GM0361", "GM0363", "GM1680"]
    declaration = declared(
        cbs,
        table="85067NED",
        measures=["Inwonertal"],
        regions=regions,
        choose={},
        period="2022",
    )
    found = rows(declaration, collect(declaration, tmp_path), tmp_path)
    assert {row["place_id"]: row["value"] for row in found.rows} == {
        code: float(recorded[code]["Inwonertal_54"]) for code in regions
    }
    assert {row["place_name"] for row in found.rows} >= {"Alkmaar", "Aa en Hunze"}
    assert {(row["period"], row["unit"]) for row in found.rows} == {("2022", "aantal")}


@pytest.mark.parametrize(
    ("code", "period"),
    [
        ("2024JJ00", "2024"),
        ("2024KW03", "2024-Q3"),
        ("2024MM11", "2024-11"),
        ("20060131", "2006-01-31"),
        ("2024SJ00", "2024SJ00"),
        ("", ""),
    ],
)
def test_periods_are_written_as_people_do(code: str, period: str) -> None:
    assert period_from_code(code) == period


@pytest.mark.parametrize(
    "line",
    [
        "measures = []",
        'regions = ["GM0363\' or 1 eq 1"]',
        'every = "week"',
        'url = "ftp://x"',
        "onbekend = 1",
    ],
)
def test_a_declaration_that_cannot_be_meant_is_refused(line: str) -> None:
    good = 'kind = "cbs"\ntable = "85000NED"\n'
    measures = "" if line.startswith("measures") else 'measures = ["M"]\n'
    with pytest.raises(SettingsInvalid):
        declaration_from_toml(f"{good}{measures}{line}\n", where="sources/cbs.toml")


@pytest.mark.parametrize("version", ["v4", "v3"])
def test_a_table_without_a_figure_for_the_question_is_told(
    cbs: FakeCbs, tmp_path: Path, version: str
) -> None:
    cbs.versions = {version}
    cbs.table.rows = []
    with pytest.raises(SourceIncomplete) as caught:
        collect(declared(cbs), tmp_path)
    assert caught.value.key == "cbs_no_figures"
