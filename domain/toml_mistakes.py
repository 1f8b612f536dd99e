"""A text that is no TOML and what the reader says of it in, what to do about it out."""

import re
from collections.abc import Callable

from domain.phrases import Phrase, phrase

_LINE = re.compile(r"\(at line (\d+), column (\d+)\)$")
_NAME = re.compile(r"\((.+)\) twice|key '(.+)' \(at")
_BACKSLASH, _CURLY = "\\", "“”„‟‘’"


def toml_advice(text: str, error: Exception) -> Phrase:
    """Return what to do about the mistake at which the reader stopped.

    The reader tells in English only, and where it stopped rather than what was meant;
    the line itself says more. Nothing of a value is repeated.
    """
    said = str(error)
    found = _LINE.search(said)
    lines = text.split("\n")
    line = lines[int(found[1]) - 1] if found else lines[-1]
    at = int(found[2]) - 1 if found else len(line)
    for words, advise in _ADVICE.items():
        if re.match(words, said):
            return advise(said, line, at)
    return phrase("toml_as_example")


def _table_twice(said: str, _line: str, _at: int) -> Phrase:
    parts = _NAME.search(said)
    names = re.findall(r"'([^']*)'", parts[1]) if parts else []
    return phrase("toml_table_twice", name=".".join(names))


def _key_twice(_said: str, line: str, _at: int) -> Phrase:
    name = line.strip().partition("=")[0].strip(" []")
    is_name = re.fullmatch(r"[\w.-]+", name)
    return phrase("toml_key_twice", name=name) if is_name else phrase("toml_name_twice")


def _text_ended(_said: str, line: str, _at: int) -> Phrase:
    return phrase("toml_backslash" if _BACKSLASH in line else "toml_quote_missing")


def _no_value(_said: str, line: str, at: int) -> Phrase:
    value = line[at:].strip()
    if value.startswith(tuple(_CURLY)):
        return phrase("toml_curly_quotes")
    if value.partition(" ")[0].lower() in ("true", "false"):
        return phrase("toml_true_false")
    return phrase("toml_quote_missing" if value else "toml_value_missing")


def _more_behind(_said: str, line: str, at: int) -> Phrase:
    value = line[:at].partition("=")[2].strip()
    if value.startswith(("'", '"')):
        return phrase("toml_quote_inside")
    rest = value + line[at:].split("#")[0].strip()
    return phrase("toml_date" if re.match(r"\d+[-/]\d", rest) else "toml_rest_of_line")


_ADVICE: dict[str, Callable[[str, str, int], Phrase]] = {
    "Cannot declare": _table_twice,
    "Cannot overwrite|Cannot mutate|Cannot redefine|Duplicate": _key_twice,
    "Unescaped|Invalid hex|Escaped": lambda *_: phrase("toml_backslash"),
    r"Illegal character|Unterminated|Expected \"|Expected '[^=\]]": _text_ended,
    "Expected '='": lambda *_: phrase("toml_equals_missing"),
    "Invalid value": _no_value,
    "Expected newline": _more_behind,
    "Unclosed": lambda *_: phrase("toml_bracket_missing"),
    "Expected '?\\]": lambda *_: phrase("toml_bracket_missing"),
    "Invalid statement|Invalid initial": lambda *_: phrase("toml_as_example"),
}
"""By the first words of what the reader says; the order matters."""
