"""The habits of the house in, every place that breaks one out (see docs)."""

import ast
import importlib.util
import json
import re
import statistics
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.house.tree import (
    PROJECT,
    ROOMS,
    functions_of,
    imports_at_the_top,
    name_of,
    product_modules,
    project_files,
    python_files,
    text_of,
    tree_of,
)

FORBIDDEN_FOLDERS = {"utils", "helpers", "common", "config", "scripts", "src"}
HEAVY = ("prefect", "spacy", "great_expectations")

DOORS: dict[str, dict[str, str]] = {
    "environment": {
        "flows/prefect_settings.py": "where Prefect is told to look for its own",
        "flows/cli.py": "--debug reaches the flows",
        "flows/benchmarks/survey_line.py": "a password for the canned server",
        "flows/benchmarks/survey_work.py": "a key for a measured workspace",
        "flows/collecting.py": "the password of a source",
        "flows/doctor.py": "says where the pseudonym key comes from",
        "flows/guard.py": "whether a foreign error may be shown",
        "flows/prefect_server.py": "Prefect is set up through its variables",
        "flows/run_context.py": "the pseudonym key",
        "flows/scheduling.py": "the address of the team's Prefect server",
        "sources/documents/keeper.py": "what a sandboxed child may know",
        "sources/documents/recognition.py": "what Tesseract may know, one thread",
        "warehouse/checks.py": "Great Expectations sends nothing home",
        "warehouse/query_apart.py": "what a child that is asked may know",
    },
    "clock": {
        "flows/benchmarks/canned_limesurvey.py": "a server as slow as asked",
        "flows/benchmarks/fault_runs.py": "how long a run took before its kill",
        "flows/benchmarks/fault_tally.py": "how long each part of the faults took",
        "flows/benchmarks/headline.py": "a benchmark measures time",
        "flows/benchmarks/survey_line.py": "a benchmark measures time",
        "flows/erasure.py": "when something was taken out of the landing",
        "flows/forgetting.py": "the date on a receipt",
        "flows/lock.py": "since when a run is busy",
        "flows/measuring_rules.py": "the day the rules were measured",
        "flows/prefect_server.py": "how long a server may take to start",
        "flows/server_start.py": "how long a server did nothing",
        "flows/publishing.py": "the moment of publication",
        "flows/reviewing.py": "when a decision was taken",
        "flows/run_context.py": "when a run begins and ends",
        "flows/stopping.py": "whether a second signal is a second wish",
        "flows/running.py": "seconds beside each line of progress",
        "nlp/training/__main__.py": "the day a model was measured",
        "sources/document_folder.py": "when files were collected",
        "sources/documents/recognition.py": "scans that come too late stay unread",
        "sources/limesurvey.py": "when answers were collected",
        "sources/limesurvey_export.py": "when saved files were collected",
        "sources/patient_http.py": "the deadline of a slow server",
        "sources/network_errors.py": "until when a server asks to wait",
        "sources/cbs.py": "when it was collected",
        "sources/json_hits.py": "when it was collected",
        "sources/official_publications.py": "when it was collected",
        "sources/open_door.py": "a pause between two questions",
        "sources/polis.py": "when a saved conversation was collected",
        "sources/proposals.py": "when saved proposals were collected",
        "sources/registers.py": "when registers were collected",
        "sources/tooi.py": "the moment of retrieval",
    },
    "screen": {
        "flows/asking.py": "answers of `sql` and its prompt",
        "flows/bench_faults.py": "how many faults were done so far",
        "flows/benchmarks/answer_load.py": "a child tells its parent a figure",
        "flows/benchmarks/survey_work.py": "a child tells its parent a figure",
        "flows/every_sign.py": "in which alphabet streams are written",
        "flows/forget_request.py": "a token that is piped in, and one question",
        "flows/running.py": "progress lines where there is no screen",
        "flows/screens.py": "whether there is a screen, and figures for a script",
        "sources/documents/child.py": "a child speaks with its parent over pipes",
        "warehouse/everywhere/__main__.py": "how other engines answered",
        "warehouse/query_child.py": "a child speaks with its parent over pipes",
        "warehouse/everywhere/ask_python.py": "another engine tells its answers",
    },
    "open": {
        "domain/storage.py": "the one place that writes state files",
        "flows/prefect_server.py": "the server's log",
        "flows/server_start.py": "asks the server whether it is up",
        "sources/documents/archives.py": "looks inside a zip before it is parsed",
        "sources/documents/child.py": "a child's own output goes nowhere",
        "sources/documents/prechecks.py": "the first bytes of a file",
        "sources/file_parts.py": "looks inside an archive in memory",
        "sources/documents/xlsx_reader.py": "openpyxl goes by the name of a path",
        "sources/reference/make_divisions.py": "reads the downloaded table",
        "sources/reference/make_tables.py": "makes the shipped tables, by hand",
    },
    "write": {
        "dashboards/site.py": "the pages of a publication still being built",
        "flows/benchmarks/document_line.py": "reports drawn to be measured",
        "flows/benchmarks/faults.py": "damage done to a state file, to see it refused",
        "flows/documented_answers.py": "a page of the documentation, by hand",
        "sources/demo/paper.py": "the temporary sheet that typst draws",
        "sources/traces.py": "what is only opened from disk, for that moment",
        "warehouse/everywhere/__main__.py": "what other engines are asked, by hand",
    },
}
"""Per door the modules that use it, and what for."""

_CALLS = {
    "datetime.now": "clock",
    "datetime.utcnow": "clock",
    "datetime.today": "clock",
    "date.today": "clock",
    "time.time": "clock",
    "time.monotonic": "clock",
    "time.perf_counter": "clock",
    "print": "screen",
    "input": "screen",
    "open": "open",
}
_ATTRIBUTES = {
    "os.environ": "environment",
    "os.getenv": "environment",
    "sys.stdout": "screen",
    "sys.stderr": "screen",
    "sys.stdin": "screen",
}
_METHODS = {"open": "open", "write_text": "write", "write_bytes": "write"}


# Rooms


def test_the_python_folders_are_exactly_the_rooms() -> None:
    found = {name_of(path).split("/")[0] for path in python_files()}
    assert found == {*ROOMS, "tests"}


def test_no_folder_without_a_meaning() -> None:
    parts = {part for path in project_files() for part in path.parts}
    names = {part for part in parts if part in FORBIDDEN_FOLDERS}
    inside = [
        name_of(path)
        for path in project_files()
        if names & set(path.relative_to(PROJECT).parts)
    ]
    assert not inside


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_is_a_package_of_this_project(room: str) -> None:
    spec = importlib.util.find_spec(room)
    assert spec is not None and spec.origin is not None
    assert spec.origin == str(PROJECT / room / "__init__.py")


def test_every_room_is_packed_and_typed() -> None:
    project = tomllib.loads(text_of(PROJECT / "pyproject.toml"))
    packed = project["tool"]["setuptools"]["packages"]["find"]["include"]
    assert sorted(packed) == sorted(f"{room}*" for room in ROOMS)
    assert sorted(project["tool"]["mypy"]["packages"]) == sorted(ROOMS)
    assert project["tool"]["mypy"]["strict"] is True


def test_the_floors_stand_in_the_contract() -> None:
    project = tomllib.loads(text_of(PROJECT / "pyproject.toml"))
    contracts = project["tool"]["importlinter"]["contracts"]
    floors = [item["layers"] for item in contracts if item["type"] == "layers"]
    lower = "sources | transforms | nlp | warehouse"
    assert floors == [["flows", "dashboards", lower, "domain"]]
    guarded = {
        name
        for item in contracts
        if item["type"] == "forbidden"
        for name in item["forbidden_modules"]
    }
    assert {"prefect", "citric", "spacy", "duckdb", "great_expectations"} <= guarded


def test_tests_are_no_package() -> None:
    inits = [name_of(path) for path in python_files() if path.name == "__init__.py"]
    assert not [name for name in inits if name.startswith("tests/")]


# Modules


@pytest.mark.parametrize("path", python_files(), ids=name_of)
def test_a_module_opens_with_one_sentence(path: Path) -> None:
    first = (ast.get_docstring(tree_of(path)) or "").split("\n")[0]
    assert first.endswith("."), first
    assert len(first) <= 88 - len('"""'), first


def test_sizes() -> None:
    lengths = {name_of(p): len(text_of(p).splitlines()) for p in python_files()}
    assert not {name: number for name, number in lengths.items() if number > 400}
    product = sorted(lengths[name_of(path)] for path in product_modules())
    assert statistics.median(product) <= 120
    assert _percentile(product, 95) <= 300


def test_functions_are_short() -> None:
    lengths = sorted(
        (node.end_lineno or node.lineno) - node.lineno + 1
        for path in product_modules()
        for node in functions_of(path)
    )
    assert statistics.median(lengths) <= 12
    assert _percentile(lengths, 95) <= 40
    assert lengths[-1] <= 60


def test_functions_are_simple() -> None:
    project = tomllib.loads(text_of(PROJECT / "pyproject.toml"))
    lint = project["tool"]["ruff"]["lint"]
    assert "C90" in lint["select"]
    assert lint["mccabe"]["max-complexity"] <= 8
    excused = re.compile("noqa.*C901")
    assert not [name_of(p) for p in product_modules() if excused.search(text_of(p))]


def _percentile(values: list[int], percent: int) -> int:
    return values[min(len(values) - 1, len(values) * percent // 100)]


# Doors


@pytest.mark.parametrize("door", DOORS)
def test_only_named_modules_use_a_door(door: str) -> None:
    users = {name_of(p) for p in product_modules() if door in _doors_of(tree_of(p))}
    reasons = DOORS[door]
    assert not users - reasons.keys(), "use a door without a reason in DOORS"
    assert not reasons.keys() - users, "no longer use it: take them off the list"


def _doors_of(tree: ast.Module) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            found.add(_ATTRIBUTES.get(ast.unparse(node), ""))
        elif isinstance(node, ast.Call):
            found.add(_CALLS.get(ast.unparse(node.func), ""))
            if isinstance(node.func, ast.Attribute):
                found.add(_METHODS.get(node.func.attr, ""))
    return found


@pytest.mark.parametrize(
    ("code", "door"),
    [
        ("os.environ['A']", "environment"),
        ("datetime.now(UTC)", "clock"),
        ("print('a')", "screen"),
        ("Path('a').open('w')", "open"),
        ("path.write_text('a')", "write"),
        ("console.print('a')", None),
        ("base.reopen()", None),
    ],
)
def test_a_door_is_seen(code: str, door: str | None) -> None:
    assert _doors_of(ast.parse(code)) - {""} == ({door} if door else set())


# Heavy libraries


def test_heavy_libraries_are_imported_inside_functions() -> None:
    eager = {
        name_of(path): loaded
        for path in product_modules()
        if (loaded := imports_at_the_top(path) & set(HEAVY))
    }
    # The flows are Prefect's; the commands import this module when they need it.
    assert eager == {
        "flows/pipeline.py": {"prefect"},
        "flows/prefect_outcome.py": {"prefect"},
    }


def test_help_loads_nothing_heavy() -> None:
    program = """
import json, sys
from typer.testing import CliRunner
from flows.cli import app
runner = CliRunner()
names = [[command.callback.__name__] for command in app.registered_commands]
names += [[group.name, command.name] for group in app.registered_groups
          for command in group.typer_instance.registered_commands]
codes = [runner.invoke(app, [*name, "--help"]).exit_code for name in names]
print(json.dumps([codes, sorted(sys.modules)]))
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    codes, loaded = json.loads(done.stdout)
    assert codes and not any(codes)
    assert not {*HEAVY, "duckdb", "pandas", "rich.progress"} & set(loaded)
