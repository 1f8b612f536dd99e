"""Hostile files in, one result each: the parent lives and says why."""

import dataclasses
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.texts import DocumentText, JsonCollection, UnreadableDocument
from sources.documents.dispatch import FORMATS
from sources.documents.limits import ReadingLimits
from sources.documents.one_file import read_file
from sources.documents.reading import DocumentFile, read_documents
from tests.doors.hostile_files import (
    HOSTILE,
    cell,
    pdf_bytes,
    with_part,
    word_bytes,
    workbook,
)
from tests.doors.packages import open_document, presentation, shape

_LIMITS = ReadingLimits()
# Small, so that a file which would run into them does so quickly.
_TIGHT = ReadingLimits(entries=500, wall_seconds=20, cpu_seconds=20)
_SHARED = Path(__file__).parents[2].parent / "shared" / "data" / "docs"


def _file(path: Path, name: str) -> DocumentFile:
    return DocumentFile(path=path, name=name, sha256="0" * 64)


def test_the_hostile_set_is_large_and_covers_every_format() -> None:
    assert len(HOSTILE) >= 60
    endings = {Path(name).suffix for name, _, _ in HOSTILE.values()}
    assert set(FORMATS) - {".htm", ".markdown", ".tsv", ".xlsm"} <= endings


@pytest.mark.slow
def test_every_hostile_file_is_one_refusal_with_a_reason(tmp_path: Path) -> None:
    files = []
    for number, (name, make, _) in enumerate(HOSTILE.values()):
        path = tmp_path / f"blob{number}"
        path.write_bytes(make(tmp_path))
        files.append(_file(path, name))
    results = list(read_documents(files, limits=_TIGHT))
    assert [file for file, _ in results] == files
    for (case, (_, _, rules)), (_, result) in zip(
        HOSTILE.items(), results, strict=True
    ):
        assert isinstance(result, UnreadableDocument), case
        assert result.rule in rules, (case, result.rule)
        assert str(result.reason).endswith("."), case


def test_a_good_file_among_bad_ones_is_read(tmp_path: Path) -> None:
    (tmp_path / "bad").write_bytes(b"%PDF-1.7\n")
    (tmp_path / "good").write_bytes(pdf_bytes(tmp_path))
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


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
def test_a_file_that_takes_too_much_memory_is_stopped(tmp_path: Path) -> None:
    text = "".join(f"<w:p><w:r><w:t>{n}</w:t></w:r></w:p>" for n in range(300_000))
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    xml = f'<w:document xmlns:w="{word}"><w:body>{text}</w:body></w:document>'
    part = "word/document.xml"
    path = tmp_path / "blob"
    path.write_bytes(with_part(word_bytes(tmp_path), tmp_path, part, xml.encode()))
    limits = dataclasses.replace(_LIMITS, memory_bytes=200 * 2**20)
    ((_, result),) = read_documents([_file(path, "a.docx")], limits=limits)
    assert isinstance(result, UnreadableDocument)
    assert result.rule in {"out_of_memory", "reader_died"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
@pytest.mark.parametrize("form", ["docx", "odt"])
def test_what_no_parser_has_memory_for_is_not_damaged(
    tmp_path: Path, form: str
) -> None:
    numbers = range(300_000)
    path = tmp_path / "blob"
    if form == "odt":
        path.write_bytes(
            open_document("".join(f"<text:p>{n}</text:p>" for n in numbers))
        )
    else:
        text = "".join(f"<w:p><w:r><w:t>{n}</w:t></w:r></w:p>" for n in numbers)
        word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        xml = f'<w:document xmlns:w="{word}"><w:body>{text}</w:body></w:document>'
        made = with_part(
            word_bytes(tmp_path), tmp_path, "word/document.xml", xml.encode()
        )
        path.write_bytes(made)
    limits = dataclasses.replace(_LIMITS, memory_bytes=150 * 2**20)
    ((_, result),) = read_documents([_file(path, f"a.{form}")], limits=limits)
    assert isinstance(result, UnreadableDocument)
    assert result.rule == "out_of_memory"


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


@pytest.fixture(scope="module")
def good_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """One small file of every format, none of which is refused."""
    folder = tmp_path_factory.mktemp("good")
    text = "Een alinea over water in de wijk.\n"
    files = {
        "a.pdf": pdf_bytes(folder),
        "a.docx": word_bytes(folder),
        "a.pptx": presentation((shape(text, placeholder="title"), shape(text))),
        "a.xlsx": workbook(f'<row r="1">{cell("A1", text)}</row>'),
        "a.odt": open_document(f"<text:p>{text}</text:p>"),
        "a.eml": f"Subject: Water\n\n{text}".encode(),
        "a.rtf": rb"{\rtf1 Een alinea over caf\'e9s.\par}",
        "a.xml": f"<Besluit><Al>{text}</Al></Besluit>".encode(),
        "a.json": b'[{"t": "Een alinea over water."}]',
        "a.csv": b"Wijk;Wens\nWest;water\n",
        "a.html": f"<html><body><p>{text * 9}</p></body></html>".encode(),
        "a.md": f"# Kop\n\n{text}".encode(),
        "a.txt": text.encode(),
    }
    for name, data in files.items():
        assert isinstance(_outcome(folder, data, name), DocumentText), name
    return files


def _outcome(folder: Path, data: bytes, name: str) -> DocumentText | UnreadableDocument:
    path = folder / "blob"
    path.write_bytes(data)
    where = JsonCollection(text=("t",))
    return read_file(path, name=name, limits=_LIMITS, collection=where)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data(), cut=st.floats(0, 1), at=st.floats(0, 1))
def test_damaged_files_never_raise(
    tmp_path: Path,
    good_files: dict[str, bytes],
    data: st.DataObject,
    cut: float,
    at: float,
) -> None:
    name = data.draw(st.sampled_from(sorted(good_files)))
    junk = data.draw(st.binary(max_size=60))
    whole = good_files[name]
    whole = whole[: int(len(whole) * cut)]
    place = int(len(whole) * at)
    damaged = whole[:place] + junk + whole[place + len(junk) :]
    _check(_outcome(tmp_path, damaged, name))


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    ending=st.sampled_from(FORMATS),
    head=st.sampled_from(
        [b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<html>", b"# a\n", rb"{\rtf1 ", b"[{"]
    ),
    data=st.one_of(st.binary(max_size=400), st.text(max_size=200).map(str.encode)),
)
def test_random_bytes_never_raise(
    tmp_path: Path, ending: str, head: bytes, data: bytes
) -> None:
    _check(_outcome(tmp_path, head + data, f"a{ending}"))


def _check(result: DocumentText | UnreadableDocument) -> None:
    """A result is a reason, or a text whose passages are where they say."""
    if isinstance(result, UnreadableDocument):
        assert str(result.reason)
        return
    pieces = [result.text[p.start_offset : p.end_offset] for p in result.passages]
    assert "\n\n".join(pieces) == result.text
    assert all(pieces)


def _real_files() -> Iterator[DocumentFile]:
    for path in sorted(_SHARED.rglob("*")):
        if path.is_file():
            yield _file(path, path.name)


@pytest.mark.slow
@pytest.mark.skipif(not _SHARED.is_dir(), reason="the real documents are not here")
def test_every_real_document_gives_a_text_or_a_reason() -> None:
    results = list(read_documents(_real_files()))
    assert len(results) > 40
    for file, result in results:
        _check(result)
        if isinstance(result, UnreadableDocument):
            assert result.rule in {"undeclared_json", "no_text"}, file.name
        else:
            assert result.language == "nl", file.name


_GROWTH = """
import resource, sys
from pathlib import Path
from sources.documents.reading import DocumentFile, read_documents

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

def read(name, count):
    path = Path(sys.argv[1]) / name
    files = [DocumentFile(path=path, name="a.txt", sha256="")] * count
    return [len(getattr(result, "text", "")) for _, result in read_documents(files)]

read("small", 1)
before = peak()
lengths = read("large", 16)
assert min(lengths) > 3_000_000, lengths
print(peak() - before)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="peak memory in units of Linux")
def test_the_parent_stays_small(tmp_path: Path) -> None:
    (tmp_path / "small").write_text("Een gewone zin over water.")
    (tmp_path / "large").write_text(("Een zin over de dijk. " * 40 + "\n\n") * 4_000)
    done = subprocess.run(
        [sys.executable, "-c", _GROWTH, str(tmp_path)],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        check=True,
        capture_output=True,
        timeout=120,
    )
    assert float(done.stdout) < 150
