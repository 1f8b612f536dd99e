"""A workspace in, the whole line run in this process without Prefect out.

The same flows and tasks as ``feitenbasis run``: of each only the function inside is
called, so nothing is asked of a server and nothing but the work is measured.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


def run_whole(workspace: Path) -> dict[str, Any]:
    """Run the line once; return its outcome, as the command gets it."""
    from flows import pipeline

    with _without_prefect(vars(pipeline)):
        outcome: dict[str, Any] = pipeline.run(str(workspace))
        return outcome


@contextmanager
def _without_prefect(names: dict[str, Any]) -> Iterator[None]:
    from prefect import Flow, Task

    bare: dict[str, Any] = {
        name: value.fn
        for name, value in names.items()
        if isinstance(value, Flow | Task)
    }
    bare |= {"task": _no_task, "show_in_prefect": _tell_nobody}
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
