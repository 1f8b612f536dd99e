"""Results in, plain bytes out and back: what passes between child and parent.

A document travels as columns of numbers and one piece of text: what has not been
asked for yet then takes little more room than the text itself.
"""

import json
import struct
from dataclasses import asdict, fields
from typing import IO, Any

from domain.phrases import Phrase, phrase_from
from domain.texts import (
    Candidate,
    DocumentText,
    FoundIn,
    PassageKind,
    PassageSpan,
    UnreadableDocument,
)

_LENGTH = struct.Struct(">Q")
_PLAIN = tuple(
    f.name
    for f in fields(DocumentText)
    if f.name not in ("text", "passages", "candidates")
)
_KINDS = tuple(PassageKind)
_PLACES = {kind: place for place, kind in enumerate(_KINDS)}


def send(stream: IO[bytes], data: bytes) -> None:
    """Write one message: its length in eight bytes, then the bytes."""
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def receive(stream: IO[bytes], *, longest: int) -> bytes:
    """Read one message; raises ``EOFError`` where the other side stopped or raves."""
    head = stream.read(_LENGTH.size)
    length = _LENGTH.unpack(head)[0] if len(head) == _LENGTH.size else longest + 1
    data = stream.read(length) if length <= longest else b""
    if len(data) != length:
        raise EOFError
    return data


def as_bytes(message: object) -> bytes:
    """Return strings, numbers and lists as bytes."""
    return json.dumps(message, ensure_ascii=False).encode("utf-8", "surrogatepass")


def from_bytes(data: bytes) -> Any:
    """Return what was made bytes of."""
    return json.loads(data)


def packed(result: DocumentText | UnreadableDocument) -> bytes:
    """Return a result as bytes: what there is to know of it, then its text."""
    if isinstance(result, UnreadableDocument):
        return _joined({"rule": result.rule, "reason": result.reason.key}, "")
    columns = list(zip(*result.passages, strict=True)) or [()] * len(
        PassageSpan._fields
    )
    starts, ends, kinds, pages, labels, sections, confidences = columns
    names = list(dict.fromkeys((*labels, *sections)))
    places = {name: place for place, name in enumerate(names)}
    about = {
        **{name: getattr(result, name) for name in _PLAIN},
        "findings": [asdict(each) for each in result.findings],
        "candidates": [[c.what, c.value, c.found_in] for c in result.candidates],
        "names": names,
        "columns": [
            starts,
            ends,
            [_PLACES[kind] for kind in kinds],
            pages,
            [places[label] for label in labels],
            [places[section] for section in sections],
            confidences,
        ],
    }
    return _joined(about, result.text)


def _joined(about: dict[str, object], text: str) -> bytes:
    head = as_bytes(about)
    return _LENGTH.pack(len(head)) + head + text.encode("utf-8", "surrogatepass")


def unpacked(data: bytes) -> DocumentText | UnreadableDocument:
    """Return the result from its bytes."""
    (length,) = _LENGTH.unpack_from(data)
    start = _LENGTH.size
    about = from_bytes(data[start : start + length])
    if "rule" in about:
        return UnreadableDocument(
            rule=about["rule"], reason=Phrase(about["reason"], {})
        )
    names, columns = about.pop("names"), about.pop("columns")
    starts, ends, kinds, pages, labels, sections, confidences = columns
    passages = tuple(
        map(
            PassageSpan,
            starts,
            ends,
            [_KINDS[kind] for kind in kinds],
            pages,
            [names[label] for label in labels],
            [names[section] for section in sections],
            confidences,
        )
    )
    text = str(memoryview(data)[start + length :], "utf-8", "surrogatepass")
    candidates = tuple(
        Candidate(what=what, value=value, found_in=FoundIn(place))
        for what, value, place in about.pop("candidates")
    )
    plain = {
        **about,
        "findings": tuple(map(phrase_from, about["findings"])),
        "candidates": candidates,
    }
    return DocumentText(text=text, passages=passages, **plain)
