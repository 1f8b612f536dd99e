"""The commands of CONTRACT.md are there, quick to explain themselves, and helpful."""

import os
import re
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from domain.declarations import declaration_from_toml
from domain.settings import settings_from_toml
from tests.flows.line import PROJECT, environment, feitenbasis

COMMANDS = (
    "init demo run collect read publish schedule deploy status doctor sql"
).split()
HEAVY = ["prefect", "spacy", "great_expectations", "pandas", "duckdb", "jinja2"]


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_comes_within_a_second(command: str) -> None:
    quickest = 99.0
    for _ in range(3):  # the machine may be busy; one quick answer is proof
        outcome = feitenbasis(*command.split(), "--help", from_scratch=True)
        quickest = min(quickest, outcome.wall, outcome.cpu)
        if quickest < 1:
            break
    assert outcome.code == 0
    assert "Usage" in outcome.out
    assert len(outcome.out.splitlines()) > 5
    assert quickest < 1


def test_help_names_every_command() -> None:
    told = feitenbasis("--help").out
    for command in COMMANDS:
        assert command in told


def test_the_command_line_loads_nothing_heavy() -> None:
    code = (
        "import sys, flows.cli; "
        f"print([name for name in {HEAVY} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=PROJECT,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"


def test_init_makes_a_workspace_whose_examples_hold(tmp_path: Path) -> None:
    folder = tmp_path / "nieuw"
    outcome = feitenbasis("init", folder)
    assert outcome.code == 0, outcome.err
    assert "feitenbasis -C" in outcome.out
    text = (folder / "feitenbasis.toml").read_text(encoding="utf-8")
    settings_from_toml(text, where="feitenbasis.toml")
    assert text.count("#") > 5, "the settings explain themselves"
    examples = sorted((folder / "sources").iterdir())
    kinds = {
        declaration_from_toml(path.read_text(encoding="utf-8"), where=path.name).kind
        for path in examples
    }
    assert kinds == {
        *("documents", "limesurvey", "limesurvey-export", "polis", "proposals"),
        *("cbs", "officielebekendmakingen", "raadsinformatie", "data-overheid", "tooi"),
    }
    key = folder / ".feitenbasis/secret.key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600 or os.name == "nt"
    assert len(key.read_text(encoding="ascii")) >= 32


def test_init_and_demo_leave_a_filled_folder_alone(tmp_path: Path) -> None:
    mine = tmp_path / "mijn.txt"
    mine.write_text("van mij", encoding="utf-8")
    for command in ("init", "demo"):
        outcome = feitenbasis(command, tmp_path)
        assert outcome.code == 2
        assert "niet leeg" in outcome.err
    assert sorted(tmp_path.iterdir()) == [mine]


def test_a_new_workspace_runs_with_its_own_key(tmp_path: Path) -> None:
    folder = tmp_path / "nieuw"
    own_key = {"FEITENBASIS_KEY": ""}
    assert feitenbasis("init", folder, env=own_key).code == 0
    (folder / "documents/a.txt").write_text(
        "De gemeente bouwt woningen en het waterschap maakt een gemaal.",
        encoding="utf-8",
    )
    outcome = feitenbasis("run", "-C", folder, env=own_key)
    assert outcome.code == 0, outcome.err
    assert "Gepubliceerd" in outcome.out
    assert re.search(r"Documenten +│ +\+1 │ +1 ", outcome.out)


def test_the_folder_may_stand_before_or_after_the_command(demo: Path) -> None:
    before = feitenbasis("-C", demo, "status")
    after = feitenbasis("status", "-C", demo)
    assert before.code == after.code == 0
    assert before.out == after.out


def test_doctor_on_the_demo(demo: Path) -> None:
    outcome = feitenbasis("-C", demo, "doctor")
    assert outcome.code == 0, outcome.out
    for subject in ("instellingen", "sleutel", "codeboek", "leesmodel", "schijf"):
        assert subject in outcome.out
    assert "bron raadpleging_1" in outcome.out
    assert "fout" not in outcome.out


def test_doctor_says_what_is_wrong_and_ends_with_its_code(own_demo: Path) -> None:
    (own_demo / "export/880001.json").unlink()
    (own_demo / "codebook.toml").write_text("[theme\n", encoding="utf-8")
    outcome = feitenbasis("-C", own_demo, "doctor")
    assert outcome.code == 15, "the first of two"
    assert outcome.out.count("fout  ") == 2
    assert "880001.json" in outcome.out


def test_status_before_and_after(demo: Path, tmp_path: Path) -> None:
    (tmp_path / "feitenbasis.toml").write_text('[region]\nname = "x"\n')
    before = feitenbasis("-C", tmp_path, "status")
    assert before.code == 0
    assert "nog niet gedraaid" in before.out
    after = feitenbasis("-C", demo, "status")
    assert after.code == 0
    for word in ("raadpleging_1", "stukken", "geen leesbare tekst", "401"):
        assert word in after.out
    for word in ("gepubliceerd", "inzendingen", "bestanden", "29-03-2026"):
        assert word in after.out
    assert not re.search(r"\b(published|unchanged|response|file)\b", after.out)


@pytest.mark.slow
def test_parts_of_the_line_can_be_run_apart(own_small: Path) -> None:
    (own_small / "documents/nieuw.txt").write_text(
        "Het ziekenhuis in de stad krijgt een zorgboulevard.", encoding="utf-8"
    )
    began = time.monotonic()
    for command, told in (("collect", "klaar"), ("read", "klaar"), ("publish", "")):
        outcome = feitenbasis(command, "-C", own_small)
        assert outcome.code == 0, outcome.err
        assert told in outcome.out
    assert "afgebroken" not in feitenbasis("status", "-C", own_small).out
    again = feitenbasis("publish", "-C", own_small)
    assert "niets veranderd" in again.out
    assert time.monotonic() - began < 200
