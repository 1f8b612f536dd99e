"""A table that one version of the service does not give any more: figures stay."""

from pathlib import Path
from typing import Any

import pytest

from domain.errors import SettingsInvalid, SourceIncomplete, SourceUnreachable
from domain.figures import FigureTable
from domain.landing import Manifest
from domain.open_declarations import CbsSource
from sources.cbs import collect_cbs, read_cbs
from sources.landing import LandingStore
from sources.open_door import OpenDoor
from sources.patient_http import Patience
from tests.doors.fake_cbs import FakeCbs
from tests.doors.open_server import serving

QUICK = Patience(attempts=3, first_wait_seconds=0.01, longest_wait_seconds=0.02)
CODE = "M000352"


class Table:
    """The small table, asked again and again from one folder."""

    def __init__(self, cbs: FakeCbs, folder: Path) -> None:
        """Begin without an earlier collection."""
        self.cbs, self.landing = cbs, LandingStore(folder)
        self.manifest: Manifest | None = None

    def collect(self, **more: Any) -> FigureTable:
        """Collect and read; what was collected is the earlier one of next time."""
        told: dict[str, Any] = {
            "kind": "cbs",
            "table": "85000NED",
            "measures": [CODE],
            "regions": ["GM0363", "NL01"],
            "choose": {"Geslacht": "T001038"},
            "url": f"{self.cbs.base}/v4",
            "older_url": f"{self.cbs.base}/v3",
        }
        declaration = CbsSource.model_validate(told | more)
        self.manifest = collect_cbs(
            declaration,
            source_id="cbs",
            landing=self.landing,
            earlier=self.manifest,
            door=OpenDoor(where="sources/cbs.toml", patience=QUICK, pause_seconds=0.0),
        )
        return read_cbs(declaration, self.manifest, landing=self.landing)


@pytest.fixture
def table(tmp_path: Path) -> Any:
    with serving(FakeCbs()) as cbs:
        yield Table(cbs, tmp_path)


def figures(found: FigureTable) -> list[tuple[str, str, str, Any]]:
    """What is published of each figure: by the name that was declared."""
    return sorted(
        (found.measures[each.measure].name, each.region, each.period, each.value)
        for each in found.observations
    )


def test_a_measure_named_by_its_code_is_found_by_its_title(table: Table) -> None:
    before = figures(table.collect())
    table.cbs.versions = {"v3"}
    assert figures(table.collect()) == before
    table.cbs.asked.clear()
    assert figures(table.collect()) == before
    assert [path for path in table.cbs.asked if "/v3/" in path] == [
        "/v3/85000NED/TableInfos"
    ]
    table.cbs.table.changed = "2026-05-01T02:00:00+02:00"
    assert figures(table.collect()) == before
    table.cbs.versions = {"v4"}
    assert figures(table.collect()) == before


@pytest.mark.parametrize("name", ["D000001", "D000002"])
def test_of_measures_with_one_title_the_unit_tells(table: Table, name: str) -> None:
    for row in table.cbs.table.rows:
        row["Measure"] = {"M000352": "D000001", "M000200": "D000002"}[row["Measure"]]
    before = figures(table.collect(measures=[name]))
    assert before
    table.cbs.versions = {"v3"}
    assert figures(table.collect(measures=[name])) == before


@pytest.mark.parametrize(
    "loss",
    [
        lambda cbs: cbs.table.measures.pop(0),
        lambda cbs: cbs.table.codes["RegioS"].pop(0),
        lambda cbs: cbs.table.codes["Geslacht"].pop(0),
        lambda cbs: cbs.table.dimensions.pop("RegioS"),
    ],
)
def test_an_older_service_that_lacks_something_blames_nobody(
    table: Table, loss: Any
) -> None:
    table.collect()
    table.cbs.versions = {"v3"}
    loss(table.cbs)
    with pytest.raises(SourceIncomplete) as caught:
        table.collect()
    assert caught.value.key == "cbs_older_lacks"
    told = caught.value.told("nl")
    assert "De declaratie hoeft niet te veranderen" in told
    assert "_2" not in told, "no code of the older service"


@pytest.mark.parametrize(
    "loss",
    [
        lambda cbs: cbs.table.measures.pop(0),
        lambda cbs: cbs.table.codes["RegioS"].pop(0),
        lambda cbs: cbs.table.codes["Geslacht"].pop(0),
    ],
)
def test_a_table_that_changed_is_no_mistake_in_the_declaration(
    table: Table, loss: Any
) -> None:
    table.collect()
    loss(table.cbs)
    table.cbs.table.changed = "2026-05-01T02:00:00+02:00"
    with pytest.raises(SourceIncomplete) as caught:
        table.collect()
    assert caught.value.key == "cbs_changed"
    assert caught.value.exit_code == 12


def test_another_question_than_before_may_be_wrong(table: Table) -> None:
    table.collect()
    with pytest.raises(SettingsInvalid):
        table.collect(measures=["M999999"])
    table.cbs.versions = {"v3"}
    with pytest.raises(SettingsInvalid) as caught:
        table.collect(measures=["Bestaat niet"])
    assert "Bevolking, Woningen" in caught.value.told("nl")
    assert "Bevolking_1" not in caught.value.told("nl")


def test_a_code_of_version_4_is_not_blamed_at_the_first_run(table: Table) -> None:
    table.cbs.versions = {"v3"}
    with pytest.raises(SourceIncomplete) as caught:
        table.collect()
    assert caught.value.key == "cbs_older_lacks"


def test_an_older_service_that_is_busy_is_busy(table: Table) -> None:
    table.cbs.faults = [(404, {}), *[(500, {})] * QUICK.attempts]
    with pytest.raises(SourceUnreachable) as caught:
        table.collect()
    assert (caught.value.key, caught.value.exit_code) == ("server_busy", 11)
