"""Hostile files in, one result each: the parent lives and says why."""

import dataclasses
import os
import socket
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest
import typst
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.texts import DocumentText, UnreadableDocument
from sources.documents.limits import ReadingLimits
from sources.documents.one_file import read_file
from sources.documents.reading import DocumentFile, read_documents

_LIMITS = ReadingLimits()
_SHARED = Path(__file__).parents[2].parent / "shared" / "data" / "docs"
_LOCKED_PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj
4 0 obj<</Filter/Standard/V 1/R 2/P -64/O<OWNER>/U<USER>>>endobj
trailer<</Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]>>
""".replace(b"OWNER", b"41" * 32).replace(b"USER", b"42" * 32)


def _word_bytes(tmp_path: Path, *texts: str) -> bytes:
    document = docx.Document()
    for text in texts or ("Een gewone alinea over water.",):
        document.add_paragraph(text)
    path = tmp_path / "made.docx"
    document.save(str(path))
    return path.read_bytes()


def _pdf_bytes(tmp_path: Path) -> bytes:
    source = tmp_path / "made.typ"
    source.write_text("= Kop\nEen alinea over water.")
    return bytes(typst.compile(str(source), format="pdf"))


def _with_part(word: bytes, tmp_path: Path, name: str, data: bytes) -> bytes:
    """Return the Word file with one part replaced or added."""
    old, new = tmp_path / "old.zip", tmp_path / "new.zip"
    old.write_bytes(word)
    with zipfile.ZipFile(old) as source, zipfile.ZipFile(new, "w", 8) as target:
        for entry in source.infolist():
            if entry.filename != name:
                target.writestr(entry, source.read(entry))
        target.writestr(name, data)
    return new.read_bytes()


def _bomb(tmp_path: Path) -> bytes:
    zeros = b" " * (60 * 2**20)
    return _with_part(_word_bytes(tmp_path), tmp_path, "word/document.xml", zeros)


def _declaring(tmp_path: Path) -> bytes:
    xml = b'<?xml version="1.0"?><!--x--><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    return _with_part(_word_bytes(tmp_path), tmp_path, "word/document.xml", xml)


def _declaring_wide(tmp_path: Path) -> bytes:
    xml = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a []><a/>'
    part = "word/styles.xml"
    return _with_part(_word_bytes(tmp_path), tmp_path, part, xml.encode("utf-16"))


def _climbing(tmp_path: Path) -> bytes:
    return _with_part(_word_bytes(tmp_path), tmp_path, "../../etc/passwd", b"x")


def _crowded(tmp_path: Path) -> bytes:
    path = tmp_path / "crowded.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(5_001):
            archive.writestr(f"word/{number}.xml", b"")
    return path.read_bytes()


def _no_word(tmp_path: Path) -> bytes:
    path = tmp_path / "other.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "geen Word")
    return path.read_bytes()


def _deep_word(tmp_path: Path) -> bytes:
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    inner = "<w:tbl><w:tr><w:tc>" * 3_000 + "</w:tc></w:tr></w:tbl>" * 3_000
    xml = f'<w:document xmlns:w="{word}"><w:body>{inner}</w:body></w:document>'
    part = "word/document.xml"
    return _with_part(_word_bytes(tmp_path), tmp_path, part, xml.encode())


Maker = Callable[[Path], bytes]
_LOCKED_WORD = bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode(
    "utf-16-le"
)
_CASES: dict[str, tuple[str, Maker, set[str]]] = {
    "zero bytes": ("a.pdf", lambda _: b"", {"empty"}),
    "random pdf": ("a.pdf", lambda _: os.urandom(9_000), {"wrong_content"}),
    "pdf head only": ("a.pdf", lambda _: b"%PDF-1.7\n", {"damaged"}),
    "pdf cut in half": ("a.pdf", lambda t: _pdf_bytes(t)[:900], {"damaged"}),
    "locked pdf": ("a.pdf", lambda _: _LOCKED_PDF, {"encrypted", "damaged"}),
    "word named pdf": ("a.pdf", _word_bytes, {"wrong_content"}),
    "pdf named word": ("a.docx", _pdf_bytes, {"wrong_content"}),
    "pdf named text": ("a.txt", _pdf_bytes, {"wrong_content"}),
    "picture named html": ("a.html", lambda _: b"\x89PNG\r\n", {"wrong_content"}),
    "zeros named text": ("a.txt", lambda _: b"a\0\0\0" * 999, {"wrong_content"}),
    "locked word": ("a.docx", lambda _: _LOCKED_WORD, {"encrypted"}),
    "old word": ("a.docx", lambda _: _LOCKED_WORD[:8] * 9, {"wrong_content"}),
    "zip bomb": ("a.docx", _bomb, {"unpacks_too_large"}),
    "too many parts": ("a.docx", _crowded, {"unpacks_too_large"}),
    "dtd": ("a.docx", _declaring, {"unsafe_xml"}),
    "dtd in utf-16": ("a.docx", _declaring_wide, {"unsafe_xml"}),
    "climbing name": ("a.docx", _climbing, {"unsafe_archive"}),
    "zip but not word": ("a.docx", _no_word, {"damaged", "wrong_content"}),
    "word cut in half": ("a.docx", lambda t: _word_bytes(t)[:9_000], {"damaged"}),
    "deep word": ("a.docx", _deep_word, {"damaged", "no_text", "too_deep"}),
    "deep html": (
        "a.html",
        lambda _: b"<div>" * 60_000 + b"diep",
        {"no_text", "too_deep", "reader_failed"},
    ),
    "html of menus": ("a.html", lambda _: b"<script>x()</script>", {"no_text"}),
    "blank text": ("a.txt", lambda _: b" \n\t\n" * 99, {"no_text"}),
    "other format": ("a.exe", lambda _: b"MZ", {"unsupported_format"}),
    "name with a path": ("../../x.pdf/..", lambda _: b"x", {"unsupported_format"}),
    "name with controls": ("a.p\0df\n\x1b[2J", lambda _: b"x", {"unsupported_format"}),
}


def _file(path: Path, name: str) -> DocumentFile:
    return DocumentFile(path=path, name=name, sha256="0" * 64)


def test_every_hostile_file_is_one_refusal_with_a_reason(tmp_path: Path) -> None:
    files = []
    for number, (name, make, _) in enumerate(_CASES.values()):
        path = tmp_path / f"blob{number}"
        path.write_bytes(make(tmp_path))
        files.append(_file(path, name))
    results = list(read_documents(files))
    assert [file for file, _ in results] == files
    for (case, (_, _, rules)), (_, result) in zip(_CASES.items(), results, strict=True):
        assert isinstance(result, UnreadableDocument), case
        assert result.rule in rules, (case, result.rule)
        assert result.reason.endswith("."), case


def test_a_good_file_among_bad_ones_is_read(tmp_path: Path) -> None:
    (tmp_path / "bad").write_bytes(b"%PDF-1.7\n")
    (tmp_path / "good").write_bytes(_pdf_bytes(tmp_path))
    names = ["bad", "good", "bad", "good"]
    results = list(read_documents(_file(tmp_path / n, "a.pdf") for n in names))
    assert [type(result) for _, result in results] == [
        UnreadableDocument,
        DocumentText,
    ] * 2


def test_a_sparse_file_over_the_cap_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "blob"
    with path.open("wb") as file:
        file.truncate(2 * 2**30)
    ((_, result),) = read_documents([_file(path, "a.txt")])
    assert isinstance(result, UnreadableDocument)
    assert result.rule == "too_large"


@pytest.mark.parametrize("name", ["gone", "folder", "pipe"])
def test_what_is_no_file_is_missing(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
    ((_, result),) = read_documents([_file(tmp_path / name, "a.txt")])
    assert isinstance(result, UnreadableDocument)
    assert result.rule == "missing"


def test_a_file_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    long = tmp_path / "long"
    long.write_bytes(b"<p>Een zin over water in de regio.</p>" * 200_000)
    good = tmp_path / "good"
    good.write_text("Een gewone zin over water.")
    limits = dataclasses.replace(_LIMITS, wall_seconds=1.5)
    started = time.monotonic()
    results = list(
        read_documents([_file(long, "a.html"), _file(good, "b.txt")], limits=limits)
    )
    assert time.monotonic() - started < 20
    assert isinstance(results[0][1], UnreadableDocument)
    assert results[0][1].rule == "timeout"
    assert isinstance(results[1][1], DocumentText)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
def test_a_file_that_takes_too_much_memory_is_stopped(tmp_path: Path) -> None:
    text = "".join(f"<w:p><w:r><w:t>{n}</w:t></w:r></w:p>" for n in range(300_000))
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    xml = f'<w:document xmlns:w="{word}"><w:body>{text}</w:body></w:document>'
    part = "word/document.xml"
    path = tmp_path / "blob"
    path.write_bytes(_with_part(_word_bytes(tmp_path), tmp_path, part, xml.encode()))
    limits = dataclasses.replace(_LIMITS, memory_bytes=200 * 2**20)
    ((_, result),) = read_documents([_file(path, "a.docx")], limits=limits)
    assert isinstance(result, UnreadableDocument)
    assert result.rule in {"out_of_memory", "reader_died", "damaged"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
def test_processor_time_is_counted_per_file(tmp_path: Path) -> None:
    long = tmp_path / "long"
    long.write_bytes(b"<p>Een zin over water in de regio.</p>" * 200_000)
    limits = dataclasses.replace(_LIMITS, cpu_seconds=1)
    ((_, result),) = read_documents([_file(long, "a.html")], limits=limits)
    assert isinstance(result, UnreadableDocument)
    assert result.rule == "timeout"


def test_too_much_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "blob"
    path.write_text("Een zin over water. " * 100)
    limits = dataclasses.replace(_LIMITS, text_length=100)
    ((_, result),) = read_documents([_file(path, "a.txt")], limits=limits)
    assert isinstance(result, UnreadableDocument)
    assert result.rule == "too_much_text"


def test_the_caller_may_stop_halfway(tmp_path: Path) -> None:
    path = tmp_path / "blob"
    path.write_text("Een gewone zin over water.")
    before = set(threading.enumerate())
    reading = read_documents(_file(path, "a.txt") for _ in range(40))
    next(iter(reading))
    reading.close()  # type: ignore[attr-defined]
    for thread in set(threading.enumerate()) - before:
        thread.join(timeout=20)
        assert not thread.is_alive(), thread.name


def test_children_are_recycled_and_order_is_kept(tmp_path: Path) -> None:
    files = []
    for number in range(40):
        path = tmp_path / f"blob{number}"
        path.write_text(f"Dit is bestand nummer {number} van de reeks.")
        files.append(_file(path, "a.txt"))
    limits = dataclasses.replace(_LIMITS, files_per_child=7)
    results = list(read_documents(files, limits=limits))
    assert [file for file, _ in results] == files
    for number, (_, result) in enumerate(results):
        assert isinstance(result, DocumentText)
        assert f"nummer {number} van" in result.text
        assert result.language == "nl"


_CONFINED = """
import subprocess, socket, sys
from sources.documents.limits import ReadingLimits
from sources.documents.sandbox import confine
confine(ReadingLimits())
tries = [
    lambda: socket.create_connection(("127.0.0.1", PORT), timeout=2),
    lambda: socket.getaddrinfo("example.org", 80),
    lambda: subprocess.run(["true"]),
]
for attempt in tries:
    try:
        attempt()
    except PermissionError:
        continue
    sys.exit("allowed")
"""


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_a_child_has_no_network_and_starts_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        script = _CONFINED.replace("PORT", str(port))
        root = str(Path(__file__).parents[2])
        done = subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONPATH": root},
            check=False,
            capture_output=True,
            timeout=60,
        )
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def real_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("real")
    return {"a.pdf": _pdf_bytes(folder), "a.docx": _word_bytes(folder)}


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    name=st.sampled_from(["a.pdf", "a.docx"]),
    cut=st.floats(0, 1),
    at=st.floats(0, 1),
    junk=st.binary(max_size=60),
)
def test_damaged_files_never_raise(
    tmp_path: Path,
    real_files: dict[str, bytes],
    name: str,
    cut: float,
    at: float,
    junk: bytes,
) -> None:
    data = real_files[name]
    data = data[: int(len(data) * cut)]
    place = int(len(data) * at)
    path = tmp_path / "blob"
    path.write_bytes(data[:place] + junk + data[place + len(junk) :])
    _check(read_file(path, name=name, limits=_LIMITS))


@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    name=st.sampled_from(["a.pdf", "a.docx", "a.html", "a.md", "a.txt"]),
    head=st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<html>", b"# a\n"]),
    data=st.one_of(st.binary(max_size=400), st.text(max_size=200).map(str.encode)),
)
def test_random_bytes_never_raise(
    tmp_path: Path, name: str, head: bytes, data: bytes
) -> None:
    path = tmp_path / "blob"
    path.write_bytes(head + data)
    _check(read_file(path, name=name, limits=_LIMITS))


def _check(result: DocumentText | UnreadableDocument) -> None:
    """A result is a reason, or a text whose passages are where they say."""
    if isinstance(result, UnreadableDocument):
        assert result.reason
        return
    pieces = [result.text[p.start_offset : p.end_offset] for p in result.passages]
    assert "\n\n".join(pieces) == result.text
    assert all(pieces)


def _real_files() -> Iterator[DocumentFile]:
    for path in sorted(_SHARED.rglob("*")):
        if path.is_file():
            yield _file(path, path.name)


@pytest.mark.skipif(not _SHARED.is_dir(), reason="the real documents are not here")
def test_every_real_document_gives_a_text_or_a_reason() -> None:
    results = list(read_documents(_real_files()))
    assert len(results) > 40
    for file, result in results:
        _check(result)
        if isinstance(result, UnreadableDocument):
            assert result.rule in {"unsupported_format", "no_text"}, file.name
        else:
            assert result.language == "nl", file.name
