"""Rooms of the project in, a hash of their code out: what a stage depends on."""

import hashlib
from functools import cache
from pathlib import Path

from domain.released import released

PROJECT = Path(__file__).resolve().parent.parent
_CODE = {".py", ".sql", ".toml", ".j2", ".css", ".csv"}


@cache
def room_version(*rooms: str) -> str:
    """Return 16 digits that change when any code or word list in ``rooms`` does.

    A room may be a folder or a file below the project. This is what makes a stage run
    again after a change, without anyone having to raise a number by hand.
    """
    digest = hashlib.sha256()
    for room in rooms:
        place = PROJECT / room
        for path in [place] if place.is_file() else sorted(place.rglob("*")):
            if path.suffix in _CODE and path.is_file():
                digest.update(path.relative_to(PROJECT).as_posix().encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


@cache
def code_version() -> str:
    """Return the released version and the hash of everything that makes figures."""
    rooms = ("domain", "sources", "transforms", "nlp", "warehouse", "dashboards")
    return f"{released()}+{room_version(*rooms)[:8]}"
