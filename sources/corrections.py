"""The folder of decisions in, every decision in order out."""

from pathlib import Path

from domain.corrections import Correction, corrections_from_csv
from domain.identifiers import sha256_hex
from domain.settings import utf8_text


def read_corrections(folder: Path) -> list[Correction]:
    """Return all decisions of a workspace, oldest first."""
    found: list[Correction] = []
    for path in _files(folder):
        where = f"corrections/{path.name}"
        text = utf8_text(path.read_bytes(), where=where).removeprefix("\ufeff")
        found += corrections_from_csv(text, where=where)
    return sorted(found, key=lambda correction: correction.decided_at)


def read_corrections_hash(folder: Path) -> str:
    """Return a hash of all decisions, to tell whether any was added or changed."""
    parts = [f"{path.name}:{sha256_hex(path.read_bytes())}" for path in _files(folder)]
    return sha256_hex("|".join(parts).encode()) if parts else ""


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.csv") if path.is_file())
