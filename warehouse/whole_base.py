"""A failure while a publication is built in, whose file it was out.

DuckDB says of a damaged block not in which file it is, and a build reads two: the
warehouse and the publication that readers have now.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from domain.errors import StateDamaged


@contextmanager
def blaming_earlier(base_file: Path | None) -> Iterator[None]:
    """Say of a failure inside the block that the earlier base is damaged, if it is.

    Raises ``StateDamaged`` then; any other error passes.
    """
    try:
        yield
    except duckdb.Error as error:
        if base_file is None or _is_whole(base_file):
            raise
        raise StateDamaged("base_damaged", where=str(base_file)) from error


def _is_whole(base_file: Path) -> bool:
    """Tell whether every block with rows can be read."""
    try:
        with duckdb.connect(str(base_file), read_only=True) as base:
            names = base.execute("SELECT table_name FROM duckdb_tables()").fetchall()
            for (name,) in names:
                base.execute(f'SELECT count(hash(each)) FROM "{name}" AS each')  # noqa: S608
    except duckdb.Error:
        return False
    return True
