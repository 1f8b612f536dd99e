"""File names in on standard input, texts out on standard output: the reading child.

Started by ``sources.documents.keeper`` as ``python -m sources.documents.child``.
"""

import gc
import os
import sys
from pathlib import Path
from typing import Any

from domain.texts import DocumentText, JsonCollection, UnreadableDocument
from sources.documents.limits import ReadingLimits
from sources.documents.one_file import read_file
from sources.documents.sandbox import confine, die_with_parent, renew_processor_time
from sources.documents.wire import from_bytes, packed, receive, send

_LONGEST_REQUEST = 1_000_000
_NEW_BEFORE_SWEEPING = 20_000


def main() -> None:
    """Read the limits, then files one by one until the parent closes the line."""
    die_with_parent()
    # Whatever a library prints must not end up between the messages.
    with os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        requests = sys.stdin.buffer
        given = from_bytes(receive(requests, longest=_LONGEST_REQUEST))
        limits = ReadingLimits(**given)
        confine(limits)
        _spare_sweeping()
        send(answers, b"ready")
        while True:
            try:
                request = from_bytes(receive(requests, longest=_LONGEST_REQUEST))
            except EOFError:
                return
            renew_processor_time(limits)
            send(answers, packed(_read(request, limits)))


def _spare_sweeping() -> None:
    """Sweep seldom: a text leaves tens of thousands of lines and hardly a circle."""
    gc.freeze()
    gc.set_threshold(_NEW_BEFORE_SWEEPING)


def _read(
    request: dict[str, Any], limits: ReadingLimits
) -> DocumentText | UnreadableDocument:
    declared = request["collection"]
    return read_file(
        Path(request["path"]),
        name=request["name"],
        limits=limits,
        collection=JsonCollection(**{**declared, "text": tuple(declared["text"])})
        if declared
        else None,
    )


if __name__ == "__main__":
    main()
