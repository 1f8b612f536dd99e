"""Rows by heading in, the files LimeSurvey writes of them by hand out."""

import io
import json
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]
_SPACES = " \t\n\r\0\x0b"
"""What PHP's ``trim`` takes away."""


def as_json(rows: Sequence[Row]) -> bytes:
    """Return a JSON export."""
    return json.dumps({"responses": list(rows)}).encode()


def as_csv(rows: Sequence[Row], separator: str = ";", *, is_old: bool = False) -> bytes:
    """Return a CSV: nothing for null, else quotes; ``is_old`` quotes null too."""
    lines = [separator.join(_quoted(name) for name in rows[0])]
    for row in rows:
        cells = (
            "" if value is None and not is_old else _quoted(_text(value))
            for value in row.values()
        )
        lines.append(separator.join(cells))
    return ("\ufeff" + "\r\n".join(lines) + "\r\n\r\n").encode()


def as_vv(
    rows: Sequence[Row], headings: Mapping[str, str], *, is_plain: bool = False
) -> bytes:
    """Return a VV file with ``headings`` for the codes of its second row.

    ``is_plain`` leaves quotes out, as versions before PHP's own writer did.
    """
    write = _plain if is_plain else _php_line
    lines = [
        write([f'Vraag "{name}"' for name in rows[0]]),
        write([headings.get(name, name) for name in rows[0]]),
        *(write([_vv_cell(name, row[name]) for name in row]) for row in rows),
    ]
    return ("\n".join(lines) + "\n").encode()


def as_r(
    rows: Sequence[Row], names: Mapping[str, str], types: Mapping[str, str]
) -> tuple[bytes, bytes]:
    """Return data and syntax; ``types`` by heading, for columns that hold numbers."""
    numbers = {heading: _R_NUMBERS.get(kind, {}) for heading, kind in types.items()}
    lines = [",".join(_quoted(f"Vraag {name}") for name in rows[0])]
    for row in rows:
        cells = (_r_cell(row[name], numbers.get(name, {})) for name in row)
        lines.append(",".join(cells))
    syntax = ['data <- read.csv("survey_7_R_data_file.csv", quote = "\'\\"")', ""]
    for place, name in enumerate(rows[0], start=1):
        syntax.append(f"data[, {place}] <- as.character(data[, {place}])")
        levels = [number for number in numbers.get(name, {}).values() if number != ""]
        if levels:
            listed, labels = ",".join(levels), ", ".join('"x (y)"' for _ in levels)
            syntax.append(
                f"data[, {place}] <- factor(data[, {place}], levels=c({listed}),"
                f"labels=c({labels}))"
            )
        written = re.sub(r"^(?![A-Za-z])", "q_", names.get(name, name))
        syntax.append(f'names(data)[{place}] <- "{written}"')
    data = "\ufeff" + "\r\n".join(lines) + "\r\n\r\n"
    return data.encode(), "\n".join(syntax).encode()


def as_archive(parts: Mapping[str, bytes]) -> bytes:
    """Return a zip."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return packed.getvalue()


_R_NUMBERS: dict[str, dict[str | None, str]] = {
    "Y": {"Y": "1", "N": "2", "": ""},
    "C": {"Y": "1", "N": "2", "U": "3", "": ""},
    "E": {"I": "1", "S": "2", "D": "3", "": ""},
    "G": {"F": "1", "M": "2", "": ""},
    "M": {"Y": "1", "": "0"},
    "P": {"Y": "1", "": "0"},
}


def _r_cell(value: Any, numbers: Mapping[str | None, str]) -> str:
    if value is None:
        return '""' if numbers else ""
    return _quoted(numbers.get(value, _text(value)))


def _text(value: Any) -> str:
    text = "" if value is None else str(value)
    return re.sub(r"\r\n|\n|\r|\x0b|\x0c|\x85|\u2028|\u2029", "\n", text)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _vv_cell(name: str, value: Any) -> str:
    if value is None or (name == "submitdate" and not value):
        return "{question_not_shown}"
    text = str(value).strip(_SPACES).replace("{", "{lbrace}")
    for sign, word in (("\n", "{newline}"), ("\r", "{cr}"), ("\t", "{tab}")):
        text = text.replace(sign, word)
    return re.sub('^"', "{quote}", text)


def _plain(cells: Iterable[str]) -> str:
    return "\t".join(cells)


def _php_line(cells: Iterable[str]) -> str:
    return "\t".join(_php_cell(cell) for cell in cells)


def _php_cell(text: str) -> str:
    """Return a cell as PHP's ``fputcsv`` writes it: after a backslash, no doubling."""
    if not re.search(r'[\t"\\\n\r ]', text):
        return text
    written, is_escaped = "", False
    for sign in text:
        if sign == "\\":
            is_escaped = True
        elif sign == '"' and not is_escaped:
            written += '"'
        else:
            is_escaped = False
        written += sign
    return f'"{written}"'
