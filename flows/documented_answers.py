"""A page with questions in SQL and a base in, the page with its answers out.

Run as a module with a base and pages (``make answers``), it writes the answers anew. A
page asks in three ways: an ``sql`` block with a table below it, a command ``sql "…"``
with what the screen shows below it, and a mark in a sentence, ``<!-- SELECT … -->``,
with the one value up to ``<!-- end -->``.
"""

import io
import re
import sys
from pathlib import Path
from typing import Any

from rich.console import Console

from flows.asking import table_of
from warehouse.query import Answer, Base, open_base

_SHOWN = re.compile(
    r"```sql\n(?P<sql>.*?)```\n\n(?P<answer>(?:\|[^\n]*\|\n)+)", re.DOTALL
)
_TYPED = re.compile(
    r'(?P<asked>feitenbasis -C demo sql "(?P<sql>SELECT [^"]*)"\n)'
    r"(?P<answer>[^`]*?)(?P<rest>\n\n|```)"
)
_SAID = re.compile(
    r"(?P<asked><!-- (?P<sql>SELECT .*?) -->)(?P<answer>.*?)(?P<rest><!-- end -->)",
    re.DOTALL,
)
_WIDE = 200


def answered(page: str, base: Base) -> str:
    """Return ``page`` with every question answered by ``base``."""
    page = _SHOWN.sub(lambda shown: _shown(shown, base), page)
    page = _TYPED.sub(lambda typed: _with(typed, _screen(typed, base)), page)
    return _SAID.sub(lambda said: _with(said, _value(said, base)), page)


def _shown(shown: re.Match[str], base: Base) -> str:
    return f"```sql\n{shown['sql']}```\n\n{_table(base.ask(shown['sql']))}"


def _with(found: re.Match[str], answer: str) -> str:
    return f"{found['asked']}{answer}{found['rest']}"


def _screen(typed: re.Match[str], base: Base) -> str:
    out = io.StringIO()
    table = table_of(base.ask(typed["sql"]))
    Console(file=out, width=_WIDE, highlight=False, markup=False).print(table)
    return out.getvalue()


def _value(said: re.Match[str], base: Base) -> str:
    """Return the one value of a question, and refuse more: a sentence has no table."""
    ((value,),) = base.ask(said["sql"]).rows
    return _cell(value)


def _table(answer: Answer) -> str:
    rows = [answer.columns, *answer.rows]
    lines = [f"| {' | '.join(_cell(value) for value in row)} |\n" for row in rows]
    lines.insert(1, f"|{'---|' * len(answer.columns)}\n")
    return "".join(lines)


def _cell(value: Any) -> str:
    text = "" if value is None else str(value)
    return " ".join(text.replace("|", "\\|").split())


def _main(base_file: Path, *pages: Path) -> None:
    with open_base(base_file) as base:
        for page in pages:
            text = answered(page.read_text(encoding="utf-8"), base)
            page.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    _main(*map(Path, sys.argv[1:]))
