"""A question in SQL in, its answer as a table, CSV or JSON out."""

import csv
import json
import math
import sys
from collections.abc import Mapping
from decimal import Decimal
from itertools import chain, count
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from dashboards.exports.cells import safe_cell
from domain.errors import FeitenbasisError, WrongUse
from domain.phrases import phrase
from domain.workspace import Workspace
from flows.found_workspace import find_workspace
from flows.screen_words import words
from flows.screens import wide_console
from flows.spare_words import refuse_spare_words
from flows.spoken import language, spoken
from warehouse.answers import Answer
from warehouse.publishing import BASE_NAME
from warehouse.query_apart import BaseApart, open_apart
from warehouse.saved_questions import saved_questions

_MOST_ROWS = 200
_WIDEST_CELL = 80
_WORDS = ("hulp", "help", "?")
_TABLES = (
    "SELECT table_name, comment FROM duckdb_tables() UNION ALL "
    "SELECT view_name, comment FROM duckdb_views() WHERE NOT internal ORDER BY ALL"
)
_STOP = ("stop", "exit", "quit", ".exit", ".quit")


def ask(folder: Path, query: str | None, *, form: str, of_team: bool) -> None:
    """Answer one query, or open a prompt when there is none."""
    workspace = find_workspace(folder)
    with open_apart(_file(workspace, of_team=of_team)) as base:
        if query is None:
            _prompt(base)
        else:
            show(base.ask(_saved(query)), form=form)


def refuse_spare(
    query: str | None, forms: Mapping[str, bool], *, is_list: bool, of_team: bool
) -> None:
    """Raise ``WrongUse`` for words that a list, a prompt or another form ignores."""
    others = {**forms, "--warehouse": of_team}
    if is_list:
        asked = {query or "": bool(query)}
        refuse_spare_words(asked | others, beside="--questions", command="sql")
    if query is None and not is_list:
        refuse_spare_words(forms, beside=phrase("the_prompt"), command="sql")
    first, *more = forms
    if forms[first]:
        left = {each: forms[each] for each in more}
        refuse_spare_words(left, beside=first, command="sql")


def _saved(query: str) -> str:
    """The SQL of a saved question where the query is its name."""
    by_name = {question.name: question.sql for question in saved_questions()}
    return by_name.get(query.strip(), query)


def list_questions() -> None:
    """List the saved questions with title, reader and text."""
    console, told = Console(highlight=False, soft_wrap=True), words()
    for question in saved_questions():
        title, explanation = question.told(language())
        reader = told.word("reader", question.reader)
        line = told.say("sql.question", name=question.name, title=title, reader=reader)
        console.print(line)
        console.print(f"  {explanation}")
        console.print(f"{question.sql}\n", markup=False)


def show(answer: Answer, *, form: str) -> None:
    """Write an answer to standard output as table, CSV or JSON."""
    if form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(answer.columns)
        writer.writerows([safe_cell(value) for value in row] for row in answer.rows)
    elif form == "json":
        rows = json_rows(answer)
        text = json.dumps(rows, ensure_ascii=False, allow_nan=False, indent=1)
        sys.stdout.write(f"{text}\n")
    else:
        _show_table(answer)


def json_rows(answer: Answer) -> list[dict[str, Any]]:
    """Return the rows as JSON can hold them, no column lost.

    Of columns with one name the second is ``name_2``. A decimal is a number, what is
    not finite is null, keys of a map are text.
    """
    columns: list[str] = []
    for name in answer.columns:
        spare = (f"{name}_{number}" for number in count(2))
        taken = {*columns, *answer.columns} if name in columns else ()
        columns.append(next(each for each in chain([name], spare) if each not in taken))
    return [
        dict(zip(columns, map(_json_value, row), strict=True)) for row in answer.rows
    ]


def _json_value(value: Any) -> Any:
    if isinstance(value, Decimal):
        value = float(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(key): _json_value(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_json_value(each) for each in value]
    return value if isinstance(value, str | int | None) else str(value)


def table_of(answer: Answer) -> Table:
    """Return the first rows of an answer as the screen shows them."""
    table = Table(*answer.columns)
    for row in answer.rows[:_MOST_ROWS]:
        table.add_row(*(_cell(value) for value in row))
    return table


def _show_table(answer: Answer) -> None:
    console = wide_console()
    console.print(table_of(answer))
    if len(answer.rows) > _MOST_ROWS:
        console.print(words().say("rows_shown", shown=_MOST_ROWS, all=len(answer.rows)))


def _cell(value: Any) -> str:
    text = "" if value is None else str(value).replace("\n", " ")
    return text if len(text) <= _WIDEST_CELL else f"{text[:_WIDEST_CELL]}…"


def _prompt(base: BaseApart) -> None:
    console = Console(highlight=False, markup=False)
    for key in ("prompt", "leave"):
        console.print(words().say(f"sql.{key}"))
    while True:
        try:
            line = input("sql> ").strip()
        except EOFError:
            return
        if line.lower() in _STOP:
            return
        if line:
            _answer_line(base, line)


def _answer_line(base: BaseApart, line: str) -> None:
    query = _TABLES if line.lower() in _WORDS else line
    try:
        _show_table(base.ask(query))
    except FeitenbasisError as error:
        sys.stderr.write(f"{spoken(error)}\n")


def _file(workspace: Workspace, *, of_team: bool) -> Path:
    if not of_team:
        return workspace.current / BASE_NAME
    if not workspace.warehouse_file.is_file():
        raise WrongUse("no_warehouse_yet", where=str(workspace.root))
    return workspace.warehouse_file
