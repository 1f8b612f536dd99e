"""Results in, plain bytes out and back: what passes between child and parent."""

import json
import struct
from dataclasses import fields
from typing import IO, Any

from domain.texts import DocumentText, PassageKind, PassageSpan, UnreadableDocument

_LENGTH = struct.Struct(">Q")
_FIELDS = tuple(field.name for field in fields(DocumentText))


def send(stream: IO[bytes], message: object) -> None:
    """Write one message: its length in eight bytes, then JSON."""
    data = json.dumps(message).encode("ascii")
    stream.write(_LENGTH.pack(len(data)) + data)
    stream.flush()


def receive(stream: IO[bytes], *, longest: int) -> Any:
    """Read one message; raises ``EOFError`` where the other side stopped or raves."""
    head = stream.read(_LENGTH.size)
    length = _LENGTH.unpack(head)[0] if len(head) == _LENGTH.size else longest + 1
    data = stream.read(length) if length <= longest else b""
    if len(data) != length:
        raise EOFError
    return json.loads(data)


def packed(result: DocumentText | UnreadableDocument) -> dict[str, object]:
    """Return a result as strings, numbers and lists."""
    if isinstance(result, UnreadableDocument):
        return {"rule": result.rule, "reason": result.reason}
    values = {name: getattr(result, name) for name in _FIELDS}
    values["passages"] = [
        (p.start_offset, p.end_offset, p.kind, p.page, p.page_label, p.section)
        for p in result.passages
    ]
    return values


def unpacked(message: dict[str, Any]) -> DocumentText | UnreadableDocument:
    """Return the result from a message."""
    if "rule" in message:
        return UnreadableDocument(**message)
    passages = tuple(
        PassageSpan(
            start_offset=start,
            end_offset=end,
            kind=PassageKind(kind),
            page=page,
            page_label=label,
            section=section,
        )
        for start, end, kind, page, label, section in message["passages"]
    )
    plain = {**message, "passages": passages, "findings": tuple(message["findings"])}
    return DocumentText(**plain)
