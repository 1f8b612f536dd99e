"""A value of the base in, what may stand in a cell of a spreadsheet out."""

from typing import Any

from domain.cells import is_formula


def safe_cell(value: Any) -> Any:
    """Return a text that a spreadsheet shows instead of running it.

    What begins like a formula, also after blanks, gets an apostrophe in front.
    """
    return f"'{value}" if isinstance(value, str) and is_formula(value) else value
