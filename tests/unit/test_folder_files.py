"""A folder as people keep it: every file is a row, or counted as one of a program."""

import errno
import os
from pathlib import Path

import pytest

from domain.declarations import DocumentsSource
from domain.landing import LandedItem, Manifest
from sources import document_folder
from sources.document_folder import collect_documents
from sources.folder_files import files_below
from sources.landing import LandingStore
from sources.open_failures import open_failure


def _collected(root: Path) -> Manifest:
    return collect_documents(
        DocumentsSource(kind="documents", path="stukken"),
        source_id="stukken",
        root=root,
        landing=LandingStore(root / "landing"),
    )


def _filled(root: Path, *names: str) -> Path:
    for name in names:
        path = root / "stukken" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return root / "stukken"


@pytest.mark.parametrize(
    "name",
    [
        ".verborgen nota.docx",
        ".concept/nota.docx",
        ".txt",
        "desktop.ini.txt",
        "Thumbs.db.pdf",
        "~nota.docx",
        "nota.docx~",
        ".onbekend",
    ],
)
def test_a_file_with_an_odd_name_is_a_row(tmp_path: Path, name: str) -> None:
    _filled(tmp_path, name)
    manifest = _collected(tmp_path)
    assert [item.name for item in manifest.items] == [name]
    assert manifest.notes == ()


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["~$nota.docx", ".~lock.nota.odt#", "~WRL0001.tmp"], "geopend stuk leggen: 3"),
        ([".nota.md.swp"], "geopend stuk leggen: 1"),
        (
            [".DS_Store", "thumbs.db", "Desktop.ini", "._nota.docx"],
            "besturingssysteem: 4",
        ),
        ([".git/x.md", ".git/diep/y.md", "__MACOSX/._x"], "mappen van programma's: 3"),
        (["$RECYCLE.BIN/a.docx", ".Trash-1000/b.docx"], "mappen van programma's: 2"),
    ],
)
def test_files_of_programs_are_counted_and_told(
    tmp_path: Path, names: list[str], told: str
) -> None:
    _filled(tmp_path, "echt.txt", *names)
    manifest = _collected(tmp_path)
    assert [item.name for item in manifest.items] == ["echt.txt"]
    [note] = manifest.notes
    assert told in note.told("nl")


def test_the_own_folder_of_a_workspace_is_no_document(tmp_path: Path) -> None:
    folder = _filled(tmp_path, "a.txt", ".feitenbasis/landing/b.txt")
    found = files_below(folder)
    assert [path.name for path in found.files] == ["a.txt"]
    assert list(found.notes()) == []


def test_a_folder_that_cannot_be_opened_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = _filled(tmp_path, "a.txt", "dicht/b.txt")
    scan = os.scandir

    def refusing(path: str) -> object:
        if Path(path).name == "dicht":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refusing)
    items = {item.name: item for item in _collected(folder.parent).items}
    assert list(items) == ["a.txt", "dicht/"]
    assert items["dicht/"].rule == "cannot_open"
    assert items["dicht/"].reason.startswith("De map is niet te openen: dit account")


def _refused(root: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> LandedItem:
    _filled(root, "a.txt")

    def refuse(_: Path) -> bytes:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(document_folder.Path, "read_bytes", refuse)
    [item] = _collected(root).items
    return item


@pytest.mark.parametrize("number", sorted(errno.errorcode))
def test_no_reason_speaks_the_language_of_the_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    item = _refused(tmp_path, monkeypatch, number)
    assert item.rule == "cannot_open"
    assert os.strerror(number) not in item.reason
    assert item.reason.startswith("Het bestand is niet te openen: ")
    assert item.reason.count("; ") == 1
    assert item.reason.endswith(".")


def test_a_loop_of_links_is_told_as_one() -> None:
    told = open_failure(RuntimeError("Symlink loop from 'x'"))
    assert told == open_failure(OSError(errno.ELOOP, "x"))
    assert "komt bij zichzelf uit" in told
