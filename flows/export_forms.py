"""The names of the forms that `export` writes, light enough for the command line."""

from enum import StrEnum


class ExportForm(StrEnum):
    """A form of the published base for another program."""

    PARQUET = "parquet"
    CSV = "csv"
    XLSX = "xlsx"
    GRAPHML = "graphml"
    PROV = "prov"
