"""A table in plain text in, its rows as readable passages out."""

import csv
import io
import re
from dataclasses import replace
from pathlib import Path

from domain.texts import DocumentText
from sources.documents.blocks import document_from_blocks
from sources.documents.broken_lines import cell_of_lines
from sources.documents.encodings import decoded
from sources.documents.refusals import DocumentRefused
from sources.documents.sheet_rows import blocks_of_rows
from sources.whole_csv import csv_lines, whole_csv_rows

_DELIMITERS = (";", "\t", ",", "|")
# What Excel writes and reads on the first line to say what stands between cells.
_DECLARED = re.compile(r"\A\s*\"?sep=([;,\t|])\"?[ \t]*(?:\r\n|\r|\n)", re.IGNORECASE)
_SAMPLED_ROWS = 50


def read_csv(path: Path) -> DocumentText:
    """Read a table.

    Raises ``DocumentRefused`` for one without text or structure, or that was cut off
    inside quotes.
    """
    found = decoded(path.read_bytes())
    text, delimiter = _delimited(found.text)
    rows = (
        [cell_of_lines(cell) for cell in row]
        for row in whole_csv_rows(text, delimiter=delimiter)
    )
    try:
        read = document_from_blocks(
            blocks_of_rows(rows), format_name="csv", findings=found.findings
        )
    except csv.Error as error:
        raise DocumentRefused("damaged") from error
    # A heading above one of several tables is no title of all.
    return replace(read, title="")


def _delimited(text: str) -> tuple[str, str]:
    """Return the rows, and the sign between cells: declared above them or found."""
    declared = _DECLARED.match(text)
    if declared:
        return text[declared.end() :], declared.group(1)
    return text, max(_DELIMITERS, key=lambda sign: _agreement(text, sign))


def _agreement(text: str, delimiter: str) -> tuple[float, int]:
    """How many sampled rows have the commonest width, and that width.

    A sign that cuts no row says nothing.
    """
    rows = csv_lines(io.StringIO(text, newline=""), delimiter=delimiter)
    widths: list[int] = []
    try:
        for row in rows:
            if row:
                widths.append(len(row))
            if len(widths) == _SAMPLED_ROWS:
                break
    except csv.Error:
        return 0.0, 0
    commonest = max(set(widths), key=widths.count, default=0)
    share = widths.count(commonest) / len(widths) if commonest > 1 else 0.0
    return share, commonest
