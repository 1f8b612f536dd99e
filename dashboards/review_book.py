"""Rows to look over in, a workbook that people can fill in out.

Every cell is written as text or number, never as a formula: what a respondent wrote
must not run. Only the answers can be changed; the rest is locked, without password.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter

from domain.cells import guarded
from domain.review_sheets import DECISION_COLUMNS, SHEETS, Column, Sheet, review_texts

Rows = Sequence[Mapping[str, Any]]
_MOST_CELL = 2000
_SPARE = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}


def draw_review_book(
    tables: Mapping[Sheet, Rows], *, decisions: Rows, language: str
) -> bytes:
    """Return the workbook: a guide, a sheet per subject, and the earlier decisions."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, _SPARE)
    texts = review_texts()[language]
    _draw_guide(book, texts)
    for sheet, columns in SHEETS.items():
        _draw_sheet(book, str(texts["sheets"][sheet]), columns, tables[sheet], texts)
    name = str(texts["sheets"]["decisions"])
    _draw_sheet(book, name, DECISION_COLUMNS, decisions, texts)
    book.close()
    return target.getvalue()


def draw_review_csv(sheet: Sheet, rows: Rows, *, language: str) -> bytes:
    """Return one sheet as CSV; a cell that would run gets a quote in front."""
    texts = review_texts()[language]
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow([texts["columns"][column.key] for column in SHEETS[sheet]])
    for row in rows:
        shown = [_shown(row.get(c.key), c, texts) for c in SHEETS[sheet]]
        writer.writerow([guarded(c) if isinstance(c, str) else c for c in shown])
    return text.getvalue().encode("utf-8-sig")


def _draw_guide(book: Any, texts: Mapping[str, Any]) -> None:
    page = book.add_worksheet(str(texts["sheets"]["guide"]))
    page.set_column(0, 0, 90)
    page.set_column(1, 1, 40)
    page.write_string(0, 0, texts["guide"]["title"], book.add_format(_TITLE))
    page.write_string(2, 0, texts["guide"]["filled_by"], book.add_format({"bold": 1}))
    page.write_blank(2, 1, None, book.add_format(_ANSWER))
    plain = book.add_format({"text_wrap": True})
    for number, line in enumerate(texts["guide"]["lines"], start=4):
        page.write_string(number, 0, line, plain)
    page.protect("", {"format_columns": True})


def _draw_sheet(
    book: Any,
    name: str,
    columns: Sequence[Column],
    rows: Rows,
    texts: Mapping[str, Any],
) -> None:
    page = book.add_worksheet(name)
    heading = book.add_format(_HEADING)
    formats = {True: book.add_format(_ANSWER), False: book.add_format(_TOLD)}
    for at, column in enumerate(columns):
        page.set_column(at, at, column.width, None, {"hidden": column.is_hidden})
        page.write_string(0, at, texts["columns"][column.key], heading)
        for number, row in enumerate(rows, start=1):
            cell = _shown(row.get(column.key), column, texts)
            _write_cell(page, number, at, cell, formats[column.is_answer])
        if column.choices and rows:
            labels = [texts["choices"][choice] for choice in column.choices]
            page.data_validation(
                1, at, len(rows), at, {"validate": "list", "source": labels}
            )
    page.freeze_panes(1, 2 if columns[0].is_hidden else 1)
    page.autofilter(0, 0, max(1, len(rows)), len(columns) - 1)
    page.protect("", _ALLOWED)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _write_cell(page: Any, row: int, at: int, cell: str | float, form: Any) -> None:
    if cell == "":
        page.write_blank(row, at, None, form)
    elif isinstance(cell, str):
        page.write_string(row, at, cell, form)
    else:
        page.write_number(row, at, cell, form)


def _shown(value: Any, column: Column, texts: Mapping[str, Any]) -> str | float:
    """Return what a cell shows: the word for a choice, a number, or a text."""
    if value is None or value == "":
        return ""
    if isinstance(value, int | float):
        return value
    text = str(value)
    if column.key == "field":
        return str(texts["columns"].get(text, text))[:_MOST_CELL]
    is_word = column.choices or column.key in _WORDS
    return str(texts["choices"].get(text, text) if is_word else text)[:_MOST_CELL]


_WORDS = frozenset(("kind", "status", "sector", "reason", "about", "effect", "value"))
_TITLE = {"bold": True, "font_size": 16}
_HEADING = {
    "bold": True,
    "text_wrap": True,
    "valign": "top",
    "bg_color": "#1F3A4D",
    "font_color": "#FFFFFF",
    "border": 1,
    "border_color": "#C8D0D6",
}
_TOLD = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#C8D0D6"}
_ANSWER = {**_TOLD, "bg_color": "#FFF6CC", "locked": False}
_ALLOWED = {
    "autofilter": True,
    "sort": True,
    "format_columns": True,
    "format_rows": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}
