"""Questions over a pipe in, their answers or refusals out: a process that may be ended.

``warehouse.query_apart`` starts it, with the base and the most bytes it may take.
"""

import os
import sys
import threading
from importlib import import_module
from pathlib import Path
from queue import SimpleQueue
from typing import IO

from domain.errors import FeitenbasisError, WrongUse
from warehouse.query import Base, open_base
from warehouse.wire import Question, receive, send

_HEADROOM = 2
"""Of addresses more are reserved than is ever used."""


def main(path: Path, *, most_bytes: int) -> None:
    """Answer until the one who asks is gone."""
    questions, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    # Whatever a library says goes where nobody takes it for an answer.
    os.dup2(2, 1)
    _bound(most_bytes)
    waiting: SimpleQueue[Question] = SimpleQueue()
    threading.Thread(target=_listen, args=(questions, waiting), daemon=True).start()
    try:
        with open_base(path) as base:
            send(answers, None)
            while True:
                send(answers, _outcome(base, waiting.get()))
    except FeitenbasisError as error:
        send(answers, error)


def _listen(questions: IO[bytes], waiting: "SimpleQueue[Question]") -> None:
    """Pass questions on; who asked may be gone in the middle of one."""
    try:
        while True:
            waiting.put(receive(questions))
    except (EOFError, OSError):
        os._exit(0)


def _outcome(base: Base, question: Question) -> object:
    try:
        return base.ask(question.sql, seconds=question.seconds)
    except FeitenbasisError as error:
        return error
    except MemoryError:
        return WrongUse("query_too_large", where="sql")


def _bound(most_bytes: int) -> None:
    """Let the system refuse memory, where it can; the parent looks as well."""
    if sys.platform == "win32":
        return
    resource = import_module("resource")
    for kind, most in (
        (resource.RLIMIT_AS, _HEADROOM * most_bytes),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(kind, (allowed, hard))
        except (ValueError, OSError):
            continue


if __name__ == "__main__":
    main(Path(sys.argv[1]), most_bytes=int(sys.argv[2]))
