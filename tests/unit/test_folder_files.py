"""A folder as people keep it: every file is a row, or counted as one of a program."""

import errno
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from domain.declarations import DocumentsSource
from domain.errors import SourceUnreachable
from domain.landing import LandedItem, Manifest
from sources import document_folder
from sources.document_folder import collect_documents
from sources.folder_files import files_below
from sources.landing import LandingStore
from sources.open_failures import open_failure


def _collected(root: Path, **more: Any) -> Manifest:
    return collect_documents(
        DocumentsSource(kind="documents", path="stukken"),
        source_id="stukken",
        root=root,
        landing=LandingStore(root / "landing"),
        **more,
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


def _shut(monkeypatch: pytest.MonkeyPatch, name: str, number: int) -> None:
    scan = os.scandir

    def refusing(path: str) -> object:
        if Path(path).name == name:
            raise OSError(number, os.strerror(number), str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refusing)


def test_a_folder_that_cannot_be_opened_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = _filled(tmp_path, "a.txt", "dicht/b.txt")
    _shut(monkeypatch, "dicht", errno.EACCES)
    items = {item.name: item for item in _collected(folder.parent).items}
    assert list(items) == ["a.txt", "dicht/"]
    assert items["dicht/"].rule == "cannot_open"
    assert (
        items["dicht/"]
        .reason.told("nl")
        .startswith("De map is niet te openen: dit account")
    )


def test_what_is_in_a_folder_that_cannot_be_opened_now_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = _filled(tmp_path, "a.txt", "dicht/b.txt", "dicht/diep/c.txt", "dichtbij")
    first = _collected(folder.parent)
    (folder / "dicht/b.txt").write_text("anders")
    second = _collected(folder.parent, earlier=first)
    with monkeypatch.context() as shut:
        _shut(shut, "dicht", errno.ESTALE)
        third = _collected(folder.parent, earlier=second)
        (folder / "dichtbij").unlink()
        fourth = _collected(folder.parent, earlier=third)
    refused = [item.name for item in fourth.items if item.rule]
    assert refused == ["dicht/"]
    gone = {"dicht/", "dichtbij"}
    assert _by_name(third, but={"dicht/"}) == _by_name(second)
    assert _by_name(fourth, but=gone) == _by_name(second, but=gone)
    opened = _collected(folder.parent, earlier=fourth)
    assert _by_name(opened) == _by_name(second, but=gone)


@pytest.mark.parametrize("number", [errno.EACCES, errno.ESTALE, errno.EHOSTDOWN])
def test_a_source_whose_folder_cannot_be_opened_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    folder = _filled(tmp_path, "a.txt")
    _shut(monkeypatch, folder.name, number)
    with pytest.raises(SourceUnreachable) as caught:
        _collected(folder.parent)
    assert caught.value.where == "sources/stukken.toml"
    assert caught.value.exit_code == 11


def test_a_folder_that_the_system_will_not_look_at_fails_its_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = _filled(tmp_path, "a.txt")

    def refuse(_: Path) -> bool:
        raise PermissionError(errno.EACCES, "Permission denied", str(folder))

    monkeypatch.setattr(Path, "is_dir", refuse)
    with pytest.raises(SourceUnreachable):
        _collected(folder.parent)


def test_a_closed_folder_of_another_source_is_told_there_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = _filled(tmp_path, "a.txt", "dicht/b.txt")
    first = _collected(folder.parent)
    _shut(monkeypatch, "dicht", errno.EACCES)
    others = {folder.resolve() / "dicht": "keuzes"}
    items = _collected(folder.parent, earlier=first, others=others).items
    assert [item.name for item in items] == ["a.txt"]


def _by_name(manifest: Manifest, *, but: Iterable[str] = ()) -> dict[str, LandedItem]:
    return {item.name: item for item in manifest.items if item.name not in but}


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
    assert os.strerror(number) not in item.reason.told("nl")
    assert item.reason.told("nl").startswith("Het bestand is niet te openen: ")
    assert item.reason.told("nl").count("; ") == 1
    assert item.reason.told("nl").endswith(".")


def test_a_loop_of_links_is_told_as_one() -> None:
    told = open_failure(RuntimeError("Symlink loop from 'x'"))
    assert told == open_failure(OSError(errno.ELOOP, "x"))
    assert "komt bij zichzelf uit" in told.told("nl")
