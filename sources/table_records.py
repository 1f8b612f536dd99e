"""The bytes of a CSV or of an XLSX in, the cells of its rows out."""

import io
from collections import Counter
from collections.abc import Iterator

from domain.phrases import Phrase, phrase
from sources.whole_csv import whole_csv_rows

_SEPARATORS = ";,\t"
"""Of two that stand equally often in the first row the first counts."""
_LINE_ENDS = "\r\n"


class NoTable(ValueError):
    """The bytes are no table: no workbook, or no text that this program knows."""

    def __init__(self, reason: Phrase, *, kind: str) -> None:
        """Keep what is the matter, and the name of what was stumbled over."""
        super().__init__(kind)
        self.reason, self.kind = reason, kind


def csv_records(data: bytes, *, skips_blanks: bool = False) -> Iterator[list[str]]:
    """Yield the rows of a CSV, whichever separator and letters it was saved with.

    ``skips_blanks`` takes a quote after blanks for the opening of a cell. Raises
    ``UnreadableRow`` where the file was cut off, ``NoTable`` where it is no text.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What a spreadsheet on Windows writes when nobody tells it otherwise.
        text = data.decode("cp1252", "replace")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise NoTable(phrase("no_utf8_text"), kind="UnicodeDecodeError")
    separator = separator_of(text)
    yield from whole_csv_rows(text, delimiter=separator, skips_blanks=skips_blanks)


def sheet_records(data: bytes) -> Iterator[list[str]]:
    """Yield the rows of a workbook's first sheet; raise ``NoTable`` for none."""
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for row in book.worksheets[0].iter_rows(values_only=True):
            yield ["" if cell is None else str(cell) for cell in row]
    except Exception as error:
        # The library raises whatever the file made it stumble over.
        reason, kind = phrase("no_whole_workbook"), type(error).__name__
        raise NoTable(reason, kind=kind) from error


def separator_of(text: str) -> str:
    """Return what stands between the cells of the first row, outside quotes."""
    found: Counter[str] = Counter()
    is_quoted, before = False, ""
    for sign in text:
        if sign == '"' and (is_quoted or before in ("", '"', *_SEPARATORS)):
            is_quoted = not is_quoted
        elif sign in _LINE_ENDS and not is_quoted:
            break
        elif not is_quoted:
            found[sign] += 1
        before = before if sign == " " else sign
    return max(_SEPARATORS, key=found.__getitem__)
