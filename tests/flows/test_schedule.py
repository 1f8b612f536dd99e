"""The workspace runs by itself on its cron, on its own server or on a team's."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from domain.workspace import Workspace
from flows.prefect_server import local_server
from tests.flows.line import (
    BASE,
    COMMAND,
    PROJECT,
    environment,
    feitenbasis,
    is_paragraph,
    rows,
    servers_of,
    small_workspace,
)

EVERY_MINUTE = '\n[schedule]\ncron = "* * * * *"\n'
LONGEST_WAIT = 170
BUSY = 14


def scheduled(folder: Path) -> Path:
    workspace = small_workspace(folder)
    settings = workspace / "feitenbasis.toml"
    text = settings.read_text(encoding="utf-8") + EVERY_MINUTE
    settings.write_text(text, encoding="utf-8")
    return workspace


def family(process: "subprocess.Popen[str]") -> list[psutil.Process]:
    return psutil.Process(process.pid).children(recursive=True)


def own_servers(workspace: Path) -> list[int]:
    found = servers_of(workspace)
    return [each.pid for each in found if {"server", "start"} <= set(each.cmdline())]


def run_beside_it(workspace: Path) -> None:
    """Run by hand, too: the server of the schedule must outlive that of the run."""
    [before] = own_servers(workspace)
    for _ in range(40):
        outcome = feitenbasis("-C", workspace, "run", from_scratch=True)
        if outcome.code != BUSY:
            break
        time.sleep(1)
    assert outcome.code == 0, outcome.err
    assert own_servers(workspace) == [before]


@contextmanager
def serving(workspace: Path) -> Iterator["subprocess.Popen[str]"]:
    process = subprocess.Popen(
        [*COMMAND, "-C", str(workspace), "schedule"],
        cwd=PROJECT,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()


def stopped(process: "subprocess.Popen[str]", stop: signal.Signals) -> str:
    """Stop it; return what it said, once nothing it started is left."""
    helpers = family(process)
    assert helpers, "it has a server of its own"
    process.send_signal(stop)
    told, _ = process.communicate(timeout=60)
    _, alive = psutil.wait_procs(helpers, timeout=20)
    assert alive == []
    return told


@pytest.mark.slow
def test_schedule_starts_a_run_on_the_minute_and_stops_whole(tmp_path: Path) -> None:
    workspace = scheduled(tmp_path / "proef")
    with serving(workspace) as process:
        deadline = time.monotonic() + LONGEST_WAIT
        while not (workspace / BASE).is_file() and time.monotonic() < deadline:
            assert process.poll() is None, process.communicate()[0]
            time.sleep(1)
        assert (workspace / BASE).is_file(), "no scheduled run published anything"
        run_beside_it(workspace)
        told = stopped(process, signal.SIGINT)
    assert "* * * * *" in told
    assert "Traceback" not in told
    assert servers_of(workspace) == []
    assert rows(workspace / BASE, "SELECT count(*) FROM document") == [(2,)]


@pytest.mark.slow
def test_schedule_that_waits_stops_whole_at_a_sigterm(tmp_path: Path) -> None:
    workspace = scheduled(tmp_path / "proef")
    with serving(workspace) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if "Prefect: http" in line:
                break
        time.sleep(5)
        assert stopped(process, signal.SIGTERM) == "Gestopt.\n"
    assert servers_of(workspace) == []


def test_deploy_without_a_server_says_which_setting_is_missing(
    small_run: Path,
) -> None:
    outcome = feitenbasis("-C", small_run, "deploy")
    assert outcome.code == 10
    assert is_paragraph(outcome.err)
    assert "PREFECT_API_URL" in outcome.err


def test_deploy_to_a_server_that_is_down(small_run: Path) -> None:
    nowhere = {"PREFECT_API_URL": "http://127.0.0.1:9/api"}
    outcome = feitenbasis("-C", small_run, "deploy", env=nowhere)
    assert outcome.code == 11, outcome.err
    assert is_paragraph(outcome.err), outcome.err


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A team's Prefect server, with its scheduler."""
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    before = dict(os.environ)
    team = Workspace(tmp_path / "team")
    try:
        with local_server(team, has_services=True) as address:
            yield address
    finally:
        for name in os.environ.keys() - before.keys():
            del os.environ[name]


SHOWN = """
import json
from prefect.client.orchestration import get_client
with get_client(sync_client=True) as client:
    found = [each.model_dump(mode="json") for each in client.read_deployments()]
    pools = [pool.name for pool in client.read_work_pools()]
print(json.dumps([found, pools]))
"""


@pytest.mark.slow
def test_deploy_registers_one_writer_on_the_cron(server: str, tmp_path: Path) -> None:
    import json

    workspace = scheduled(tmp_path / "proef")
    api = {"PREFECT_API_URL": server, "PREFECT_HOME": str(tmp_path / "thuis")}
    for _ in range(2):  # to register twice is to register once
        outcome = feitenbasis("-C", workspace, "deploy", "--pool", "regio", env=api)
        assert outcome.code == 0, outcome.err
    assert "run/proef" in outcome.out
    shown = subprocess.run(
        [sys.executable, "-c", SHOWN],
        cwd=PROJECT,
        env=environment(**api),
        capture_output=True,
        text=True,
        check=True,
    )
    [deployment], pools = json.loads(shown.stdout)
    assert deployment["name"] == "proef"
    assert deployment["entrypoint"] == "flows.pipeline.run"
    assert deployment["parameters"] == {"workspace": str(workspace)}
    assert deployment["work_pool_name"] == "regio"
    assert "regio" in pools
    [schedule] = deployment["schedules"]
    assert schedule["active"]
    assert schedule["schedule"]["cron"] == "* * * * *"
    assert schedule["schedule"]["timezone"] == "Europe/Amsterdam"
    limit = deployment.get("global_concurrency_limit") or {}
    assert (deployment.get("concurrency_limit") or limit.get("limit")) == 1
    assert deployment["concurrency_options"]["collision_strategy"] == "ENQUEUE"
