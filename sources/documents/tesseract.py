"""The programs on this machine in, the one that recognises Dutch scans out."""

import shutil
import subprocess
from dataclasses import dataclass
from functools import cache

_LANGUAGE = "nld"
_SECONDS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Tesseract:
    """An installed Tesseract with Dutch data: where it is, and which version."""

    program: str
    version: str


@cache
def installed_tesseract() -> Tesseract | None:
    """Return the Tesseract of this machine, or None without it or its Dutch data."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    try:
        languages = _told(program, "--list-langs").splitlines()
        version = _told(program, "--version").splitlines()[0]
    except (OSError, subprocess.SubprocessError, IndexError):
        return None
    if _LANGUAGE not in languages:
        return None
    return Tesseract(program=program, version=version)


def _told(program: str, question: str) -> str:
    done = subprocess.run(  # noqa: S603 - a program of this machine, no file of others
        [program, question],
        capture_output=True,
        check=True,
        text=True,
        timeout=_SECONDS,
    )
    return done.stdout or done.stderr
