"""Bytes and values of an open source in, what can be worked with or an error out."""

import json
import reprlib
from typing import Any

from domain.errors import SourceIncomplete

_MOST_DIGITS = 15
_HALF_SIGNS = (b"\\u", b"\xed")
"""How a half of a sign of two halves can be written: as an escape, or as bytes."""


def json_from(data: bytes, *, where: str) -> Any:
    """Return what an answer in JSON says; raise ``SourceIncomplete`` if it is none.

    A half of a sign without its other half, which JSON allows and no file or base
    can hold, becomes U+FFFD.
    """
    try:
        value = json.loads(data)
        is_odd = any(each in data for each in _HALF_SIGNS)
        return _with_whole_signs(value) if is_odd else value
    except (ValueError, RecursionError):
        raise SourceIncomplete("open_no_json", where=where) from None


def whole_number(value: Any, *, name: str, where: str) -> int:
    """Return a count that an answer gives as a number or as text.

    Raises ``SourceIncomplete``, with the ``name`` of the field, for anything else.
    """
    if isinstance(value, float) and value.is_integer():
        value = int(value) if abs(value) < 10**_MOST_DIGITS else value
    text = value.strip() if isinstance(value, str) else str(value)
    is_number = isinstance(value, str | int) and text.isascii() and text.isdigit()
    if not is_number or len(text) > _MOST_DIGITS:
        raise odd_value(value, name=name, where=where)
    return int(text)


def odd_value(value: Any, *, name: str, where: str) -> SourceIncomplete:
    """Return the error for a value that cannot stand in the field ``name``."""
    shown = reprlib.repr(value)
    return SourceIncomplete("open_odd_value", where=where, name=name, value=shown)


def _with_whole_signs(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_with_whole_signs(each) for each in value]
    if isinstance(value, dict):
        return {
            _with_whole_signs(name): _with_whole_signs(each)
            for name, each in value.items()
        }
    return value
