"""A folder in, the files that people put there and those of programs, counted, out."""

import os
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from domain.phrases import Phrase, phrase

_OPEN_EDITOR = re.compile(
    r"~\$.*|\.~lock\..*#|\.?~wrl?d?\d+\.tmp|\.[^.].*\.sw[a-p]",
    re.IGNORECASE | re.DOTALL,
)
"""What Word, LibreOffice and editors lay beside a file that is open."""
_OF_THE_SYSTEM = re.compile(
    r"\.ds_store|\._.*|thumbs\.db(?::encryptable)?|ehthumbs\.db|desktop\.ini|icon\r"
    r"|\.directory|\.localized|\.nfs[0-9a-f]{8,}|\.gitkeep|\.gitignore|\.keep"
    r"|\.fuse_hidden.*|\.dropbox|\.dropbox\.attr",
    re.IGNORECASE | re.DOTALL,
)
_PROGRAM_FOLDERS = frozenset(
    """
    .git .svn .hg .idea .vscode .venv .trash .trashes .spotlight-v100 .fseventsd
    .temporaryitems .documentrevisions-v100 .appledouble .dropbox.cache .sync
    .stversions .stfolder .thumbnails .ipynb_checkpoints __macosx $recycle.bin
    @eadir #recycle #snapshot .snapshot .snapshots
    """.split()
) | {"system volume information"}
_OWN = ".feitenbasis"
_TRASH = ".trash-"


@dataclass(slots=True)
class FolderFiles:
    """What is in a folder and below it, in the order of the names.

    ``files`` also holds links to folders, which are not walked; ``closed`` are the
    folders that cannot be opened, each with what the system says. ``passed`` counts
    the files that no one put there as documents, by sort.
    """

    files: list[Path] = field(default_factory=list)
    closed: dict[Path, OSError] = field(default_factory=dict)
    passed: Counter[str] = field(default_factory=Counter)

    def notes(self) -> Iterator[Phrase]:
        """Say how many files were passed over, of each sort."""
        if count := self.passed["opened"]:
            yield phrase("remark_files_opened", count=count)
        if count := self.passed["system"]:
            yield phrase("remark_files_system", count=count)
        if count := self.passed["programs"]:
            yield phrase("remark_files_programs", count=count)


def files_below(folder: Path) -> FolderFiles:
    """Return the files in a folder and in the folders below it."""
    found = FolderFiles()

    def closed(error: OSError) -> None:
        found.closed[Path(error.filename)] = error

    for place, folders, names in os.walk(folder, onerror=closed):
        here = Path(place)
        tools = [name for name in folders if _is_of_program(name)]
        found.passed["programs"] += sum(_file_count(here / name) for name in tools)
        folders[:] = sorted({*folders}.difference(tools, (_OWN,)))
        linked = [name for name in folders if (here / name).is_symlink()]
        for name in (*names, *linked):
            sort = _sort(name)
            found.passed[sort] += bool(sort)
            if not sort:
                found.files.append(here / name)
    found.files.sort()
    return found


def _sort(name: str) -> str:
    if _OPEN_EDITOR.fullmatch(name):
        return "opened"
    return "system" if _OF_THE_SYSTEM.fullmatch(name) else ""


def _is_of_program(name: str) -> bool:
    told = name.casefold()
    return told in _PROGRAM_FOLDERS or told.startswith(_TRASH)


def _file_count(folder: Path) -> int:
    return sum(len(names) for _, _, names in os.walk(folder))
