"""The bytes of a saved export and response ids in, the same bytes without them out.

Everything else stays as it was written, to the byte: another program may read the
file too. None where the form cannot be cut safely.
"""

import io
import json
import re
from collections.abc import Collection, Iterator
from zipfile import ZIP_DEFLATED, ZipFile

from sources.saved_uploads import response_of_upload
from sources.survey_archive import is_archive, is_responses
from sources.survey_csv import record_spans
from sources.survey_json import is_json
from sources.survey_vv import is_vv
from sources.whole_numbers import whole_number

_BOM = "\ufeff"
_XML_ROW = re.compile(rb"[ \t]*<row>.*?</row>\r?\n?", re.DOTALL)
_XML_CELL = rb"<%s>(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?</%s>"


def without_responses(
    data: bytes, numbers: Collection[int], *, where: str, tokens: Collection[str] = ()
) -> bytes | None:
    """Return an export without these responses; None where its form is not known.

    Of an archive the participants with these ``tokens`` go too.
    """
    if is_archive(data):
        return _archive(data, numbers, tokens)
    if is_responses(data):
        return _without_xml_rows(data, b"id", {str(number) for number in numbers})
    if is_json(data):
        return _without_json_rows(data, numbers)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    mark = _BOM if text.startswith(_BOM) else ""
    body = text.removeprefix(mark)
    if is_vv(data):
        cut = _without_lines(body, numbers)
    else:
        cut = _cut_csv(body, numbers, where=where)
    return None if cut is None else f"{mark}{cut}".encode()


def without_uploads(data: bytes, numbers: Collection[int]) -> bytes:
    """Return a zip of uploaded files without those of these responses."""
    kept = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(kept, "w", ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if response_of_upload(entry.filename) not in numbers:
                new.writestr(entry, old.read(entry))
    return kept.getvalue()


def _archive(
    data: bytes, numbers: Collection[int], tokens: Collection[str]
) -> bytes | None:
    kept = io.BytesIO()
    written = {str(number) for number in numbers}
    with ZipFile(io.BytesIO(data)) as old, ZipFile(kept, "w", ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = old.read(entry)
            if entry.filename.lower().endswith((".lsr", ".lsi")):
                part = _without_xml_rows(part, b"id", written)
            elif entry.filename.lower().endswith(".lst"):
                part = _without_xml_rows(part, b"token", set(tokens))
            new.writestr(entry, part)
    return kept.getvalue()


def _without_xml_rows(data: bytes, name: bytes, values: Collection[str]) -> bytes:
    cell = re.compile(_XML_CELL % (name, name), re.DOTALL)

    def keep(row: re.Match[bytes]) -> bytes:
        found = cell.search(row.group())
        is_gone = found and found[1].decode("utf-8", "replace") in values
        return b"" if is_gone else row.group()

    return _XML_ROW.sub(keep, data)


def _without_json_rows(data: bytes, numbers: Collection[int]) -> bytes | None:
    text = data.decode("utf-8-sig")
    opening = re.search(r'"responses"\s*:\s*\[', text)
    if opening is None:
        return None
    items = list(_json_items(text, opening.end()))
    gone = [at for at, (row, *_) in enumerate(items) if _id_in(row) in numbers]
    # With a row goes the comma after it, or before it where it is the last that stays.
    kept = [at for at in range(len(items)) if at not in set(gone)]
    last = kept[-1] if kept else -1
    spans = [
        (items[at][1], items[at + 1][1])
        if at < last
        else (items[at - 1][2] if at else items[at][1], items[at][2])
        for at in gone
    ]
    return _without_spans(text, spans).encode()


def _id_in(row: dict[str, object]) -> int:
    """Return the id of a row; older versions wrap each row in its id."""
    inner = next(iter(row.values())) if len(row) == 1 else row
    holder = inner if isinstance(inner, dict) else row
    return _whole(str(holder.get("id", "")))


def _without_spans(text: str, spans: list[tuple[int, int]]) -> str:
    for start, stop in reversed(spans):
        text = text[:start] + text[stop:]
    return text


def _json_items(text: str, start: int) -> Iterator[tuple[dict[str, object], int, int]]:
    """Yield the objects of a list with the places where they begin and end."""
    decoder = json.JSONDecoder()
    blank = re.compile(r"[\s,]*")
    place = start
    while (match := blank.match(text, place)) and text[match.end()] != "]":
        value, stop = decoder.raw_decode(text, match.end())
        yield value, match.end(), stop
        place = stop


def _without_lines(text: str, numbers: Collection[int]) -> str | None:
    """A VV file has one row per line, and the id in one column of it."""
    lines = text.splitlines(keepends=True)
    header = next(
        (at for at, line in enumerate(lines) if line.lstrip('"').startswith("id")), None
    )
    if header is None:
        return None
    column = [cell.strip('"\r\n') for cell in lines[header].split("\t")].index("id")
    return "".join(
        line
        for at, line in enumerate(lines)
        if at <= header or _number(line.split("\t"), column) not in numbers
    )


def _number(cells: list[str], column: int) -> int:
    return _whole(cells[column].strip('"\r\n ') if column < len(cells) else "")


def _whole(text: str) -> int:
    return whole_number(text) or 0


def _cut_csv(text: str, numbers: Collection[int], *, where: str) -> str | None:
    header, *rest = record_spans(text, where=where)
    names = [name or "" for name in header.fields]
    if "id" not in names:
        return None
    column = names.index("id")
    return _without_spans(
        text,
        [
            (each.start, each.stop)
            for each in rest
            if _number([field or "" for field in each.fields], column) in numbers
        ],
    )
