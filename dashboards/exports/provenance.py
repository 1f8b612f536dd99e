"""A published base in, where it comes from as PROV-JSON out.

The received files are entities, the run is the activity that used them, and the code,
the reading model and the codebook are the agents it went by (W3C PROV).
"""

import json
from pathlib import Path
from typing import Any

from domain.storage import write_atomically
from warehouse.query import Base

_SPACES = {"fb": "urn:feitenbasis:", "prov": "http://www.w3.org/ns/prov#"}
_RUN = """
SELECT run.* FROM run INNER JOIN meta ON run.run_id = meta.value AND meta.key = 'run_id'
"""
_FILES = """
SELECT source_file_id, source_id, file_name, sha256, retrieved_at, document_id, status
FROM source_file ORDER BY source_file_id
"""
_TABLES = """
SELECT table_name, estimated_size FROM duckdb_tables() WHERE NOT internal
ORDER BY table_name
"""
_AGENTS = ("code_version", "model", "codebook_version")
Part = dict[str, dict[str, Any]]


def write_provenance(base: Base, path: Path) -> list[Path]:
    """Write the lineage of a publication."""
    run = next(iter(base.records(_RUN)), {})
    files = base.records(_FILES)
    activity = f"fb:run/{run.get('run_id')}"
    tables = [f"fb:table/{row['table_name']}" for row in base.records(_TABLES)]
    used = {f"fb:file/{row['source_file_id']}": row for row in files}
    agents = {f"fb:{name}/{run[name]}": name for name in _AGENTS if run.get(name)}
    document: dict[str, Part | dict[str, str]] = {
        "prefix": _SPACES,
        "activity": {activity: _told(run, "started_at", "finished_at", "status")},
        "entity": {
            **{place: _told(row, *row) for place, row in used.items()},
            **{place: {"prov:type": "table"} for place in tables},
        },
        "agent": {place: {"prov:type": name} for place, name in agents.items()},
        "used": _links("u", "prov:activity", activity, "prov:entity", list(used)),
        "wasAssociatedWith": _links(
            "a", "prov:activity", activity, "prov:agent", list(agents)
        ),
        "wasGeneratedBy": _links("g", "prov:activity", activity, "prov:entity", tables),
    }
    text = json.dumps(document, ensure_ascii=False, indent=1)
    write_atomically(path, f"{text}\n".encode())
    return [path]


def _told(row: dict[str, Any], *names: str) -> dict[str, str]:
    return {f"fb:{name}": str(row[name]) for name in names if row.get(name) is not None}


def _links(mark: str, one: str, place: str, other: str, many: list[str]) -> Part:
    return {
        f"_:{mark}{number}": {one: place, other: each}
        for number, each in enumerate(many, start=1)
    }
