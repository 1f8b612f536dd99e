"""The bytes of a table that packs its cells in, the texts in those cells out."""

import io
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow.parquet as pq

from domain.seals import unsealed

_ROWS = 20_000
_WAL_MARKS = slice(18, 20)
"""Where a file of SQLite says that a log belongs to it; bytes alone have none."""


def parquet_cells(data: bytes) -> Iterator[bytes]:
    """Yield the texts of a Parquet file, column by column."""
    table = pq.ParquetFile(io.BytesIO(unsealed(data)))
    for batch in table.iter_batches(batch_size=_ROWS):
        for column in batch.columns:
            yield joined_texts(column.to_pylist())


def sqlite_cells(data: bytes) -> Iterator[bytes]:
    """Yield the texts of an SQLite file, table by table."""
    image = bytearray(data)
    image[_WAL_MARKS] = b"\x01\x01"
    connection = sqlite3.connect(":memory:")
    try:
        connection.deserialize(bytes(image))
        # Bytes: a text that is no UTF-8 must not end the search.
        connection.text_factory = bytes
        tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0"
        for (name,) in connection.execute(tables).fetchall():
            quoted = name.decode().replace('"', '""')
            cursor = connection.execute(f'SELECT * FROM "{quoted}"')  # noqa: S608
            while rows := cursor.fetchmany(_ROWS):
                yield joined_texts(rows)
    finally:
        connection.close()


def joined_texts(values: Iterable[Any]) -> bytes:
    """Return every text in these values as one part, each on a line of its own."""
    return b"\n".join(_texts(values))


def _texts(value: Any) -> Iterator[bytes]:
    if isinstance(value, str):
        yield value.encode("utf-8", "replace")
    elif isinstance(value, bytes):
        yield value
    elif isinstance(value, dict):
        yield from _texts(value.items())
    elif hasattr(value, "__iter__"):
        for each in value:
            yield from _texts(each)
