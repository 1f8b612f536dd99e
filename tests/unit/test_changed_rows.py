"""Fetching only what changed gives the pages of a full collection."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.landing import LandedItem
from sources.changed_rows import Changes, changes_since
from sources.landing import LandingStore
from sources.respondent_door import landed_pages
from sources.survey_shelf import SurveyShelf
from tests.doors.survey_examples import question, survey

SURVEY = survey(question("OPEN", "T"))
Rows = dict[int, dict[str, Any]]


def row(number: int, *, text: str = "a", minute: int = 0) -> dict[str, Any]:
    """Return a response that was last changed in some minute."""
    return {
        "id": number,
        "submitdate": "2026-09-01 09:00:00",
        "lastpage": 3,
        "startlanguage": "nl",
        "token": f"TOK{number:06d}",
        "startdate": "2026-09-01 08:50:00",
        "datestamp": f"2026-09-01 09:{minute:02d}:00",
        "OPEN": text,
    }


def swept(rows: Rows, landing: LandingStore) -> tuple[LandedItem, ...]:
    """Land every row."""
    shelf = SurveyShelf(landing, structure=SURVEY, wave=1)
    shelf.put_structure()
    shelf.put_pages(
        landed_pages(
            [rows[number] for number in sorted(rows)],
            structure=SURVEY,
            key=b"k",
            panel="p",
        )
    )
    return shelf.items_in_order


def updated(
    before: tuple[LandedItem, ...], rows: Rows, landing: LandingStore, *, window: int
) -> tuple[tuple[LandedItem, ...], Changes]:
    """Land what changed on top of what landed before."""
    roster = [rows[number] for number in sorted(rows)]
    changes = changes_since(
        before, survey_id="7", roster=roster, landing=landing, window=window
    )
    shelf = SurveyShelf(landing, structure=SURVEY, wave=1)
    shelf.put_structure()
    fetched: Iterator[dict[str, Any]] = (
        rows[number] for each in changes.windows for number in each
    )
    shelf.put_pages(
        landed_pages(
            fetched,
            structure=SURVEY,
            key=b"k",
            panel="p",
            blocks=changes.blocks,
            kept=changes.kept,
        )
    )
    shelf.keep(changes.untouched)
    return shelf.items_in_order, changes


def substance(items: tuple[LandedItem, ...]) -> list[tuple[str, str, int]]:
    return [(item.name, item.sha256, item.row_count) for item in items]


ids = st.one_of(st.integers(1, 12), st.integers(995, 1006), st.integers(2995, 3010))
changes = st.lists(
    st.tuples(st.sampled_from(["edit", "delete", "add"]), ids), max_size=12
)


@settings(max_examples=60, deadline=None)
@given(st.sets(ids, max_size=20), changes, st.integers(1, 5))
def test_changed_rows_make_the_pages_of_a_sweep(
    start: set[int], steps: list[tuple[str, int]], window: int
) -> None:
    before = {number: row(number) for number in start}
    after = dict(before)
    for minute, (step, number) in enumerate(steps, start=1):
        if step == "delete":
            after.pop(number, None)
        elif step == "add" or number in after:
            after[number] = row(number, text=step, minute=minute)
    with TemporaryDirectory() as folder:
        landing = LandingStore(Path(folder))
        found, plan = updated(swept(before, landing), after, landing, window=window)
        assert substance(found) == substance(swept(after, landing))
    fetched = [number for each in plan.windows for number in each]
    changed = {number for number in after if after[number] != before.get(number)}
    assert fetched == sorted(set(fetched))
    assert changed <= set(fetched) <= set(after)
    assert all(len(each) <= window for each in plan.windows)
    ends = {each[place] for each in plan.windows for place in (0, -1)}
    assert ends <= changed | {max(after, default=0)}


def test_pages_without_a_change_are_not_touched(tmp_path: Path) -> None:
    landing = LandingStore(tmp_path)
    before = {number: row(number) for number in range(1, 4001)}
    pages = swept(before, landing)
    after = before | {1500: row(1500, text="anders", minute=9)}
    found, plan = updated(pages, after, landing, window=100)
    assert plan.windows == ((1500,), (4000,))
    same = [one == other for one, other in zip(pages, found, strict=True)]
    assert same == [True, True, False, True, False], "the last page is looked at again"
    assert [page.sha256 for page in found][4] == pages[4].sha256


def test_a_silent_edit_stays_until_it_is_fetched(tmp_path: Path) -> None:
    landing = LandingStore(tmp_path)
    before = {number: row(number) for number in range(1, 5)}
    pages = swept(before, landing)
    after = before | {2: row(2, text="stil gewijzigd")}
    found, _ = updated(pages, after, landing, window=1)
    assert substance(found) == substance(pages)
    beside = after | {1: row(1, minute=3), 3: row(3, minute=3)}
    found, _ = updated(pages, beside, landing, window=3)
    assert substance(found) == substance(swept(beside, landing))
