"""A place to print in, a console that neither marks up nor cuts text out."""

import sys

from rich.console import Console

_WIDE = 240


def wide_console() -> Console:
    """Return a console; where there is no screen it is wide enough for any table."""
    width = None if sys.stdout.isatty() else _WIDE
    return Console(highlight=False, markup=False, width=width)
