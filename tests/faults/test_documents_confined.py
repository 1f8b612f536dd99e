"""A confined reader in, every way to the network or another program refused."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from sources.documents.keeper import has_own_network

_CONFINED = """
import subprocess, socket, sys
from sources.documents.dispatch import FORMATS
from sources.documents.limits import ReadingLimits
from sources.documents.sandbox import confine
confine(ReadingLimits())
tries = [
    lambda: socket.create_connection(("127.0.0.1", PORT), timeout=2),
    lambda: socket.getaddrinfo("example.org", 80),
    lambda: subprocess.run(["true"]),
]
for attempt in tries:
    try:
        attempt()
    except PermissionError:
        continue
    sys.exit("allowed")
"""


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_a_child_has_no_network_and_starts_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        script = _CONFINED.replace("PORT", str(port))
        root = str(Path(__file__).parents[2])
        done = subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONPATH": root},
            check=False,
            capture_output=True,
            timeout=60,
        )
    assert done.returncode == 0, done.stderr


_STARTING = """
import os, pty, subprocess, sys, _posixsubprocess
from sources.documents.limits import ReadingLimits
from sources.documents.sandbox import confine
confine(ReadingLimits(tesseract=sys.argv[1]))
forked = [["true"], (b"/bin/true",)]
tries = [
    lambda: os.system("true"),
    lambda: os.posix_spawn("/bin/true", ["true"], {}),
    lambda: os.execv("/bin/true", ["true"]),
    lambda: os.fork() or os._exit(0),
    lambda: pty.fork()[0] or os._exit(0),
    lambda: subprocess.run(["/bin/true"]),
    lambda: subprocess._fork_exec(*forked),
    lambda: _posixsubprocess.fork_exec(*forked),
]
for at, attempt in enumerate(tries):
    try:
        attempt()
    except PermissionError:
        continue
    except BaseException as error:
        sys.exit(f"{at} {error!r}")
    sys.exit(f"{at} allowed")
if sys.argv[1]:
    subprocess.run([sys.argv[1]], check=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows starts nothing so")
@pytest.mark.parametrize("program", ["", shutil.which("echo")])
def test_a_child_starts_no_program_but_that_for_scans(program: str) -> None:
    root = str(Path(__file__).parents[2])
    done = subprocess.run(
        [sys.executable, "-c", _STARTING, program],
        env={**os.environ, "PYTHONPATH": root},
        check=False,
        capture_output=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr


_ALONE = """
import os, sys
from sources.documents.limits import ReadingLimits
from sources.documents.sandbox import confine
before = os.readlink("/proc/self/ns/net")
confine(ReadingLimits())
print(before != os.readlink("/proc/self/ns/net"), len(os.listdir("/etc")) > 0)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="namespaces are Linux's")
def test_a_child_has_a_network_of_its_own_where_permitted() -> None:
    def output(*command: str) -> str:
        root = str(Path(__file__).parents[2])
        surroundings = {**os.environ, "PYTHONPATH": root}
        done = subprocess.run(
            command, env=surroundings, check=False, capture_output=True, text=True
        )
        return done.stdout.strip()

    asked = ["--net"] if os.geteuid() == 0 else ["--user", "--net"]
    permitted = output("unshare", *asked, "echo", "yes") == "yes"
    alone, still_reads = output(sys.executable, "-c", _ALONE).split()
    assert (alone == "True") >= permitted
    assert has_own_network() == (alone == "True")
    assert still_reads == "True"
