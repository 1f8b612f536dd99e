"""A table of who is in figures in, a file of its owner alone out, and back.

The people are marks: keyed hashes. Whoever reads a damaged file as it stands would
compare a publication with people who were never in the one before.
"""

import io
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from domain.errors import StateDamaged
from domain.seals import sealed, unsealed
from domain.storage import write_atomically

_OWNER_ONLY = 0o600


def write_people(table: pa.Table, path: Path) -> None:
    """Write the table, readable to its owner only."""
    packed = io.BytesIO()
    pq.write_table(table, packed)
    write_atomically(path, sealed(packed.getvalue()), mode=_OWNER_ONLY)


def read_people(path: Path | None) -> pa.Table | None:
    """Return the table, or None where none was kept.

    Raises ``StateDamaged`` where the file cannot be read.
    """
    if path is None or not path.is_file():
        return None
    data = path.read_bytes()
    try:
        # Threads cost more than they bring for a table of this size.
        return pq.read_table(io.BytesIO(unsealed(data)), use_threads=False)
    except (ValueError, OSError, pa.ArrowException) as problem:
        raise StateDamaged("people_damaged", where=str(path)) from problem
