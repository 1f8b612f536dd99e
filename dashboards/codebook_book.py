"""The lines of a codebook in, a workbook or CSV that people can edit out."""

import csv
import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from domain.cells import guarded
from domain.codebook_lines import LINE_KEYS, CodebookLine, exchange_texts

_SPARE = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
_WIDTHS = (22, 18, 110)
_ROOM_FOR_NEW = 1000
_WRAPPED = {"text_wrap": True, "valign": "top", "quote_prefix": True}
_HEADING = {"bold": True, "bg_color": "#1F3A4D", "font_color": "#FFFFFF"}


def draw_codebook_csv(lines: Sequence[CodebookLine], *, language: str) -> bytes:
    """Return the lines as CSV; a cell that would run gets a quote in front."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(exchange_texts()[language]["headings"].values())
    for line in lines:
        writer.writerow(map(guarded, (line.theme_id, line.key, line.value)))
    return text.getvalue().encode("utf-8-sig")


def draw_codebook_book(lines: Sequence[CodebookLine], *, language: str) -> bytes:
    """Return a workbook: the lines, and what each kind of line means.

    Every cell is written as text, so that nothing runs and nothing becomes a date.
    """
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, _SPARE)
    texts = exchange_texts()[language]
    page = book.add_worksheet(texts["sheet"])
    heading, wrapped = book.add_format(_HEADING), book.add_format(_WRAPPED)
    for at, name in enumerate(texts["headings"].values()):
        page.set_column(at, at, _WIDTHS[at], wrapped)
        page.write_string(0, at, name, heading)
    for number, line in enumerate(lines, start=1):
        for at, cell in enumerate((line.theme_id, line.key, line.value)):
            page.write_string(number, at, cell, wrapped)
    last = len(lines) + _ROOM_FOR_NEW
    choice = {"validate": "list", "source": list(LINE_KEYS)}
    page.data_validation(1, 1, last, 1, choice)
    page.autofilter(0, 0, len(lines), 2)
    page.freeze_panes(1, 0)
    _draw_guide(book, texts, formats=(heading, wrapped))
    book.close()
    return target.getvalue()


def _draw_guide(book: Any, texts: dict[str, Any], *, formats: tuple[Any, Any]) -> None:
    page = book.add_worksheet(texts["guide_sheet"])
    heading, wrapped = formats
    page.set_column(0, 0, 22)
    page.set_column(1, 1, 90)
    page.write_string(0, 0, texts["title"], heading)
    for number, (key, meaning) in enumerate(texts["guide"].items(), start=1):
        page.write_string(number, 0, "" if key == "intro" else key, wrapped)
        page.write_string(number, 1, meaning, wrapped)
