"""What a file may cost in, one frozen record out: the limits of reading."""

from dataclasses import dataclass

_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingLimits:
    """The most that one file, and one child process, may take.

    ``wall_seconds`` and ``cpu_seconds`` count per file; ``memory_bytes`` and
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
    wall_seconds: float = 60.0
    files_per_child: int = 50
    children: int = 2
    tesseract: str = ""
    recognition_seconds: float = 600.0
