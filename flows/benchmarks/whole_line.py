"""A workspace in, the whole line run in this process without Prefect out.

The same flows and tasks as ``feitenbasis run``: of each only the function inside is
called, so nothing is asked of a server and nothing but the work is measured.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from prefect import Flow, Task

from flows import pipeline


def run_whole(workspace: Path) -> dict[str, Any]:
    """Run the line once; return its outcome, as the command gets it."""
    with _without_prefect():
        outcome: dict[str, Any] = pipeline.run(str(workspace))
        return outcome


@contextmanager
def _without_prefect() -> Iterator[None]:
    names = vars(pipeline)
    bare: dict[str, Any] = {
        name: value.fn
        for name, value in names.items()
        if isinstance(value, Flow | Task)
    }
    bare |= {"task": _no_task, "_show_in_prefect": _tell_nobody}
    kept = {name: names[name] for name in bare}
    names.update(bare)
    try:
        yield
    finally:
        names.update(kept)


def _no_task(**_: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return lambda function: function


def _tell_nobody(_: dict[str, Any]) -> None:
    """Make no artifact."""
