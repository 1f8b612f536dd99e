"""The streams of a command in, the same out, fit for every sign.

On Windows a pipe has the alphabet of the region, and a screen may have one too.
"""

import io
import sys


def write_every_sign() -> None:
    """Let no sign end a command: a screen shows a question mark, a pipe gets UTF-8."""
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, io.TextIOWrapper):
            continue
        if stream.isatty():
            stream.reconfigure(errors="replace")
        elif not stream.encoding.lower().startswith("utf"):
            stream.reconfigure(encoding="utf-8", errors="replace")
