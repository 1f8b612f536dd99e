"""What a file may cost in, one frozen record out: the limits of reading."""

import sys
from dataclasses import dataclass

_MEGABYTE = 1024 * 1024
_WALL_SECONDS = 120.0 if sys.platform == "win32" else 600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingLimits:
    """The most that one file, and one child process, may take.

    ``cpu_seconds`` and ``wall_seconds`` count per file. What a file costs is its
    processor time: the clock runs on while a machine is busy with something else, so
    it only ends what hangs, and is the one limit where no other can be set (Windows).
    ``memory_bytes`` and
    ``written_bytes`` hold for a child and are enforced where the system can (not on
    Windows). ``unpacked_ratio`` is unpacked size over packed size. ``tesseract`` is
    the one program a child may start, to recognise scanned pages; for that a file gets
    ``recognition_seconds`` on top. Without it, scanned pages are not read.
    """

    file_bytes: int = 100 * _MEGABYTE
    unpacked_bytes: int = 200 * _MEGABYTE
    unpacked_ratio: int = 100
    entries: int = 5_000
    text_length: int = 16_000_000
    passages: int = 200_000
    memory_bytes: int = 1024 * _MEGABYTE
    written_bytes: int = 4 * _MEGABYTE
    cpu_seconds: int = 60
    wall_seconds: float = _WALL_SECONDS
    files_per_child: int = 50
    children: int = 2
    tesseract: str = ""
    recognition_seconds: float = 600.0
