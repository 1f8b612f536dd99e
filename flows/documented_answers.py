"""A page with questions in SQL and a base in, the page with its answers out.

Run as a module with a base and pages (``make answers``), it writes the answers anew.
"""

import re
import sys
from pathlib import Path
from typing import Any

from warehouse.query import Answer, Base, open_base

_SHOWN = re.compile(
    r"```sql\n(?P<sql>.*?)```\n\n(?P<answer>(?:\|[^\n]*\|\n)+)", re.DOTALL
)


def answered(page: str, base: Base) -> str:
    """Return ``page`` with under every query the table that ``base`` answers with."""
    return _SHOWN.sub(lambda shown: _shown(shown, base), page)


def _shown(shown: re.Match[str], base: Base) -> str:
    return f"```sql\n{shown['sql']}```\n\n{_table(base.ask(shown['sql']))}"


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
