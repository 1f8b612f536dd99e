"""Archives and answers in them are read safely, or refused with what to do."""

import io
import zipfile

import pytest

from domain.errors import SourceIncomplete
from sources.survey_archive import read_archive, read_responses
from tests.doors.definition_writer import as_responses
from tests.doors.export_writers import as_archive

LSS = b"<document/>"


def bomb(size: int) -> bytes:
    """Return an archive whose answers unpack to ``size`` zeros."""
    return as_archive({"s.lss": LSS, "s.lsr": b"0" * size})


def encrypted() -> bytes:
    """Return an archive whose parts say they need a password."""
    data = bytearray(as_archive({"s.lss": LSS}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    return bytes(data)


def many(count: int) -> bytes:
    """Return an archive with many parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in range(count):
            archive.writestr(f"{number}.txt", b"")
    return packed.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04 no zip", "damaged"),
        (as_archive({"s.lss": LSS * 99})[:-30], "damaged"),
        (as_archive({"other.txt": b""}), "no definition"),
        (as_archive({"a.lss": LSS, "b.lss": LSS}), "more than one .lss"),
        (as_archive({"../s.lss": LSS}), "unsafe name"),
        (as_archive({"/etc/s.lss": LSS}), "unsafe name"),
        (as_archive({"C:\\s.lss": LSS}), "unsafe name"),
        (bomb(50_000_000), "unsafely large"),
        (many(5_001), "unsafely large"),
        (encrypted(), "password"),
    ],
)
def test_an_unsafe_archive_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(SourceIncomplete, match=words) as caught:
        read_archive(data, where="s.lsa")
    assert "Survey archive (.lsa)" in caught.value.remedy


def test_participants_are_never_opened() -> None:
    parts = {"s.lss": LSS, "s_responses.lsr": b"<a/>", "s_tokens.lst": b"Jan"}
    data = bytearray(as_archive(parts))
    start = data.index(b"Jan" if b"Jan" in data else b"s_tokens.lst")
    data[start + 14] ^= 0xFF
    archive = read_archive(bytes(data), where="s.lsa")
    assert archive.responses == b"<a/>"


def test_null_and_empty_stay_apart() -> None:
    rows = [
        {"id": "1", "7X1X2": None, "7X1X3a#0": ""},
        {"id": "2", "7X1X2": " x\n]] ", "7X1X3a#0": "&<é"},
    ]
    assert list(read_responses(as_responses(rows[0], rows), where="f")) == rows


def test_an_archive_without_answers_is_empty() -> None:
    assert list(read_responses(as_responses([], []), where="f")) == []


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no whole XML"),
        (as_responses(["id"], [{"id": "1"}])[:-30], "no whole XML"),
        (b"<r>" * 400 + b"</r>" * 400, "no whole XML"),
        (
            b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
            b"<document><responses><fields><fieldname>id</fieldname></fields><rows>"
            b"<row><id>&x;</id></row></rows></responses></document>",
            "document type",
        ),
    ],
)
def test_broken_answers_are_refused(data: bytes, words: str) -> None:
    with pytest.raises(SourceIncomplete, match=words):
        list(read_responses(data, where="f"))


def test_damage_anywhere_in_an_archive_is_told() -> None:
    """Packed data that is damaged makes the unpacker fail, not only the zip."""
    answers = b"".join(f"<row>{place * 7919}</row>".encode() for place in range(400))
    data = as_archive({"s.lss": LSS, "s.lsr": answers})
    start = data.index(b"s.lsr") + len(b"s.lsr")
    for place in range(start, start + 400):
        for sign in (0x00, 0x5A, 0xFF):
            damaged = bytearray(data)
            if damaged[place] == sign:
                continue
            damaged[place] = sign
            with pytest.raises(SourceIncomplete, match="damaged"):
                read_archive(bytes(damaged), where="s.lsa")
