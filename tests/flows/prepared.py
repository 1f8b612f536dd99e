"""The words of a command in, how it ended out, with the libraries loaded beforehand.

Loading takes longer than most commands here work. So a process of the standard
library's fork server loads the libraries once, and each command is a fork of it with
its own surroundings. Prefect reads its settings while it is loaded; a fork lets it read
them again. What a module keeps once it was asked, such as a list of words, is asked
here too.
"""

import multiprocessing
import os
import runpy
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from flows.prefect_server import QUIET

LOADED = (
    *("pandas", "pyarrow", "duckdb", "great_expectations", "spacy", "citric"),
    *("fastapi", "httpx", "pendulum", "pydantic_settings", "rich", "typer"),
    *("warehouse.build", "nlp.reading", "dashboards.site", "sources.limesurvey"),
    "flows.pipeline",
)
MODULE = "flows.cli"


def is_available() -> bool:
    """Whether this system can fork a process that is prepared."""
    return "forkserver" in multiprocessing.get_all_start_methods()


@cache
def _prepared() -> Any:
    from multiprocessing.forkserver import ensure_running

    context = multiprocessing.get_context("forkserver")
    # Read while Great Expectations is loaded, as in `warehouse.checks`.
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
    context.set_forkserver_preload([*LOADED, "tests.flows.warm"])
    before = dict(os.environ)
    # It finds the tests from the folder it starts in.
    os.environ.update(QUIET)
    del os.environ["PYTHONSAFEPATH"]
    ensure_running()
    os.environ.clear()
    os.environ.update(before)
    return context


def run_prepared(
    words: Sequence[str],
    *,
    cwd: Path,
    env: Mapping[str, str],
    stdin: str,
    timeout: float,
    scratch: Path,
) -> tuple[int, str, str, float]:
    """Run a command in a fork; return its code, stdout, stderr and CPU-seconds.

    ``scratch`` is an empty folder for what the command says. Raises ``TimeoutError``
    when it takes longer than ``timeout`` seconds.
    """
    (scratch / "in").write_text(stdin, encoding="utf-8")
    command = _prepared().Process(
        target=_be_the_command, args=(list(words), str(cwd), dict(env), str(scratch))
    )
    command.start()
    command.join(timeout)
    if command.exitcode is None:
        command.kill()
        command.join()
        raise TimeoutError(f"{words} took more than {timeout} s")
    out, err = ((scratch / name).read_bytes().decode() for name in ("out", "err"))
    return command.exitcode, out, err, float((scratch / "cpu").read_text())


def _be_the_command(
    words: list[str], cwd: str, env: dict[str, str], scratch: str
) -> None:
    os.environ.clear()
    os.environ.update(env)
    os.chdir(cwd)
    for number, name in enumerate(("in", "out", "err")):
        mode = os.O_RDONLY if name == "in" else os.O_WRONLY | os.O_CREAT
        opened = os.open(f"{scratch}/{name}", mode, 0o600)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin, sys.stdout, sys.stderr = (
        open(number, mode, encoding="utf-8", closefd=False)  # noqa: SIM115 - to the end
        for number, mode in enumerate(("r", "w", "w"))
    )
    from prefect.context import refresh_global_settings_context

    os.environ.update(QUIET)
    refresh_global_settings_context()
    sys.argv = [MODULE, *words]
    try:
        runpy.run_module(MODULE, run_name="__main__", alter_sys=True)
    finally:
        sys.stdout.flush()
        Path(scratch, "cpu").write_text(str(_seconds()), encoding="utf-8")


def _seconds() -> float:
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system
