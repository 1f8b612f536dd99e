"""A text that must be gone is found however a file packs or writes it."""

import base64
import bz2
import gzip
import io
import lzma
import random
import sqlite3
import tarfile
from collections.abc import Callable, Generator, Iterable
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from domain.seals import sealed
from sources.needles import needles_of
from sources.traces import Traces, find_traces
from tests.doors.export_writers import as_archive
from warehouse.copied_cells import base_cells

TEXT = 'De coöperatie zegt "ja & amen" op het plein van de Kanariegele Kade.'
OTHER = "Het waterschap wil het peil verhogen, zegt het bestuur van de regio."
Make = Callable[[], bytes]


def searched(folder: Path, *texts: str) -> Traces:
    scratch = folder / ".feitenbasis"
    traces = find_traces(
        folder, needles_of(texts), open_base=base_cells, scratch=scratch
    )
    assert not scratch.exists() or not list(scratch.iterdir())
    return traces


def parquet(*values: object, compression: str = "zstd") -> bytes:
    packed = io.BytesIO()
    table = pa.table({"n": range(len(values)), "t": list(values)})
    pq.write_table(table, packed, compression=compression)
    return packed.getvalue()


def document(text: str) -> bytes:
    """A Word file in which an editor cut the text over runs."""
    safe = text.replace("&", "&amp;").replace('"', "&quot;")
    middle = safe.index(" plein") + 3
    runs = (
        f"<w:p><w:r><w:t>{safe[:middle]}</w:t></w:r><w:r><w:t>{safe[middle:]}"
        "</w:t></w:r></w:p>"
    )
    return as_archive({"word/document.xml": f"<w:document>{runs}".encode()})


def tar(name: str, data: bytes) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        member = tarfile.TarInfo(name)
        member.size = len(data)
        archive.addfile(member, io.BytesIO(data))
    return packed.getvalue()


def sqlite(text: str) -> bytes:
    """A base that writes with a log, in which the text runs over several pages."""
    connection = sqlite3.connect(":memory:")
    connection.execute("PRAGMA page_size = 512")
    connection.execute("PRAGMA encoding = 'UTF-16'")
    connection.execute('CREATE TABLE "een ""tabel" (t)')
    filled = f"{OTHER * 9}{text}{OTHER * 9}"
    connection.execute('INSERT INTO "een ""tabel" VALUES (?)', (filled,))
    connection.commit()
    image = bytearray(connection.serialize())
    image[18:20] = b"\x02\x02"
    return bytes(image)


def base(text: str) -> bytes:
    """A DuckDB file with so many texts that it packs their column."""
    file = Path(f"{random.getrandbits(64):x}.duckdb").absolute()
    with duckdb.connect(str(file)) as connection:
        connection.execute(
            "CREATE TABLE t AS SELECT [CASE n WHEN 777 THEN $text ELSE "
            "concat('Wij van straat ', n, ' willen wonen bij het water') END] AS l "
            "FROM range(5000) AS r(n)",
            {"text": text},
        )
    data = file.read_bytes()
    file.unlink()
    return data


def mail(data: bytes) -> bytes:
    packed = base64.encodebytes(data)
    return b"Content-Transfer-Encoding: base64\n\n" + packed


def quoted_printable(text: str) -> bytes:
    import quopri

    head = b"Content-Transfer-Encoding: quoted-printable\n\n"
    return head + quopri.encodestring(text.encode())


def drawn(text: str) -> bytes:
    import typst

    source = Path(f"{random.getrandbits(64):x}.typ").absolute()
    source.write_text(
        f"#set smartquote(enabled: false)\n#set page(width: 60mm)\n{text}", "utf-8"
    )
    data = bytes(typst.compile(str(source), format="pdf"))
    source.unlink()
    return data


FORMS: dict[str, Make] = {
    "utf-8": lambda: TEXT.encode(),
    "utf-16 with a mark": lambda: f"dus: {TEXT}".encode("utf-16"),
    "utf-16 little end first": lambda: f"dus: {TEXT}".encode("utf-16-le"),
    "utf-16 big end first": lambda: f"dus: {TEXT}".encode("utf-16-be"),
    "utf-16 markup": lambda: f"<p>{TEXT.replace('&', '&amp;')}</p>".encode("utf-16"),
    "what Excel for Windows writes": lambda: TEXT.encode("cp1252"),
    "letters and accents apart": lambda: TEXT.replace("ö", "o\u0308").encode(),
    "a cell of CSV": lambda: f'1;"{TEXT.replace(chr(34), chr(34) * 2)}"'.encode(),
    "lines of a mail": lambda: TEXT.replace(" ", "\r\n").encode(),
    "a web page": lambda: TEXT.replace("ö", "&ouml;").join(["<b>", "</b>"]).encode(),
    "quoted printable": lambda: quoted_printable(TEXT),
    "base64": lambda: mail(f"En verder: {TEXT} Groet".encode()),
    "a file in a mail": lambda: mail(document(TEXT)),
    "a Word file": lambda: document(TEXT),
    "a zip in a zip": lambda: as_archive({"a.zip": as_archive({"b": TEXT.encode()})}),
    "gzip": lambda: gzip.compress(TEXT.encode()),
    "bzip2": lambda: bz2.compress(TEXT.encode("utf-16")),
    "xz": lambda: lzma.compress(TEXT.encode()),
    "a Word file in a packed tar": lambda: tar("a/b.docx", document(TEXT)),
    "parquet": lambda: parquet(OTHER, TEXT),
    "parquet as others pack it": lambda: parquet(OTHER, TEXT, compression="gzip"),
    "parquet with a seal": lambda: sealed(parquet(OTHER, TEXT)),
    "parquet with lists": lambda: parquet([{"a": [OTHER, TEXT]}]),
    "parquet in a zip": lambda: as_archive({"t.parquet": parquet(TEXT)}),
    "a base in parquet": lambda: parquet(sqlite(TEXT)),
    "sqlite": lambda: sqlite(TEXT),
    "duckdb": lambda: base(TEXT),
    "duckdb in gzip": lambda: gzip.compress(base(TEXT)),
    "rich text": lambda: (
        rb"{\rtf1\ansi "
        + (
            TEXT.replace("ö", r"\'f6").replace("van de ", r"van {\b de }").encode()
            + b"}"
        )
    ),
    "pdf": lambda: drawn(TEXT),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_text_is_found_in_every_form(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bestand").write_bytes(FORMS[form]())
    found = searched(tmp_path, TEXT)
    assert [path.name for path in found.found] == ["bestand"]
    assert searched(tmp_path, "Iets heel anders dan wat er staat") == Traces()


def locked_zip() -> bytes:
    data = bytearray(as_archive({"a.txt": TEXT.encode()}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    return bytes(data)


CLOSED: dict[str, Make] = {
    "7z": lambda: b"7z\xbc\xaf\x27\x1c" + bytes(50),
    "rar": lambda: b"Rar!\x1a\x07\x01\x00" + bytes(50),
    "zstd": lambda: b"\x28\xb5\x2f\xfd" + bytes(50),
    "a zip with a password": locked_zip,
    "a zip cut off": lambda: as_archive({"a": TEXT.encode()})[:-40],
    "gzip cut off": lambda: gzip.compress(random.randbytes(9999))[:-40],
    "parquet cut off": lambda: parquet(OTHER)[:-4],
    "a locked workbook": lambda: (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    ),
    "a base of another program": lambda: bytes(8) + b"DUCK" + bytes(9000),
    "sqlite cut off": lambda: sqlite(TEXT)[:700],
    "pdf without text": lambda: b"%PDF-1.7\n" + b"\xff" * 999,
    "closed inside": lambda: as_archive({"a": b"Rar!\x1a\x07\x00" + bytes(50)}),
    "seven deep": lambda: _deep(7),
}


def _deep(times: int) -> bytes:
    data = TEXT.encode()
    for _ in range(times):
        data = gzip.compress(data)
    return data


@pytest.mark.parametrize("form", CLOSED)
def test_what_cannot_be_opened_is_named(form: str, tmp_path: Path) -> None:
    (tmp_path / "dicht").write_bytes(CLOSED[form]())
    (tmp_path / "open.txt").write_text(OTHER, "utf-8")
    traces = searched(tmp_path, TEXT)
    assert traces.found == []
    assert [path.name for path in traces.unopened] == ["dicht"]


def test_what_cannot_be_opened_may_still_show_it(tmp_path: Path) -> None:
    (tmp_path / "kapot.zip").write_bytes(b"PK\x03\x04" + TEXT.encode())
    traces = searched(tmp_path, TEXT)
    assert [path.name for path in traces.found] == ["kapot.zip"]
    assert traces.unopened == []


def test_what_is_kept_of_a_file_bears_the_name_of_that_file(tmp_path: Path) -> None:
    """A landed copy is called by its hash, which says nothing to who must look."""
    for name in (".feitenbasis/landing/0a1b", "brief.7z", "kopie van brief.7z"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(CLOSED["7z"]())
    (tmp_path / ".feitenbasis/landing/2c3d").write_bytes(CLOSED["rar"]())
    traces = find_traces(
        tmp_path,
        needles_of([TEXT]),
        open_base=base_cells,
        scratch=tmp_path / ".feitenbasis",
    )
    assert [path.name for path in traces.unopened] == [
        "2c3d",
        "brief.7z",
        "kopie van brief.7z",
    ]


def test_what_cannot_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On Windows nobody reads a file that another program locked."""
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "b.lock").write_text("x", "utf-8")
    read = Path.read_bytes

    def held(path: Path) -> bytes:
        if path.name == "b.lock":
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", held)
    traces = searched(tmp_path, TEXT)
    assert traces.found == [tmp_path / "a.txt"]
    assert traces.unopened == [tmp_path / "b.lock"]


def test_a_base_is_closed_before_its_copy_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On Windows nobody removes a file that is open."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.gz").write_bytes(gzip.compress(base(TEXT)))
    is_open: list[Path] = []
    unlink = Path.unlink

    def held(path: Path, *, missing_ok: bool = False) -> None:
        assert path not in is_open
        unlink(path, missing_ok=missing_ok)

    def watched(path: Path) -> Generator[Iterable[Any], None, None]:
        is_open.append(path)
        try:
            yield from base_cells(path)
        finally:
            is_open.remove(path)

    monkeypatch.setattr(Path, "unlink", held)
    found = find_traces(
        tmp_path, needles_of([TEXT]), open_base=watched, scratch=tmp_path / "scratch"
    )
    assert found.found == [tmp_path / "a.gz"]
    assert is_open == []


def test_one_text_is_not_taken_for_another(tmp_path: Path) -> None:
    """Without its white space a short text would be found by chance."""
    (tmp_path / "a.txt").write_text("een doel dat wel doende is", "utf-8")
    assert searched(tmp_path, "wel doen").found == [tmp_path / "a.txt"]
    assert searched(tmp_path, "l dat we d").found == []
    assert searched(tmp_path, "kort").found == []


def test_letters_and_accents_are_one_text_both_ways(tmp_path: Path) -> None:
    given = "een heel lange coo\u0308"
    (tmp_path / "a.txt").write_text("een heel lange coö", "utf-8")
    (tmp_path / "b.txt").write_text(given, "utf-16")
    found = searched(tmp_path, given).found
    assert [path.name for path in found] == ["a.txt", "b.txt"]


def test_many_texts_cost_little_more_than_one() -> None:
    """Each is looked for by one piece that all its forms share."""
    (needle,) = needles_of([TEXT])
    probe, forms = needle.narrow
    assert len(forms) > 4
    assert all(probe in form for form in forms)
    probe, forms = needle.wide
    assert all(probe in form for form in forms)


def test_an_empty_folder_and_nothing_to_look_for(tmp_path: Path) -> None:
    assert searched(tmp_path, TEXT) == Traces()
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    assert searched(tmp_path) == Traces()
