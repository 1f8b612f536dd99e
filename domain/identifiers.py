"""Names and bytes in, stable ids out: the same input gives the same id everywhere."""

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Iterable

_ID_LENGTH = 16
_PSEUDONYM_VERSION = "v1"


def sha256_hex(data: bytes) -> str:
    """Return the full sha256 of bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def sha256_of_parts(parts: Iterable[bytes]) -> str:
    """Return the full sha256 of parts as if they were one, as 64 hexadecimal digits."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return digest.hexdigest()


def stable_id(prefix: str, *parts: object) -> str:
    """Return ``prefix-`` and 16 hexadecimal digits that depend on the parts alone."""
    text = "\x1f".join("" if part is None else str(part) for part in parts)
    return f"{prefix}-{sha256_hex(text.encode())[:_ID_LENGTH]}"


def slug(text: str) -> str:
    """Return lower-case ASCII letters, digits and hyphens for use in ids and names."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_text.lower()).strip("-")


def pseudonym(key: bytes, *, panel: str, token: str) -> str:
    """Return the respondent id: HMAC-SHA256 of ``v1|panel|token``, 32 hex digits.

    The panel is part of the message, so that one person in two panels cannot be
    linked; without the key a token cannot be tried. A panel holds no ``|``, so that
    no two panels and tokens make one message.
    """
    message = f"{_PSEUDONYM_VERSION}|{panel}|{token}".encode()
    return hmac.digest(key, message, "sha256").hex()[:32]


def derived_key(key: bytes, *, purpose: str) -> str:
    """Return another key for one purpose; the pseudonym key does not follow from it."""
    return hmac.new(key, f"derived|{purpose}".encode(), hashlib.sha256).hexdigest()


def keyed_id(key: bytes, *, prefix: str, parts: tuple[str, ...]) -> str:
    """Return a published id that nobody without the key can compute back."""
    message = "\x1f".join(parts).encode()
    return f"{prefix}-{hmac.new(key, message, hashlib.sha256).hexdigest()[:_ID_LENGTH]}"
