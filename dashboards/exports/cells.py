"""A value of the base in, what may stand in a cell of a spreadsheet out."""

from typing import Any

_BLANKS = " \t\r\n\v\f\u00a0\u2007\u202f\u3000\ufeff\u200b"
_STARTS = ("=", "+", "-", "@", "|", "＝", "＋", "－", "＠")


def safe_cell(value: Any) -> Any:
    """Return a text that a spreadsheet shows instead of running it.

    What begins like a formula, also after blanks, gets an apostrophe in front.
    """
    is_formula = isinstance(value, str) and value.lstrip(_BLANKS).startswith(_STARTS)
    return f"'{value}" if is_formula else value
