"""A published base in, a folder of Parquet files with its types out."""

import io
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from dashboards.exports.published_tables import PublishedTable, published_tables
from domain.storage import write_atomically
from warehouse.query import Base

_TYPES = {
    "VARCHAR": pa.string(),
    "BOOLEAN": pa.bool_(),
    "BIGINT": pa.int64(),
    "DOUBLE": pa.float64(),
    "DATE": pa.date32(),
    "TIMESTAMP": pa.timestamp("us"),
}


def write_parquet(base: Base, folder: Path) -> list[Path]:
    """Write one file per table."""
    written = []
    for table in published_tables(base):
        packed = io.BytesIO()
        pq.write_table(_arrow(table), packed)
        path = folder / f"{table.name}.parquet"
        write_atomically(path, packed.getvalue())
        written.append(path)
    return written


def _arrow(table: PublishedTable) -> pa.Table:
    columns = list(zip(*table.rows, strict=True)) or [()] * len(table.columns)
    return pa.table(
        {
            name: pa.array(values, type=_type(kind))
            for name, kind, values in zip(
                table.columns, table.types, columns, strict=True
            )
        }
    )


def _type(kind: str) -> pa.DataType:
    inner = kind.removesuffix("[]")
    return pa.list_(_TYPES[inner]) if inner != kind else _TYPES[kind]
