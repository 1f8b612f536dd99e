"""Responses in, the JSON and CSV files that LimeSurvey 6 writes of them out."""

import json

from sources.demo.opinions import Answers, Value


def draw_json(rows: tuple[Answers, ...]) -> bytes:
    """Draw the JSON export: code headings, short answers, PHP's escapes."""
    written = ",".join(_json_row(row) for row in rows)
    return f'{{"responses": [{written}]}}'.encode("ascii")


def draw_csv(rows: tuple[Answers, ...]) -> bytes:
    """Draw the CSV export: BOM, semicolons, CRLF and a stray blank last line."""
    head = ";".join(_csv_cell(name) for name in rows[0])
    lines = [";".join(map(_csv_cell, row.values())) for row in rows]
    return ("\ufeff" + "\r\n".join((head, *lines)) + "\r\n\r\n").encode()


def _json_row(row: Answers) -> str:
    return json.dumps(row, separators=(",", ":")).replace("/", "\\/")


def _csv_cell(value: Value) -> str:
    """Quote a value; what was never reached stays bare."""
    if value is None:
        return ""
    return '"' + str(value).replace("\r\n", "\n").replace('"', '""') + '"'
