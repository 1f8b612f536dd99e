"""Bytes in, text out: the encoding found, broken accents repaired and reported."""

import codecs
import re
from dataclasses import dataclass

from domain.phrases import Phrase, phrase
from sources.documents.eight_bits import likeliest
from sources.documents.loose_bytes import left_broken, without_loose_bytes
from sources.documents.refusals import DocumentRefused

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})"""
)
_SAMPLE = 4_096
# UTF-8 read as Windows text: a lead byte shown as a letter, then one to three
# continuation bytes shown as the signs that Windows has in their places.
_HIGH = (
    "\u0080-\u00bf\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039"
    "\u0152\u017d\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a"
    "\u0153\u017e\u0178"
)
_BROKEN = (
    f"[\u00c2-\u00df][{_HIGH}]|[\u00e0-\u00ef][{_HIGH}]{{2}}"
    f"|[\u00f0-\u00f4][{_HIGH}]{{3}}"
)
# What no Dutch text has: «É…» ends a word in capitals, and is no broken phonetic sign.
_UNLIKELY = re.compile(
    "[\u0180-\u0191\u0193-\u02c5\u02c7-\u02db\u02dd-\u02ff\u0500-\u1fff]"
)
_MOJIBAKE, _BROKEN_RUN = re.compile(_BROKEN), re.compile(f"(?:{_BROKEN})+")
# No text has these but for a few; of random bytes they are one in ten.
_CONTROLS = re.compile("[\x00-\x08\x0e-\x19\x1c-\x1f\x7f]")
_NOISE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class DecodedText:
    """A text, and what a person should know about how it was stored."""

    text: str
    findings: tuple[Phrase, ...]


def decoded(data: bytes, *, reads_declaration: bool = False) -> DecodedText:
    """Return the text of bytes: by its mark, as UTF-8, as declared, else by its signs.

    Raises ``DocumentRefused`` for bytes that are no text.
    """
    text, findings = _decoded(data, reads_declaration=reads_declaration)
    if is_noise(text):
        raise DocumentRefused("wrong_content")
    repaired, count = repaired_text(text)
    if count:
        findings.append(phrase("reading_repaired", count=count))
        left = left_broken(repaired)
        findings.extend([phrase("reading_left_broken", count=left)] if left else [])
    return DecodedText(text=repaired, findings=tuple(findings))


def is_noise(text: str) -> bool:
    """Whether a text has the signs of sound, pictures or programs: it is none."""
    zeros, controls = text.count("\x00"), len(_CONTROLS.findall(text))
    return zeros > len(text) // 1_000 or controls > max(len(text) // _NOISE, 3)


def _decoded(data: bytes, *, reads_declaration: bool) -> tuple[str, list[Phrase]]:
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    encoding = encoding or _utf16_without_mark(data)
    if encoding:
        return data.decode(encoding, "replace"), []
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        declared = _declared(data) if reads_declaration else None
        if declared:
            return data.decode(declared, "replace"), []
        encoding, name = likeliest(data)
        guessed = phrase("reading_guessed", name=name, encoding=encoding)
        return data.decode(encoding, "replace"), [guessed]


def _utf16_without_mark(data: bytes) -> str | None:
    """Western text in UTF-16 has a zero in every second byte."""
    sample = data[:_SAMPLE]
    half = len(sample) // 2
    if half < 2:
        return None
    for encoding, at in (("utf-16-le", 1), ("utf-16-be", 0)):
        zeros, others = sample[at::2].count(0), sample[1 - at :: 2].count(0)
        if zeros > 0.7 * half and others < 0.1 * half:
            return encoding
    return None


def _declared(data: bytes) -> str | None:
    match = _DECLARED.search(data[:_SAMPLE])
    if match is None:
        return None
    try:
        name = codecs.lookup(match.group(1).decode("ascii")).name
    except LookupError:
        return None
    # The web reads this name as Windows text; the two agree but for the curly quotes.
    return "cp1252" if name in ("iso8859-1", "ascii", "utf-8") else name


def repaired_text(text: str) -> tuple[str, int]:
    """Return the text with characters mended that were encoded twice or more often.

    Only sequences that are valid UTF-8 of likely signs when read back are mended. The
    number is that of the characters, or of the places where once was not enough; loose
    first bytes are among it.
    """
    once, count = _repaired_once(text)
    mended, again = once, count
    while again:
        mended, again = _repaired_once(mended)
    count = count if mended == once else len(_BROKEN_RUN.findall(text))
    mended, loose = without_loose_bytes(mended, is_broken=count > 0)
    return mended, count + loose


def _repaired_once(text: str) -> tuple[str, int]:
    count = 0

    def mended(match: re.Match[str]) -> str:
        nonlocal count
        try:
            found = _as_bytes(match.group()).decode("utf-8")
        except UnicodeError:
            return match.group()
        if _UNLIKELY.match(found):
            return match.group()
        count += 1
        return found

    return _MOJIBAKE.sub(mended, text), count


def _as_bytes(text: str) -> bytes:
    """The bytes a text was read from: Windows has no signs for five of them."""
    return b"".join(
        bytes([ord(sign)]) if ord(sign) < 0xA0 else sign.encode("cp1252")
        for sign in text
    )
