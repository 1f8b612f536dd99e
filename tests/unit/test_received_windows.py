"""What a server sends again just as before is not read again, and all else is."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.declarations import LimeSurveySource, SurveyWave
from domain.landing import Manifest
from domain.tombstones import Tombstones
from sources import limesurvey_windows
from sources.landing import LandingStore, substance
from sources.limesurvey import collect_limesurvey
from sources.patient_http import Patience
from sources.received_windows import are_whole_pages, whole_pages
from sources.response_blocks import block_of
from tests.doors.replay_limesurvey import ReplayServer
from tests.doors.survey_examples import needs_shared, recordings

QUICK = Patience(read_seconds=5, first_wait_seconds=0.01, deadline_seconds=60)
SURVEY, WINDOW, APART = 202601, 150, 7
WINDOWS = 3
"""322 ids that are seven apart fill three pages; a window holds one of them."""
KEY = b"sleutel"
PARTICIPANTS = [
    {
        "tid": 1,
        "token": "T1",
        "participant_info": {"firstname": "Anna", "lastname": "Zeevaarder"},
    }
]

on_loopback = [needs_shared, pytest.mark.allow_hosts(["127.0.0.1"])]
rising_ids = st.lists(
    st.integers(min_value=1, max_value=6000), min_size=1, max_size=80, unique=True
).map(sorted)


@given(rising_ids, st.integers(min_value=1, max_value=50))
def test_windows_cover_all_ids_once_and_end_pages_where_they_can(
    ids: list[int], width: int
) -> None:
    start, covered = 0, []
    while start < len(ids):
        chunk = whole_pages(ids, start, width)
        assert 0 < len(chunk) <= width
        covered += chunk
        ends = {block_of(each) for each in ids[start : start + width]}
        if len(ends) > 1:
            following = ids[start + len(chunk) : start + len(chunk) + 1]
            assert not following or block_of(following[0]) != block_of(chunk[-1])
        start += len(chunk)
    assert covered == ids


@given(rising_ids, st.data())
def test_whole_pages_share_no_page_with_other_ids(
    ids: list[int], data: st.DataObject
) -> None:
    start = data.draw(st.integers(min_value=0, max_value=len(ids) - 1))
    count = data.draw(st.integers(min_value=1, max_value=len(ids) - start))
    inside = {block_of(each) for each in ids[start : start + count]}
    outside = {block_of(each) for each in ids[:start] + ids[start + count :]}
    assert are_whole_pages(ids, start, count) == inside.isdisjoint(outside)


@pytest.fixture
def server() -> Iterator[ReplayServer]:
    with ReplayServer(recordings()) as running:
        for row in running.surveys[SURVEY].rows:
            row["id"] *= APART
        yield running


@pytest.fixture
def landing(tmp_path: Path) -> LandingStore:
    return LandingStore(tmp_path / "landing")


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The number of responses in each export that was really read."""
    counts: list[int] = []
    really = limesurvey_windows.rows_of_export

    def noted(text: str | None, **more: Any) -> list[dict[str, Any]]:
        rows = really(text, **more)
        counts.append(len(rows))
        return rows

    monkeypatch.setattr(limesurvey_windows, "rows_of_export", noted)
    return counts


Collect = Callable[..., Manifest]


@pytest.fixture
def collect(server: ReplayServer) -> Collect:
    def collected(landing: LandingStore, **more: Any) -> Manifest:
        key, version = more.pop("key", KEY), more.pop("code_version", "1")
        declaration = LimeSurveySource(
            kind="limesurvey",
            url=server.url,
            username=server.username,
            password_env="NERGENS",
            surveys=(SurveyWave(id=SURVEY, wave=1),),
            **more,
        )
        manifest = collect_limesurvey(
            declaration,
            source_id="raad",
            key=key,
            password=server.password,
            landing=landing,
            earlier=landing.read_manifest("raad"),
            code_version=version,
            patience=QUICK,
            window=WINDOW,
        )
        landing.write_manifest(manifest)
        return manifest

    return collected


class TestOnAServer:
    pytestmark = on_loopback

    def test_nothing_changed_reads_nothing_and_writes_nothing(
        self, collect: Collect, landing: LandingStore, read: list[int]
    ) -> None:
        first = collect(landing)
        assert sum(read) == 322
        assert len(read) == WINDOWS
        read.clear()
        files = written(landing)
        again = collect(landing)
        assert read == []
        assert again.items == first.items
        assert again.expectations == first.expectations
        assert written(landing) == files

    @pytest.mark.parametrize(
        ("number", "page"), [(7, 0), (994, 0), (1001, 1), (2254, 2)]
    )
    def test_a_silent_edit_is_found_and_only_its_page_is_read(
        self,
        server: ReplayServer,
        collect: Collect,
        landing: LandingStore,
        read: list[int],
        number: int,
        page: int,
    ) -> None:
        first = collect(landing)
        row = next(each for each in server.surveys[SURVEY].rows if each["id"] == number)
        row["KNELPUNT"] = "stil gewijzigd"
        read.clear()
        again = collect(landing)
        assert read == [first.windows[page].row_count]
        changed = [
            now.name
            for before, now in zip(first.items, again.items, strict=True)
            if before.sha256 != now.sha256
        ]
        assert changed == [first.items[1 + page].name]

    @pytest.mark.parametrize("seed", range(8))
    def test_whatever_happens_it_ends_as_read_whole(
        self,
        server: ReplayServer,
        collect: Collect,
        landing: LandingStore,
        tmp_path: Path,
        seed: int,
    ) -> None:
        chance = random.Random(seed)
        rows = server.surveys[SURVEY].rows
        original = [dict(row) for row in rows]
        for round_ in range(4):
            for _ in range(chance.randrange(3)):
                _play(chance, rows, original)
            found = collect(landing)
            whole = collect(LandingStore(tmp_path / f"{round_}"))
            assert substance(found) == substance(whole)
            assert found.windows == whole.windows

    @pytest.mark.parametrize(
        "other",
        [
            {"code_version": "2"},
            {"panel": "ander"},
            {"key": b"andere sleutel"},
            {"redact_participant_names": True},
            {"consent": {"question": "KNELPUNT", "code": "Y"}},
        ],
    )
    def test_other_terms_read_all(
        self,
        server: ReplayServer,
        collect: Collect,
        landing: LandingStore,
        read: list[int],
        other: dict[str, Any],
    ) -> None:
        server.participants[:] = PARTICIPANTS
        collect(landing)
        read.clear()
        collect(landing, **other)
        assert sum(read) == 322

    def test_names_of_participants_may_change_so_all_is_read(
        self,
        server: ReplayServer,
        collect: Collect,
        landing: LandingStore,
        read: list[int],
    ) -> None:
        server.participants[:] = PARTICIPANTS
        first = collect(landing, redact_participant_names=True)
        assert first.windows == ()
        read.clear()
        collect(landing, redact_participant_names=True)
        assert sum(read) == 322

    @pytest.mark.parametrize("is_gone", [True, False])
    def test_a_page_that_is_lost_or_cut_is_landed_again(
        self, collect: Collect, landing: LandingStore, read: list[int], is_gone: bool
    ) -> None:
        first = collect(landing)
        page = landing.path_of(first.items[2].sha256)
        if is_gone:
            page.unlink()
        else:
            page.write_bytes(page.read_bytes()[:-1])
        read.clear()
        assert collect(landing).items == first.items
        assert read == [first.windows[1].row_count]
        assert landing.get(first.items[2].sha256)

    def test_who_was_forgotten_stays_outside_and_is_not_missed(
        self, collect: Collect, landing: LandingStore, read: list[int]
    ) -> None:
        collect(landing)
        marks = Tombstones(key=KEY)
        mark = marks.mark_of_response(str(SURVEY), activation=1, response_id=14)
        after = LandingStore(
            landing.root, tombstones=replace(marks, marks=frozenset({mark}))
        )
        read.clear()
        without = collect(after)
        assert sum(read) == 322, "the terms are others, so all is read once more"
        read.clear()
        again = collect(after)
        assert read == []
        assert sum(item.row_count for item in again.items) == 321
        assert again == replace(without, retrieved_at=again.retrieved_at)

    def test_a_strange_column_is_told_each_time(
        self,
        server: ReplayServer,
        collect: Collect,
        landing: LandingStore,
        read: list[int],
    ) -> None:
        for row in server.surveys[SURVEY].rows:
            row["VREEMD"] = "x"
        first = collect(landing)
        assert any("VREEMD" in str(warning) for warning in first.warnings)
        read.clear()
        assert collect(landing).warnings == first.warnings
        assert read == []

    def test_a_manifest_of_an_earlier_version_knows_no_windows(
        self, collect: Collect, landing: LandingStore, read: list[int]
    ) -> None:
        path = landing.root / "manifests" / "raad.json"
        first = collect(landing)
        text = path.read_text()
        path.write_text(text[: text.index(',\n "windows"')] + "\n}")
        assert "windows" not in path.read_text()
        read.clear()
        assert collect(landing).items == first.items
        assert sum(read) == 322
        kept = landing.read_manifest("raad")
        assert kept is not None
        assert kept.windows == first.windows

    def test_in_manifest_mode_only_sweeps_are_remembered(
        self, server: ReplayServer, collect: Collect, landing: LandingStore
    ) -> None:
        mode: dict[str, Any] = {"mode": "manifest", "sweep_every": 5}
        assert len(collect(landing, **mode).windows) == WINDOWS
        row = server.surveys[SURVEY].rows[0]
        row.update(KNELPUNT="anders", datestamp="2026-10-01 10:00:00")
        assert collect(landing, **mode).windows == ()

    def test_a_digest_tells_nothing_without_the_key(
        self, collect: Collect, landing: LandingStore, tmp_path: Path
    ) -> None:
        one = collect(landing)
        other = collect(LandingStore(tmp_path / "ander"), key=b"andere sleutel")
        ours = {each.digest for each in one.windows}
        assert ours.isdisjoint(each.digest for each in other.windows)


def written(landing: LandingStore) -> dict[Path, tuple[int, int]]:
    """Return which file stands under each name, and when it was last written."""
    stats = {path: path.stat() for path in landing.root.rglob("*")}
    return {path: (stat.st_ino, stat.st_mtime_ns) for path, stat in stats.items()}


def _play(
    chance: random.Random, rows: list[dict[str, Any]], original: list[dict[str, Any]]
) -> None:
    """Edit, delete or add a response, or bring one back to what it was."""
    at = chance.randrange(len(rows))
    deed = chance.choice(["edit", "delete", "add", "revert"])
    if deed == "edit":
        rows[at]["KNELPUNT"] = f"anders {chance.random()}"
    elif deed == "delete":
        del rows[at]
    elif deed == "add":
        rows.append(rows[-1] | {"id": rows[-1]["id"] + chance.randrange(1, 900)})
    else:
        known = {row["id"]: row for row in original}
        rows[at].update(known.get(rows[at]["id"], {}))
