"""What was hidden for the same counts is not searched for again, and only then."""

import stat
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.privacy import DisclosureRule
from warehouse import kept_hiding
from warehouse.figure_tables import hidden_cells, hidden_groups
from warehouse.kept_hiding import KeptHiding
from warehouse.spreads import EVERYONE, Hidden, Spread, Wave

RULE = DisclosureRule()
FARMERS, MAKERS = ("group", "boeren"), ("group", "makers")
COUNTS = st.lists(st.integers(0, 40), min_size=4, max_size=4)


def asked(counts: Sequence[int], subject: str = "GAS") -> tuple[Wave, list[Spread]]:
    """Two groups that said yes or no."""
    boer_yes, boer_no, maker_yes, maker_no = counts
    sizes = {
        EVERYONE: sum(counts),
        FARMERS: boer_yes + boer_no,
        MAKERS: maker_yes + maker_no,
    }
    spread = Spread(
        subject=subject,
        counts={
            (EVERYONE, "Y"): boer_yes + maker_yes,
            (EVERYONE, "N"): boer_no + maker_no,
            (FARMERS, "Y"): boer_yes,
            (FARMERS, "N"): boer_no,
            (MAKERS, "Y"): maker_yes,
            (MAKERS, "N"): maker_no,
        },
        bases=sizes,
        role="statement",
    )
    return Wave(sizes=sizes), [spread]


class Searches:
    """Counts how often is searched."""

    def __init__(self) -> None:
        self.number = 0

    def __call__(self, *given: Any, **named: Any) -> Hidden:
        self.number += 1
        return hidden_cells(*given, **named)


def outcome(
    kept: KeptHiding, search: Searches, counts: Sequence[int], **changed: Any
) -> Hidden:
    wave, spreads = asked(counts, changed.pop("subject", "GAS"))
    rule = changed.pop("rule", RULE)
    small = hidden_groups(wave, rule=rule)
    return kept.outcome(search, wave, spreads, rule=rule, small_groups=small)


def written(path: Path, counts: Sequence[int] = (3, 20, 15, 12)) -> Hidden:
    kept = KeptHiding(path)
    found = outcome(kept, Searches(), counts)
    kept.write()
    return found


@given(counts=COUNTS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_outcome_is_that_of_a_search(tmp_path: Path, counts: list[int]) -> None:
    path = tmp_path / "hiding.json"
    searched = written(path, counts)
    search = Searches()
    assert outcome(KeptHiding(path), search, counts) == searched
    assert search.number == 0
    wave, spreads = asked(counts)
    small = hidden_groups(wave, rule=RULE)
    assert searched == hidden_cells(wave, spreads, rule=RULE, small_groups=small)


@pytest.mark.parametrize(
    "changed",
    [
        {"counts": (4, 20, 15, 12)},
        {"subject": "ZON"},
        {"rule": DisclosureRule(smallest_group=11)},
        {"rule": DisclosureRule(smallest_count=4)},
    ],
    ids=["a count", "a question", "the least group", "the least count"],
)
def test_anything_else_is_searched_for(tmp_path: Path, changed: dict[str, Any]) -> None:
    path = tmp_path / "hiding.json"
    written(path)
    search = Searches()
    outcome(KeptHiding(path), search, **({"counts": (3, 20, 15, 12)} | changed))
    assert search.number == 1


def test_another_method_searches_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "hiding.json"
    written(path)
    monkeypatch.setattr(kept_hiding, "_method", lambda: "another")
    search = Searches()
    outcome(KeptHiding(path), search, (3, 20, 15, 12))
    assert search.number == 1


@pytest.mark.parametrize("place", range(0, 200, 23))
def test_a_damaged_file_is_as_no_file(tmp_path: Path, place: int) -> None:
    path = tmp_path / "hiding.json"
    written(path)
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)
    search = Searches()
    outcome(KeptHiding(path), search, (3, 20, 15, 12))
    assert search.number == 1


def test_only_what_was_used_is_kept_and_it_names_nothing(tmp_path: Path) -> None:
    path = tmp_path / "hiding.json"
    written(path)
    first = path.read_text(encoding="utf-8")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert not any(word in first for word in ("boeren", "makers", "GAS"))
    written(path, (30, 20, 15, 12))
    later = path.read_text(encoding="utf-8")
    assert later.count('"places"') == first.count('"places"') == 1
