"""Prefect's own workers say nothing behind what a command tells."""

import subprocess
import sys
from pathlib import Path

from domain.workspace import Workspace
from flows.prefect_server import prefect_environment
from tests.flows.line import environment

WARN = """
import logging
from prefect.logging.configuration import setup_logging
setup_logging()
logging.getLogger("EventsWorker").warning("Still processing items")
logging.getLogger("another.library").error("It broke")
"""


def test_warnings_of_workers_are_not_shown_and_errors_are(tmp_path: Path) -> None:
    quiet = prefect_environment(Workspace(tmp_path))
    done = subprocess.run(
        [sys.executable, "-c", WARN],
        env=environment(**quiet),
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Still processing" not in done.stderr + done.stdout
    assert "It broke" in done.stderr
