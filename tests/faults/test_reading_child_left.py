"""Whoever reads files is killed in, nothing of it goes on reading out."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pypdfium2
import pytest

from tests.flows.line import PROJECT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="asked of Linux only")

_READER = """\
import sys
from pathlib import Path
from sources.documents.limits import ReadingLimits
from sources.documents.reading import DocumentFile, read_documents
limits = ReadingLimits(tesseract=sys.argv[2])
path = Path(sys.argv[1])
file = DocumentFile(path=path, name=path.name, sha256="0" * 64)
print("begun", flush=True)
list(read_documents([file], limits=limits))
"""


def _below(process: psutil.Process) -> list[psutil.Process]:
    try:
        return process.children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def _until(met: Callable[[], bool], *, seconds: float = 60.0) -> bool:
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        if met():
            return True
        time.sleep(0.05)
    return False


def _killed(path: Path, *, program: str, count: int) -> list[psutil.Process]:
    """Kill a reader when it has ``count`` processes below it; return those."""
    reader = subprocess.Popen(
        [sys.executable, "-c", _READER, str(path), program],
        cwd=PROJECT,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        seen = psutil.Process(reader.pid)
        assert _until(lambda: len(_below(seen)) >= count)
        below = _below(seen)
        time.sleep(0.3)
    finally:
        os.kill(reader.pid, signal.SIGKILL)
        reader.wait()
    return below


def _are_gone(processes: list[psutil.Process]) -> bool:
    return not [
        each
        for each in processes
        if each.is_running() and each.status() != psutil.STATUS_ZOMBIE
    ]


def test_the_reading_child_ends_with_who_started_it(tmp_path: Path) -> None:
    path = tmp_path / "lang.html"
    path.write_bytes(b"<p>Een zin over water in de regio.</p>" * 400_000)
    below = _killed(path, program="", count=1)
    assert _until(lambda: _are_gone(below), seconds=5)


def test_the_program_that_recognises_scans_ends_too(tmp_path: Path) -> None:
    slow = tmp_path / "slow"
    slow.write_text("#!/bin/sh\nexec sleep 50\n", "utf-8")
    slow.chmod(0o755)
    document = pypdfium2.PdfDocument.new()
    page = document.new_page(595, 842)
    picture = pypdfium2.PdfImage.new(document)
    picture.set_bitmap(pypdfium2.PdfBitmap.new_native(40, 40, 1))
    picture.set_matrix(pypdfium2.PdfMatrix().scale(500, 700))
    page.insert_obj(picture)
    page.gen_content()
    path = tmp_path / "scan.pdf"
    document.save(path)
    below = _killed(path, program=str(slow), count=2)
    assert _until(lambda: _are_gone(below), seconds=5)
