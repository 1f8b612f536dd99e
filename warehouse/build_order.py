"""SELECT files in, the order in which to run them out; nothing is numbered."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import duckdb

MIDDLE = Path(__file__).parent / "middle"
PUBLISHED = Path(__file__).parent / "published"


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """One SELECT that makes one table, in catalog ``middle`` or ``base``."""

    catalog: str
    name: str


def read_steps() -> dict[Step, str]:
    """Return the SELECT of every step."""
    folders = (("middle", MIDDLE), ("base", PUBLISHED))
    return {
        Step(catalog, path.stem): path.read_text(encoding="utf-8")
        for catalog, folder in folders
        for path in sorted(folder.glob("*.sql"))
    }


def build_order(
    selects: Mapping[Step, str], *, made_elsewhere: Mapping[Step, tuple[Step, ...]]
) -> list[Step]:
    """Return all steps so that each follows what it reads.

    ``made_elsewhere`` are tables made by Python, with what they read; of a SELECT that
    is named there too, it is what must be there besides. A circle raises
    ``graphlib.CycleError``.
    """
    known = {*selects, *made_elsewhere}
    reads: dict[Step, set[Step]] = {
        step: {used for used in tables_in(sql) if used in known}
        for step, sql in sorted(selects.items())
    }
    for step, used in made_elsewhere.items():
        reads.setdefault(step, set()).update(used)
    return list(TopologicalSorter(reads).static_order())


def tables_in(sql: str) -> set[Step]:
    """Return the tables a SELECT reads; a name without a catalog is a base table."""
    row = duckdb.execute("SELECT json_serialize_sql($sql)", {"sql": sql}).fetchone()
    tree = json.loads(row[0]) if row else {"error": True}
    if tree.get("error"):
        raise ValueError(f"not one SELECT: {tree.get('error_message')}")
    return set(_tables(tree))


def _tables(node: Any) -> Iterator[Step]:
    if isinstance(node, dict):
        if node.get("type") == "BASE_TABLE":
            yield Step(node["schema_name"] or "base", node["table_name"])
        for child in node.values():
            yield from _tables(child)
    elif isinstance(node, list):
        for child in node:
            yield from _tables(child)
