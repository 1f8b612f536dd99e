"""Every mistake has its exit code and one paragraph: what, where, what to do."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.flows.line import (
    BASE,
    WAREHOUSE,
    Outcome,
    comparable,
    feitenbasis,
    is_paragraph,
    leftovers,
    publications,
    rows,
)

Make = Callable[[], Path]


def refused(outcome: Outcome, code: int, *words: str) -> None:
    """It ended with this code and one paragraph that holds these words."""
    assert outcome.code == code, outcome.err
    assert is_paragraph(outcome.err), outcome.err
    for word in words:
        assert word in outcome.err


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def test_wrong_words_are_wrong_use() -> None:
    for words in (["publiceer"], ["run", "--snel"], ["init"], ["sql", "a", "b"]):
        outcome = feitenbasis(*words)
        assert outcome.code == 2, words
        assert "Traceback" not in outcome.err


def test_a_folder_that_is_no_workspace(tmp_path: Path) -> None:
    for words in (["run"], ["status"], ["sql", "FROM meta"], ["doctor"]):
        refused(feitenbasis("-C", tmp_path, *words), 10, str(tmp_path), "init")


@pytest.mark.parametrize(
    ("file", "text", "words"),
    [
        (
            "feitenbasis.toml",
            '\n[kleur]\nvlag = "rood"\n',
            ["sleutel `kleur`"],
        ),
        ("feitenbasis.toml", "\n[privacy]\nsmallest_group = 4\n", ["smallest_group"]),
        ("feitenbasis.toml", "\nnaam = zonder aanhaling\n", ["regel 4", "TOML"]),
        ("sources/stukken.toml", 'uitgever = "X"\n', ["sleutel `uitgever`"]),
        ("sources/stukken.toml", "lijst = [1,\n", ["TOML", "sources/stukken.toml"]),
        ("sources/ander.toml", 'kind = "excel"\n', ["`kind`", "excel", "limesurvey"]),
        ("sources/ander.toml", 'kind = "documents"\npath = "weg"\n', ["weg"]),
    ],
)
def test_settings_name_what_is_wrong(
    fresh_small: Make, file: str, text: str, words: list[str]
) -> None:
    workspace = fresh_small()
    (workspace / file).touch()
    append(workspace / file, text)
    refused(feitenbasis("-C", workspace, "run"), 10, *words)
    assert not (workspace / "publication").exists()


def test_a_missing_or_open_or_short_key(fresh_small: Make) -> None:
    workspace = fresh_small()
    without = {"FEITENBASIS_KEY": ""}
    (workspace / ".feitenbasis/landing").mkdir(parents=True)
    outcome = feitenbasis("-C", workspace, "run", env=without)
    refused(outcome, 16, "secret.key", "FEITENBASIS_KEY")
    key = workspace / ".feitenbasis/secret.key"
    key.parent.mkdir(exist_ok=True)
    key.write_text("x" * 32, encoding="ascii")
    key.chmod(0o644)
    refused(feitenbasis("-C", workspace, "run", env=without), 10, "chmod 600")
    short = {"FEITENBASIS_KEY": "kort"}
    refused(feitenbasis("-C", workspace, "run", env=short), 10, "korter")


def test_a_broken_codebook_is_15(own_small: Path) -> None:
    before = publications(own_small)
    codebook = own_small / "codebook.toml"
    codebook.write_text('[theme.water]\nkleur = "blauw"\n', encoding="utf-8")
    refused(feitenbasis("-C", own_small, "run"), 15, "sleutel")
    assert publications(own_small) == before


def test_a_damaged_landed_item_is_16(own_small: Path) -> None:
    (own_small / WAREHOUSE).unlink()
    items = own_small / ".feitenbasis/landing/items"
    for path in [path for path in items.rglob("*") if path.is_file()]:
        path.write_bytes(path.read_bytes()[:-1] + b"~")
    before = publications(own_small)
    outcome = feitenbasis("-C", own_small, "read")
    refused(outcome, 16, "beschadigd", "Verzamel de bron opnieuw")
    assert publications(own_small) == before


def test_a_damaged_manifest_is_16(own_small: Path) -> None:
    manifests = own_small / ".feitenbasis/landing/manifests"
    (manifests / "stukken.json").write_text("{", encoding="utf-8")
    refused(feitenbasis("-C", own_small, "run"), 16, "manifest", "stukken.json")


def test_a_damaged_warehouse_is_16_and_can_be_rebuilt(own_small: Path) -> None:
    expected = comparable(own_small / BASE)
    (own_small / WAREHOUSE).write_bytes(b"geen duckdb" * 1000)
    refused(feitenbasis("-C", own_small, "run"), 16, "warehouse", "opzij")
    assert comparable(own_small / BASE) == expected, "readers keep what they had"
    (own_small / WAREHOUSE).rename(own_small / "weg")
    assert feitenbasis("-C", own_small, "run").code == 0
    assert comparable(own_small / BASE) == expected


def test_a_failing_check_publishes_nothing_and_is_13(own_small: Path) -> None:
    """A telephone number in the team's own divisions would reach the pages."""
    register = own_small / "registers/indelingen.csv"
    register.parent.mkdir(exist_ok=True)
    headings = "indeling;jaar;regio;regiocode;gemeente"
    register.write_text(
        f"{headings}\nDeel;2026;Bel 06-12345678;;Gouda\n", encoding="utf-8"
    )
    note = own_small / "documents/gouda.txt"
    note.write_text("In Gouda wordt gebouwd.", encoding="utf-8")
    before, held = publications(own_small), comparable(own_small / BASE)
    outcome = feitenbasis("-C", own_small, "run")
    refused(outcome, 13, "niets gepubliceerd", "place_region")
    assert "06-12345678" not in outcome.err
    assert leftovers(own_small) == [], "the refused base lies nowhere"
    assert publications(own_small) == before
    assert comparable(own_small / BASE) == held
    last = "SELECT status FROM run ORDER BY run_id DESC LIMIT 1"
    assert rows(own_small / WAREHOUSE, last) == [("failed",)]


def test_doubled_responses_are_refused_at_the_door_with_12(own_demo: Path) -> None:
    export = own_demo / "export/880001.json"
    content = json.loads(export.read_bytes())
    content["responses"] += content["responses"][:3]
    export.write_text(json.dumps(content), encoding="utf-8")
    held = comparable(own_demo / BASE)
    refused(feitenbasis("-C", own_demo, "run"), 12, "880001", "dubbel")
    export.write_text("<html>Aanmelden</html>", encoding="utf-8")
    refused(feitenbasis("-C", own_demo, "run"), 12, "880001.json")
    assert comparable(own_demo / BASE) == held


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0,
    reason="root may write everywhere, and Windows has other rights",
)
def test_a_folder_without_rights(own_small: Path) -> None:
    (own_small / "publication").chmod(0o500)
    append(own_small / "documents/water.md", "Er komt een gemaal bij.")
    outcome = feitenbasis("-C", own_small, "run")
    assert outcome.code != 0
    assert "Traceback" not in outcome.err


@pytest.mark.parametrize(
    "words", [("--debug", "-C", ".", "run"), ("run", "--debug", "-C", ".")]
)
def test_debug_shows_where_it_came_from(words: tuple[str, ...], tmp_path: Path) -> None:
    words = tuple(str(tmp_path) if word == "." else word for word in words)
    outcome = feitenbasis(*words)
    assert outcome.code == 10
    assert "Traceback" in outcome.err
