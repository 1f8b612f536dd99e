"""The bytes of a JSON export in, its rows out."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from domain.errors import SourceIncomplete


def is_json(data: bytes) -> bool:
    """Tell JSON by its first character."""
    return data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")


def read_survey_json(data: bytes, *, where: str) -> list[Mapping[str, Any]]:
    """Return the rows of a JSON export; decimals keep their digits as text.

    Raises ``SourceIncomplete`` for anything that is no whole export.
    """
    try:
        document = json.loads(data.decode("utf-8-sig"), parse_float=str)
        rows = document["responses"]
    except (ValueError, KeyError, TypeError, RecursionError):
        rows = None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise SourceIncomplete("no_json_export", where=where)
    return list(_unwrapped(rows))


def _unwrapped(rows: list[dict[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Yield the rows; older versions wrap each in its id."""
    for row in rows:
        inner = next(iter(row.values())) if len(row) == 1 else None
        yield inner if isinstance(inner, dict) else row
