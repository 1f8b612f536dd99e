"""A million answers in, headline H4 out: loading them against a bare insert.

Run as a module, it says how many MB a process takes that loads a number of answers,
and how many CPU-seconds that costs.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import islice
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa

from domain.phrases import DUTCH, in_words
from flows.answer_pages import PAGES_AT_ONCE
from flows.benchmarks.canned_frames import Frames, batches, first_frames
from flows.benchmarks.headline import Headline, Pair, Spent, cpu_seconds
from warehouse.checked_load import CheckedLoad
from warehouse.checks import Checker, shared_checker
from warehouse.store import Warehouse, open_warehouse
from warehouse.team_schema import TeamColumn, team_tables

_FEW, _ANSWERS, _MANY, _QUICK = 100_000, 1_000_000, 10_000_000, 200_000
_GROWTH, _MEMORY_GROWTH = 1.2, 1.3
_SPOILED_EVERY = 1_000
"""One response in so many breaks a rule, so that a quarantine is written too."""
_TABLES = ("response", "response_column")


@contextmanager
def _prepared(folder: Path, is_quick: bool) -> Iterator[Pair]:
    count = _QUICK if is_quick else _ANSWERS
    shared_checker()
    pages = [_typed(each) for _, each in batches(count)]
    yield Pair(
        ours=partial(_ours, count, folder),
        bare=partial(_bare, pages, folder),
        figures=partial(_figures, count, _QUICK * 3 if is_quick else _MANY),
    )


HEADLINE = Headline(
    name="H4",
    measured="een miljoen antwoorden laden (herkomst, typen, sleutels, quarantaine), "
    "gedeeld door een kale INSERT … SELECT uit Arrow",
    target=1.6,
    fail=3.0,
    prepare=_prepared,
    apart=("start", "checks", "count"),
    limits={"checks": 1.5},
)


def load(count: int, folder: Path) -> Spent:
    """Store and check ``count`` answers in a fresh warehouse, as tidying does it.

    So many pages are one transaction, and their rows are judged together at its end.
    """
    checker = shared_checker()
    checks = counted = 0.0
    began = cpu_seconds()
    with open_warehouse(folder / "warehouse.duckdb") as warehouse:
        # The empty tables are written now: making a warehouse is not loading one.
        warehouse.connection.execute("CHECKPOINT")
        made = cpu_seconds()
        pages = batches(count)
        while together := list(islice(pages, PAGES_AT_ONCE)):
            with warehouse.sparing(), warehouse.transaction():
                checks += _loaded(warehouse, checker, together)
        before = cpu_seconds()
        _require_all(warehouse, count)
        counted = cpu_seconds() - before
    spent = cpu_seconds() - made - counted
    return {
        "start": made - began,
        "checks": checks,
        "count": counted,
        "load": spent - checks,
    }


def _loaded(
    warehouse: Warehouse, checker: Checker, pages: Sequence[tuple[str, Frames]]
) -> float:
    """Load pages; return what judging them cost."""
    loading = CheckedLoad(warehouse, checker, source_id="m")
    for page, batch in pages:
        for table, frame in zip(_TABLES, _spoiled(batch), strict=True):
            items = pd.Categorical([page] * len(frame), categories=[page])
            loading.append(table, frame, items=items)
    warehouse.mark_done("tidy", {page: page for page, _ in pages}, run_id="meting")
    before = cpu_seconds()
    judged = loading.settle()
    checks = cpu_seconds() - before
    warehouse.append("quarantine", in_words(judged.quarantined, language=DUTCH))
    warehouse.append("check_result", in_words(judged.results, language=DUTCH))
    return checks


def _spoiled(batch: Frames) -> tuple[pd.DataFrame, pd.DataFrame]:
    wave = batch.responses["wave"].to_numpy().copy()
    wave[::_SPOILED_EVERY] = 0
    return batch.responses.assign(wave=wave), batch.columns


def _require_all(warehouse: Warehouse, count: int) -> None:
    """Raise unless every response is in the table or in quarantine."""
    [row] = warehouse.records(
        "SELECT (SELECT count(*) FROM response) AS stored, "
        "(SELECT count(*) FROM quarantine) AS kept_apart, "
        "(SELECT count(*) FROM answer) AS answers"
    )
    expected = sum(len(batch.responses) for _, batch in batches(count))
    answers = row["stored"] * len(first_frames().columns)
    is_whole = row["stored"] + row["kept_apart"] == expected and row["kept_apart"]
    if not is_whole or row["answers"] != answers:
        message = f"{row} of {expected} responses"
        raise RuntimeError(message)


def _ours(count: int, folder: Path) -> Spent:
    with tempfile.TemporaryDirectory(dir=folder) as place:
        return load(count, Path(place))


def _typed(batch: Frames) -> tuple[pa.Table, ...]:
    """Return a batch as Arrow that needs no conversion: the types of the tables."""
    frames = (batch.responses, batch.columns)
    return tuple(
        pa.Table.from_pandas(
            frame[_names(table)].astype({"page": "str"}),
            schema=pa.schema([(c.name, _ARROW[c.type]) for c in _columns(table)]),
            preserve_index=False,
        )
        for table, frame in zip(_TABLES, frames, strict=True)
    )


_ARROW = {
    "VARCHAR": pa.string(),
    "BIGINT": pa.int64(),
    "BOOLEAN": pa.bool_(),
    "TIMESTAMP": pa.timestamp("us"),
    "VARCHAR[]": pa.list_(pa.string()),
}


def _columns(table: str) -> Sequence[TeamColumn]:
    return team_tables()[table].columns


def _names(table: str) -> list[str]:
    return [column.name for column in _columns(table)]


def _bare(pages: Sequence[tuple[pa.Table, ...]], folder: Path) -> None:
    """Insert the same columns of the same rows, with nothing but the bare library."""
    with tempfile.TemporaryDirectory(dir=folder) as place:
        connection = duckdb.connect(f"{place}/bare.duckdb")
        connection.execute("SET threads = 1")
        for table in _TABLES:
            columns = ", ".join(f'"{c.name}" {c.type}' for c in _columns(table))
            connection.execute(f"CREATE TABLE {table} ({columns})")
        connection.execute("BEGIN")
        for page in pages:
            for table, rows in zip(_TABLES, page, strict=True):
                connection.register("incoming", rows)
                connection.execute(f"INSERT INTO {table} SELECT * FROM incoming")  # noqa: S608
                connection.unregister("incoming")
        connection.execute("COMMIT")
        connection.close()


def _figures(one: int, many: int) -> Mapping[str, tuple[float, float | None]]:
    few_cost, one_cost, many_cost = (_alone(count) for count in (_FEW, one, many))
    each = one_cost["load"] / one
    memory = many_cost["memory"]
    whole = many_cost["load"] + many_cost["checks"]
    return {
        f"per antwoord, {many} ÷ {one}": (many_cost["load"] / many / each, _GROWTH),
        f"per antwoord, {one} ÷ {_FEW}": (each / few_cost["load"] * _FEW, _GROWTH),
        f"hoogste geheugen, {many} ÷ {one}": (
            memory / one_cost["memory"],
            _MEMORY_GROWTH,
        ),
        f"hoogste geheugen bij {many}, MB": (memory, None),
        f"CPU-s voor {many} antwoorden, controles erbij": (whole, None),
    }


def _alone(count: int) -> Spent:
    """Load in a fresh process; return its costs, and its memory at its highest."""
    command = [sys.executable, "-m", "flows.benchmarks.answer_load", str(count)]
    told = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    names = ("start", "checks", "count", "load", "memory")
    return dict(zip(names, map(float, told.stdout.split()), strict=True))


def _main(count: int) -> None:
    import resource

    first_frames()
    with tempfile.TemporaryDirectory() as place:
        spent = load(count, Path(place))
    highest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(" ".join(str(each) for each in (*spent.values(), highest)))


if __name__ == "__main__":
    _main(int(sys.argv[1]))
