"""Texts that must be gone in, whether a part of a file still holds one out.

A text may have been wrapped, quoted or encoded anew since it was written down, so it is
looked for in every such form and without its white space.
"""

import base64
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LEAST_LENGTH = 8
"""A shorter text is found by chance."""
_WHITE = b" \t\n\r\x0b\x0c"
_WIDE = ("utf-16-le", "utf-16-be")
_ALIGNMENTS = 3
_PLAIN = re.compile(r"[ !#-\[\]-~]+")
"""Signs that are written in one way only, whatever the form."""


class Part:
    """Bytes that are searched; what many needles need is made once."""

    def __init__(self, data: bytes) -> None:
        """Keep the bytes, also without white space."""
        self.data = data
        self.dense = _dense(data)
        self.may_be_wide = b"\0" in data


@dataclass(frozen=True, slots=True)
class Needle:
    """One text, by the ways in which it may stand in a file.

    Each probe is a piece that all forms behind it share: where it is not, none is.
    """

    text: str
    narrow: tuple[bytes, frozenset[bytes]]
    wide: tuple[bytes, frozenset[bytes]]
    packed: frozenset[bytes]
    is_dense: bool
    """Whether enough is left of it without white space."""

    def is_in(self, part: Part) -> bool:
        """Tell whether a part holds this text in any of its forms."""
        data = part.dense if self.is_dense else part.data
        for probe, forms in (self.narrow, self.wide if part.may_be_wide else _NONE):
            if probe in data and any(form in data for form in forms):
                return True
        return any(form in data for form in self.packed)


_NONE: tuple[bytes, frozenset[bytes]] = (b"", frozenset())


def needles_of(texts: Iterable[str]) -> frozenset[Needle]:
    """Return what to look for; texts that are found by chance are left out."""
    return frozenset(_needle(text) for text in texts if len(text) >= LEAST_LENGTH)


def _needle(text: str) -> Needle:
    is_dense = len(_dense(text.encode("utf-8", "replace"))) >= LEAST_LENGTH
    kept = _dense if is_dense else bytes
    written = set(_ways_to_write(text))
    # Of the composed text: an accent apart would change the letter before it.
    plain = _PLAIN.findall(unicodedata.normalize("NFC", text))
    probe = max(plain, key=len, default="")
    return Needle(
        text,
        narrow=(kept(probe.encode()), frozenset(map(kept, _encoded(written)))),
        # Without its last byte it stands in both orders of the two.
        wide=(
            kept(probe.encode("utf-16-le")[:-1]),
            frozenset(
                kept(form.encode(code, "replace")) for form in written for code in _WIDE
            ),
        ),
        packed=frozenset(map(kept, _as_base64(text))),
        is_dense=is_dense,
    )


def _dense(data: bytes) -> bytes:
    """Leave white space out: of two bytes with nothing between, none is lost."""
    return data.translate(None, _WHITE)


def _ways_to_write(text: str) -> Iterator[str]:
    for form in ("NFC", "NFD"):
        composed = unicodedata.normalize(form, text)
        yield composed
        yield composed.replace('"', '""')
        for is_plain in (True, False):
            yield json.dumps(composed, ensure_ascii=is_plain)[1:-1]
    yield text


def _encoded(written: Iterable[str]) -> Iterator[bytes]:
    for form in written:
        yield form.encode("utf-8", "replace")
        try:
            yield form.encode("cp1252")
        except UnicodeEncodeError:
            continue


def _as_base64(text: str) -> Iterator[bytes]:
    """Return what base64 makes of a text, wherever in the packed bytes it begins."""
    data = text.encode("utf-8", "replace")
    for before in range(_ALIGNMENTS):
        packed = base64.b64encode(bytes(before) + data).rstrip(b"=")
        # At both ends a sign is shared with what stands beside the text.
        core = packed[-(-before * 4 // 3) : len(packed) - 1]
        if len(core) >= LEAST_LENGTH:
            yield core
