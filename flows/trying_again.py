"""Files that could not be read in, those to try again in this run out.

A machine that was busy, or short of memory, looks the same as a file that cannot be
read; and a program that is stopped takes a good file along (decision 0286).
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from domain.errors import UnexpectedProblem
from domain.phrases import phrase
from flows.guard import cause_of, unexpected
from flows.run_context import RunContext

NOT_STORED = "not_stored"
MAY_PASS = ("timeout", "reader_died", "out_of_memory", NOT_STORED)
"""Rules that may say more of the machine than of the file."""

PAUSES = (timedelta(0), timedelta(hours=1), timedelta(days=1))
"""How long after each failure a file is left alone; after the last one for good."""

_SUFFIX = " tried"


def set_apart(context: RunContext, key: str, source_id: str, error: Exception) -> None:
    """Tell of a file that nobody foresaw; the others of its batch go on.

    It is not done, so that it is tried again. What a disk refuses stops the run.
    """
    told = unexpected(error)
    if not isinstance(told, UnexpectedProblem):
        raise told from cause_of(error)
    reason = phrase("refused_not_stored").key
    refused = {"item": key, "rule": NOT_STORED, "reason": reason}
    with context.warehouse.transaction():
        context.warehouse.replace("read_file", [refused], scope={"item": key})
    setback = UnexpectedProblem(
        "document_surprise",
        where=f"sources/{source_id}.toml",
        kind=type(error).__name__,
        line=told.place,
    )
    setback.__cause__ = cause_of(error)
    context.setbacks.append(setback)


def files_to_try_again(
    context: RunContext, stage: str, inputs: Mapping[str, str]
) -> list[str]:
    """Return items of a stage whose time to be tried again has come.

    ``inputs`` gives what each reading depends on: where that changes, the count of
    failures begins anew.
    """
    tried = _tried(context, stage)
    found = []
    for item in sorted(_failing(context, inputs)):
        counted = _count(tried.get(item, ""), inputs[item])
        if counted is None or _is_due(context, *counted):
            found.append(item)
    return found


def note_failures_of(
    context: RunContext, stage: str, inputs: Mapping[str, str]
) -> None:
    """Count the failures of the items that were just read, and when the last one was.

    What was read is not counted any more.
    """
    tried, failing = _tried(context, stage), _failing(context, inputs)
    lines = {}
    for item in failing:
        counted = _count(tried.get(item, ""), inputs[item])
        times = counted[0] + 1 if counted else 1
        moment = context.started_at.isoformat(timespec="seconds")
        lines[item] = f"{times}|{moment}|{inputs[item]}"
    read = [item for item in inputs if item in tried and item not in failing]
    if not lines and not read:
        return
    warehouse, name = context.warehouse, stage + _SUFFIX
    with warehouse.transaction():
        warehouse.delete("ledger", scope={"stage": name, "item": read})
        warehouse.mark_done(name, lines, run_id=context.run_id)


def forget_failures_of(context: RunContext, stage: str, items: set[str]) -> None:
    """Forget what was counted of files that are gone; call inside a transaction."""
    context.warehouse.forget_items(stage + _SUFFIX, items)


def set_apart_for_now(context: RunContext) -> list[str]:
    """Return every item that may still be read one day, with its rule."""
    return [
        f"{row['item']} {row['rule']}"
        for row in context.warehouse.records(
            "SELECT item, rule FROM read_file WHERE list_contains($rules, rule) "
            "ORDER BY item",
            {"rules": list(MAY_PASS)},
        )
    ]


def _is_due(context: RunContext, count: int, last: datetime) -> bool:
    return count <= len(PAUSES) and context.started_at >= last + PAUSES[count - 1]


def _failing(context: RunContext, inputs: Mapping[str, str]) -> set[str]:
    rows = context.warehouse.records(
        "SELECT item FROM read_file WHERE list_contains($rules, rule)",
        {"rules": list(MAY_PASS)},
    )
    return {row["item"] for row in rows} & inputs.keys()


def _tried(context: RunContext, stage: str) -> dict[str, str]:
    rows = context.warehouse.records(
        "SELECT item, input_hash FROM ledger WHERE stage = $stage",
        {"stage": stage + _SUFFIX},
    )
    return {row["item"]: row["input_hash"] for row in rows}


def _count(line: str, input_hash: str) -> tuple[int, datetime] | None:
    """Return how often and when last a file failed as it is now; None if never."""
    count, _, rest = line.partition("|")
    moment, _, of = rest.partition("|")
    if of != input_hash:
        return None
    return int(count), datetime.fromisoformat(moment)
