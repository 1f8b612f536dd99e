"""A server that starts slowly is waited for; one that fails says how it failed."""

import socket
import textwrap
import time
from pathlib import Path

import pytest

from domain.errors import FeitenbasisError
from domain.phrases import DUTCH
from domain.workspace import Workspace
from flows import server_start
from flows.prefect_server import local_server

ANSWERS = """
class Health(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
    def log_message(self, *_):
        pass

http.server.HTTPServer(("127.0.0.1", port), Health).serve_forever()
"""
BUSY = """
until = time.process_time() + 1.5
while time.process_time() < until:
    pass
"""
DIES = """
print("een regel\\n\\nRuntimeError: de database is stuk", flush=True)
sys.exit(1)
"""
HANGS = "time.sleep(60)\n"


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A workspace, in an environment that names no server and forgets afterwards."""
    for name in ("PREFECT_API_URL", "PREFECT_PROFILES_PATH", "PREFECT_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    workspace = Workspace(tmp_path / "regio")
    workspace.internal.mkdir(parents=True)
    return workspace


def stand_in(folder: Path, monkeypatch: pytest.MonkeyPatch, *tries: str) -> None:
    """Put a server that behaves by the number of its start in the place of Prefect."""
    package = folder / "in-plaats" / "prefect"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    head = f"""
        import http.server, socket, sys, time
        from pathlib import Path
        port = int(sys.argv[sys.argv.index("--port") + 1])
        starts = Path({str(folder / "starts")!r})
        with starts.open("a") as noted:
            noted.write("x")
        tries = {list(tries)!r}
        exec(tries[min(len(starts.read_text()), len(tries)) - 1])
    """
    (package / "__main__.py").write_text(textwrap.dedent(head), encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(package.parent))


def starts(folder: Path) -> int:
    return len((folder / "starts").read_text(encoding="utf-8"))


def refusal(workspace: Workspace) -> FeitenbasisError:
    with (
        pytest.raises(FeitenbasisError) as told,
        local_server(workspace, has_services=False),
    ):
        pass
    assert not list(workspace.internal.glob("prefect-server-*.json"))
    return told.value


def test_a_slow_start_is_waited_for_as_long_as_it_works(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_start, "IDLE_SECONDS", 1.0)
    monkeypatch.setattr(server_start, "TOLD_EVERY_SECONDS", 0.2)
    stand_in(tmp_path, monkeypatch, BUSY + ANSWERS)
    waited: list[int] = []
    with local_server(workspace, has_services=False, still=waited.append):
        assert starts(tmp_path) == 1
    assert waited == sorted(waited)
    assert waited[-1] >= 1


@pytest.mark.parametrize("first", [HANGS, DIES])
def test_what_failed_once_is_started_once_more(
    first: str, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_start, "IDLE_SECONDS", 2.0)
    stand_in(tmp_path, monkeypatch, first, ANSWERS)
    with local_server(workspace, has_services=False) as address:
        assert address.endswith("/api")
    assert starts(tmp_path) == 2


def test_a_server_that_ends_is_told_at_once_with_its_last_lines(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(tmp_path, monkeypatch, DIES)
    begun = time.monotonic()
    told = refusal(workspace)
    assert time.monotonic() - begun < server_start.IDLE_SECONDS / 2
    assert told.exit_code == 16
    assert "een regel / RuntimeError: de database is stuk" in told.told(DUTCH)


def test_a_server_that_does_nothing_is_no_damage(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_start, "IDLE_SECONDS", 0.5)
    stand_in(tmp_path, monkeypatch, HANGS)
    told = refusal(workspace)
    assert (told.exit_code, told.key) == (11, "prefect_starts_slowly")
    assert starts(tmp_path) == 2


def test_a_port_that_another_took_is_told_as_that(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        monkeypatch.setattr("flows.prefect_server._free_port", lambda: port)
        stand_in(tmp_path, monkeypatch, "sys.exit(1)")
        told = refusal(workspace)
    assert (told.exit_code, told.key) == (11, "prefect_port_taken")
