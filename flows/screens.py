"""A place to print in, a console that neither marks up nor cuts text out."""

import json
import sys
from typing import Any

from rich.console import Console

_WIDE = 240


def wide_console() -> Console:
    """Return a console; where there is no screen it is wide enough for any table."""
    width = None if sys.stdout.isatty() else _WIDE
    return Console(highlight=False, markup=False, width=width)


def show_json(figures: dict[str, Any]) -> None:
    """Write figures to standard output for a script."""
    sys.stdout.write(f"{json.dumps(figures, ensure_ascii=False, indent=1)}\n")
