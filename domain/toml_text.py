"""Texts and lists in, lines of TOML out: the standard library only reads it."""

import json
import re
from collections.abc import Sequence

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_WIDTH = 88


def toml_string(text: str) -> str:
    """Return a basic string; what JSON escapes TOML reads, and it wants DEL too."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def toml_list(values: Sequence[str]) -> str:
    """Return a list on one line, or a text per line so that changes show well."""
    line = f"[{', '.join(map(toml_string, values))}]"
    if len(line) <= _WIDTH:
        return line
    return "\n".join(["[", *(f"  {toml_string(value)}," for value in values), "]"])


def toml_key(name: str) -> str:
    """Return a key, quoted where TOML wants that."""
    return name if _BARE_KEY.fullmatch(name) else toml_string(name)
