"""Bytes that are kept in, the same with their hash behind them out, and back.

For state that nothing else would contradict: one changed byte in a count, a mark or a
manifest can be read as well as the right one, and would be believed.
"""

from domain.identifiers import sha256_hex

_MARK = b"\nsha256:"
_LENGTH = len(_MARK) + len(sha256_hex(b""))


def sealed(data: bytes) -> bytes:
    """Return ``data`` with its seal."""
    return data + _MARK + sha256_hex(data).encode()


def unsealed(data: bytes) -> bytes:
    """Return what was sealed; what never was, by an earlier version, as it is.

    Raises ``ValueError`` where the seal does not fit. A damaged seal is no seal: what
    reads the rest stumbles over it.
    """
    seal = data[-_LENGTH:]
    if not seal.startswith(_MARK):
        return data
    kept = data[:-_LENGTH]
    if sealed(kept) != data:
        message = "the seal does not fit"
        raise ValueError(message)
    return kept
