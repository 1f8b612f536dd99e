"""A file name of this package in, its text or its TOML content out."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


def read_text(name: str) -> str:
    """Read one data file, with the same line ends on every machine."""
    return (HERE / name).read_text(encoding="utf-8")


@cache
def read_toml(name: str) -> dict[str, Any]:
    """Read one TOML data file."""
    return tomllib.loads(read_text(name))


def list_files(folder: str, *, pattern: str) -> tuple[str, ...]:
    """Name the data files in a folder, relative to the package, sorted."""
    found = (HERE / folder).rglob(pattern)
    return tuple(sorted(path.relative_to(HERE).as_posix() for path in found))
