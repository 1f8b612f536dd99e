"""Anything received in, the whole number it is, if a table can hold it, out."""

_LARGEST = 2**63 - 1
_MOST_DIGITS = 40


def whole_number(value: object) -> int | None:
    """Return a number from 0 to what fits 64 bits; None for anything else."""
    if type(value) is int:
        return value if 0 <= value <= _LARGEST else None
    text = str(value)
    is_number = text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS
    return whole_number(int(text)) if is_number else None
