"""A second run redoes nothing, a small change redoes that change, rows stay equal."""

import json
from pathlib import Path

import pytest

from tests.flows.line import (
    BASE,
    WAREHOUSE,
    comparable,
    feitenbasis,
    leftovers,
    publications,
    rows,
    servers_of,
    tables,
)

LEDGER = "SELECT stage, item, input_hash, run_id FROM ledger"


def ledger(workspace: Path) -> dict[tuple[str, str], tuple[str, str]]:
    """What is done, by stage and item: of which input, and by which run."""
    found = rows(workspace / WAREHOUSE, LEDGER)
    return {(stage, item): (key, run) for stage, item, key, run in found}


def redone(before: Path, after: Path) -> set[tuple[str, str]]:
    """The ledger lines that differ."""
    old, new = ledger(before), ledger(after)
    return {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}


def test_a_second_run_changes_nothing(demo: Path, own_demo: Path) -> None:
    before = tables(own_demo / WAREHOUSE)
    outcome = feitenbasis("-C", own_demo, "run", from_scratch=True)
    assert outcome.code == 0, outcome.err
    assert "niets veranderd" in outcome.out
    assert publications(own_demo) == publications(demo)
    after = tables(own_demo / WAREHOUSE)
    runs = {row[0] for row in after.pop("run")} - {row[0] for row in before.pop("run")}
    assert len(runs) == 1
    assert after == before
    assert redone(demo, own_demo) == set()
    assert leftovers(own_demo) == []
    assert servers_of(own_demo) == []
    took = "SELECT epoch(finished_at) - epoch(started_at) FROM run ORDER BY run_id"
    (first,), (second,) = rows(own_demo / WAREHOUSE, took)
    assert second < first / 5, "an unchanged run is quick"


def test_two_clean_runs_publish_the_same_rows(demo: Path, tmp_path: Path) -> None:
    outcome = feitenbasis("demo", tmp_path / "nog-eens", "--quiet")
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")
    first, second = comparable(demo / BASE), comparable(tmp_path / "nog-eens" / BASE)
    assert first.keys() == second.keys()
    for table, expected in first.items():
        assert second[table] == expected, table


def test_one_more_answer_redoes_one_page(demo: Path, own_demo: Path) -> None:
    export = own_demo / "export/880001.json"
    content = json.loads(export.read_bytes())
    newcomer = content["responses"][-1] | {
        "id": 99_001,
        "token": None,
        "submitdate": "2026-03-28 10:00:00",
        "KNELPUNT": "Het fietspad langs de ringvaart is te smal voor twee bakfietsen.",
    }
    content["responses"].append(newcomer)
    export.write_text(json.dumps(content), encoding="utf-8")
    outcome = feitenbasis("-C", own_demo, "run")
    assert outcome.code == 0, outcome.err
    changed = redone(demo, own_demo)
    assert {item for stage, item in changed if stage == "document"} == set()
    pages = {item for stage, item in changed if stage == "tidy"}
    assert pages
    assert all(item.startswith("raadpleging_1/") for item in pages)
    read = {item for stage, item in changed if stage == "reading"}
    assert read == pages
    check_republished(demo, own_demo)
    sizes = "SELECT response_count FROM survey ORDER BY wave"
    assert rows(own_demo / BASE, sizes) == [(402,), (231,)]


def test_one_changed_document_redoes_one_document(demo: Path, own_demo: Path) -> None:
    plan = own_demo / "documents/bewoners/dorpsplan tiendkade 2025.txt"
    text = plan.read_text(encoding="utf-8")
    added = "\n\nHet dorpshuis krijgt in 2027 een warmtepomp van de provincie.\n"
    plan.write_text(text + added, encoding="utf-8")
    outcome = feitenbasis("-C", own_demo, "run")
    assert outcome.code == 0, outcome.err
    changed = redone(demo, own_demo)
    assert {item for stage, item in changed if stage == "tidy"} == set()
    assert len({item for stage, item in changed if stage == "document"}) == 2
    assert len({item for stage, item in changed if stage == "reading"}) == 2
    check_republished(demo, own_demo)
    found = "SELECT text FROM find_passages('warmtepomp') WHERE text LIKE '%dorpshuis%'"
    assert added.strip() in rows(own_demo / BASE, found)[0][0]


@pytest.mark.slow
def test_a_removed_document_leaves_no_trace(own_demo: Path) -> None:
    (own_demo / "documents/economie/regiodeal-veenweidevallei.md").unlink()
    outcome = feitenbasis("-C", own_demo, "run")
    assert outcome.code == 0, outcome.err
    left = "SELECT count(*) FROM source_file WHERE file_name LIKE '%regiodeal%'"
    assert rows(own_demo / BASE, left) == [(0,)]
    assert rows(own_demo / WAREHOUSE, left) == [(0,)]
    orphans = (
        "SELECT count(*) FROM theme_mention "
        "WHERE passage_id NOT IN (SELECT passage_id FROM passage)"
    )
    assert rows(own_demo / WAREHOUSE, orphans) == [(0,)]


def check_republished(demo: Path, own: Path) -> None:
    """A new publication stands beside the old one, and both can be read."""
    old = publications(demo)
    assert publications(own)[: len(old)] == old
    assert len(publications(own)) == len(old) + 1
    for name in publications(own):
        folder = own / "publication" / name
        assert (folder / "index.html").is_file()
        assert rows(folder / "feitenbasis.duckdb", "SELECT count(*) FROM theme")
    assert (own / "publication/current").resolve().name == publications(own)[-1]
    assert leftovers(own) == []
