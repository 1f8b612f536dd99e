"""A moment in, a run that is killed or finds the disk full exactly there out.

A moment is a pattern: of what Python is about to do to a file, as "os.rename A B". Run
as a module this is the whole line without Prefect, as the fault runs have it.
"""

import errno
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.flows.line import PROJECT, environment

_WATCHED = ("open", "os.rename", "os.remove", "os.mkdir", "os.symlink")


def cut_off(
    workspace: Path, moment: str, *, how: str
) -> "subprocess.CompletedProcess[str]":
    """Run the line and let it be ``killed`` or find the disk ``full`` at a moment.

    Returns how it ended, with what it said on ``stderr``.
    """
    command = [sys.executable, "-m", "tests.doors.cut_off", how, moment, str(workspace)]
    return subprocess.run(
        command,
        cwd=PROJECT,
        env=environment(),
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )


def watch(moment: str, strike: Callable[[], None]) -> None:
    """Strike at every event on a file that fits the moment, before it happens."""
    wanted = re.compile(moment)

    def hook(event: str, about: tuple[object, ...]) -> None:
        if event in _WATCHED and wanted.search(_told(event, about)):
            strike()

    sys.addaudithook(hook)


def _told(event: str, about: tuple[object, ...]) -> str:
    names = [os.fsdecode(name) for name in about if isinstance(name, str | bytes)]
    names = [str(name) for name in about if isinstance(name, os.PathLike)] or names
    return " ".join([event, *names])


def kill() -> None:
    """End this process as ``kill -9`` does."""
    os.kill(os.getpid(), signal.SIGKILL)


def fill() -> None:
    """Say what a full disk says."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _main(how: str, moment: str, workspace: str) -> int:
    from domain.errors import FeitenbasisError
    from flows.benchmarks.whole_line import run_whole

    watch(moment, {"killed": kill, "full": fill}[how])
    try:
        run_whole(Path(workspace))
    except FeitenbasisError as error:
        sys.stderr.write(f"{error.key}: {error}\n")
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(_main(*sys.argv[1:]))
