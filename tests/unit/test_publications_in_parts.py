"""Publications that do not come all at once: kept, told, and gone on with."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from domain.errors import FeitenbasisError, SourceIncomplete, SourceUnreachable
from domain.landing import Manifest
from domain.open_declarations import PublicationsSource
from flows import bookkeeping, collecting
from flows.run_context import find_workspace, open_run
from sources.landing import LandingStore
from sources.official_publications import collect_publications
from sources.open_door import OpenDoor
from sources.patient_http import Patience
from sources.whole_texts import has_end, is_whole
from tests.doors.fake_sru import FakeSru, publication_xml
from tests.doors.open_server import serving
from tests.flows.line import KEY, small_workspace

QUICK = Patience(attempts=2, first_wait_seconds=0.01, longest_wait_seconds=0.02)
TEN = {f"gmb-2026-{number}": ("xml",) for number in range(1, 11)}


@pytest.fixture
def sru() -> Iterator[FakeSru]:
    with serving(FakeSru(publications=dict(TEN))) as fake:
        yield fake


class Source:
    """One declaration, collected again and again as a run does."""

    def __init__(self, sru: FakeSru, folder: Path, **more: Any) -> None:
        """Begin with nothing."""
        told = {
            "creators": ["Alkmaar"],
            "since": "2026-01-01",
            "url": f"{sru.base}/sru",
        }
        kind = {"kind": "officielebekendmakingen"}
        self.declaration = PublicationsSource.model_validate(told | kind | more)
        self.sru, self.landing = sru, LandingStore(folder)
        self.manifest: Manifest | None = None
        self.error: FeitenbasisError | None = None

    def collect(self, *, patience: Patience = QUICK, pause: float = 0.0) -> list[str]:
        """Collect once; return the texts that were asked."""
        self.sru.asked.clear()
        self.error = None
        try:
            self.manifest = collect_publications(
                self.declaration,
                source_id="bekend",
                landing=self.landing,
                earlier=self.manifest,
                door=OpenDoor(
                    where="sources/bekend.toml", patience=patience, pause_seconds=pause
                ),
            )
        except FeitenbasisError as error:
            self.error = error
            self.manifest = error.part or self.manifest
        return [path for path in self.sru.asked if path != "/sru"]

    def texts(self) -> set[str]:
        """What is landed, by number; each as the server has it."""
        items = self.manifest.items if self.manifest else ()
        found = {item.name: item.sha256 for item in items if item.sha256}
        for name, sha256 in found.items():
            expected = publication_xml(name.removesuffix(".xml"))
            assert self.landing.get(sha256) == expected
        return {name.removesuffix(".xml") for name in found}

    def rules(self) -> list[str]:
        """Why items have no text."""
        return [item.rule for item in (self.manifest or _none()).items if item.rule]


def _none() -> Manifest:
    return Manifest(source_id="", kind="", retrieved_at="")


def test_a_server_that_wants_rest_gets_it_and_the_next_run_goes_on(
    sru: FakeSru, tmp_path: Path
) -> None:
    source = Source(sru, tmp_path)
    sru.most_texts = 4
    for got in (4, 8):
        assert len(source.collect()) == 5, "one question too many, and no other"
        assert len(source.texts()) == got
        assert source.rules() == ["publication_waiting"] * (10 - got)
        assert isinstance(source.error, SourceUnreachable)
        assert "60 min" in source.error.told("nl")
        assert source.manifest
        assert f"{got} of the 10" in str(source.manifest.warnings[-1])
    assert len(source.collect()) == 2
    assert source.error is None
    assert source.texts() == set(TEN)
    assert (source.manifest or _none()).warnings == ()


def test_a_rest_that_is_asked_of_the_search_itself_keeps_what_was(
    sru: FakeSru, tmp_path: Path
) -> None:
    source = Source(sru, tmp_path)
    sru.most_texts = 0
    source.collect()
    assert source.error
    assert source.error.part is None, "nothing came: there is no part to keep"
    assert source.error.key == "server_asks_rest"


def test_a_short_rest_is_waited_for(sru: FakeSru, tmp_path: Path) -> None:
    source = Source(sru, tmp_path)
    sru.most_texts, sru.rest_seconds = 9, 0
    source.collect()
    assert source.error is None
    assert source.rules() == ["publication_unanswered"]


def test_time_that_is_over_ends_in_a_part(sru: FakeSru, tmp_path: Path) -> None:
    source = Source(sru, tmp_path)
    hurried = replace(QUICK, deadline_seconds=1.0)
    before = 0
    for _ in range(9):
        source.collect(patience=hurried, pause=0.12)
        if source.error is None:
            break
        assert source.error.key == "server_not_in_time"
        assert len(source.texts()) > before, "every run brings some"
        before = len(source.texts())
    assert source.texts() == set(TEN)


def test_the_door_stays_open_for_as_many_texts_as_are_asked() -> None:
    from sources.official_publications import _door

    told = {"creators": ["A"], "since": "2026-01-01", "most": 10_000}
    kind = {"kind": "officielebekendmakingen", "pause_seconds": 1.0}
    declaration = PublicationsSource.model_validate(told | kind)
    door = _door(declaration, where="x")
    assert door._deadline.left() > 10_000


def test_three_texts_in_a_row_leave_a_part_as_well(
    sru: FakeSru, tmp_path: Path
) -> None:
    source = Source(sru, tmp_path)
    sru.broken = {f"gmb-2026-{number}" for number in (4, 5, 6)}
    source.collect()
    assert source.texts() == {f"gmb-2026-{number}" for number in (1, 2, 3)}
    sru.broken = set()
    source.collect()
    assert source.texts() == set(TEN)


@pytest.mark.parametrize("shifts", [1, 2, 4, 5])
def test_a_record_that_comes_twice_hides_no_other(
    sru: FakeSru, tmp_path: Path, shifts: int
) -> None:
    source = Source(sru, tmp_path)
    sru.shifts = shifts
    source.collect()
    assert source.error is None
    assert source.texts() == set(TEN)


def test_a_list_that_keeps_shifting_is_told_and_takes_nothing_away(
    sru: FakeSru, tmp_path: Path
) -> None:
    source = Source(sru, tmp_path)
    source.collect()
    sru.shifts = 99
    sru.publications |= {f"gmb-2026-{number}": ("xml",) for number in (11, 12)}
    source.collect()
    assert isinstance(source.error, SourceIncomplete)
    assert source.error.key == "open_rows_missing"
    assert (source.error.values["said"], source.error.values["got"]) == (12, 11)
    assert source.texts() >= set(TEN)
    assert 99 - sru.shifts < 30, "it ends"


@pytest.mark.parametrize("length", [1, 30, 60, -10, -1])
def test_a_text_that_was_cut_is_asked_again(
    sru: FakeSru, tmp_path: Path, length: int
) -> None:
    source = Source(sru, tmp_path)
    for number in ("gmb-2026-2", "gmb-2026-7"):
        sru.others[number] = publication_xml(number)[:length]
    source.collect()
    assert len(source.rules()) == 2
    assert set(source.rules()) <= {"publication_cut", "publication_other"}
    sru.others = {}
    assert len(source.collect()) == 2
    assert source.texts() == set(TEN)


def test_a_cut_text_that_was_kept_before_is_asked_again(
    sru: FakeSru, tmp_path: Path
) -> None:
    source = Source(sru, tmp_path)
    source.collect()
    assert source.manifest
    half = source.landing.put(publication_xml("gmb-2026-3")[:60])
    items = [
        replace(item, sha256=half) if item.name == "gmb-2026-3.xml" else item
        for item in source.manifest.items
    ]
    source.manifest = replace(source.manifest, items=tuple(items))
    assert source.collect() == ["/frbr/gmb-2026-3.xml"]
    assert source.texts() == set(TEN)


@pytest.mark.parametrize(
    ("form", "data", "whole"),
    [
        ("xml", b"<a><b/></a>", True),
        ("xml", b'<?xml version="1.0"?>\n<a>x</a>\n<!-- <b> -->\n', True),
        ("xml", b"<!-- <b> --><a>x</a>", True),
        ("xml", b"<a/>", True),
        ("xml", b"<x:a xmlns:x='y'>x</x:a >", True),
        ("xml", b"<a><b>x</b>", False),
        ("xml", b"<a>x</a", False),
        ("xml", b"<a>&onbekend;</b>", False),
        ("html", b"<!DOCTYPE html><html><body>x</body></html>\n", True),
        ("html", b"<HTML><p>x</HTML><!-- 3 ms -->", True),
        ("html", b"<html><body><p>x", False),
        ("html", b"<p>een stuk</p>", True),
        ("pdf", b"%PDF-1.7\nx\nstartxref\n9\n%%EOF\n", True),
        ("pdf", b"%PDF-1.7\nx\n%%EOF\r\n\x00\x00", True),
        ("pdf", b"%PDF-1.7\nx", False),
    ],
)
def test_what_is_a_whole_text(form: str, data: bytes, whole: bool) -> None:
    assert is_whole(data, form=form) is whole
    if not whole:
        assert not has_end(data, form=form)


@pytest.mark.filterwarnings("ignore:module 'sre_:DeprecationWarning")
@pytest.mark.filterwarnings("ignore::pydantic.warnings.PydanticDeprecationWarning")
@pytest.mark.allow_hosts(["127.0.0.1"])
def test_a_run_keeps_a_part_tells_it_and_counts_what_waits(
    sru: FakeSru, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FEITENBASIS_KEY", KEY)
    folder = small_workspace(tmp_path / "proef")
    (folder / "sources/bekend.toml").write_text(
        'kind = "officielebekendmakingen"\ncreators = ["Alkmaar"]\nsince = 2026-01-01\n'
        f'url = "{sru.base}/sru"\npause_seconds = 0\n',
        "utf-8",
    )
    neighbour = (folder / "sources/bekend.toml").read_text("utf-8")
    (folder / "sources/buren.toml").write_text(neighbour, "utf-8")
    sru.most_texts = 4
    with open_run(find_workspace(folder)) as context:
        states = collecting.collect_all(
            context, lambda source_id: collecting.collect_source(context, source_id)
        )
        assert (states["bekend"], states["buren"]) == ("failed", "failed")
        assert len([path for path in sru.asked if path != "/sru"]) == 5
        assert sru.asked[-1] != "/sru", "the neighbour asks nothing of this server"
        error, of_neighbour = context.setbacks
        assert of_neighbour.key == "server_asks_rest"
        assert of_neighbour.place == "sources/buren.toml"
        (folder / "sources/buren.toml").unlink()
        told = error.told("nl")
        assert error.exit_code == 11
        assert "Tot nu toe zijn 4 van de 10 stukken binnen en bewaard" in told
        assert "60 min" in told
        bookkeeping.store_sources(context)
        assert collecting.sweep_landing(context) == 0
        (row,) = context.warehouse.records(
            "SELECT count(*) AS files, count(*) FILTER (rule = 'publication_waiting') "
            "AS waiting FROM source_file WHERE source_id = 'bekend'"
        )
        assert row == {"files": 10, "waiting": 6}
        kept, _ = context.warehouse.records("FROM source_failure ORDER BY source_id")
        assert "4 van de 10" in kept["reason"]
    sru.most_texts = None
    sru.asked.clear()
    with open_run(find_workspace(folder)) as context:
        collecting.collect_all(
            context, lambda source_id: collecting.collect_source(context, source_id)
        )
        assert context.setbacks == []
    assert len([path for path in sru.asked if path != "/sru"]) == 6
