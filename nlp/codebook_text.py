"""A codebook in, its lines out; and lines in, the text of a codebook out."""

from collections.abc import Iterable, Iterator

from domain.codebook_lines import (
    EXAMPLE_KEYS,
    LINE_KEYS,
    TERM_KEYS,
    TEXT_KEYS,
    CodebookLine,
)
from domain.errors import CodebookInvalid
from domain.toml_text import toml_key, toml_list, toml_string
from nlp.codebook import KNOWN_VERSION, Codebook


def lines_from_codebook(codebook: Codebook) -> list[CodebookLine]:
    """Return every text, term and example of a codebook, in its order."""
    return [
        CodebookLine(theme.theme_id, key, value)
        for theme in codebook.themes
        for key in LINE_KEYS
        for value in _values(getattr(theme, key))
    ]


def codebook_text_from_lines(lines: Iterable[CodebookLine], *, where: str) -> str:
    """Return a codebook in TOML; whether it is a good one is for ``load_codebook``.

    Raises ``CodebookInvalid`` where a key is unknown or has a text too many.
    """
    themes: dict[str, dict[str, list[str]]] = {}
    for line in lines:
        place = f"{where} [themes.{line.theme_id}]"
        values = themes.setdefault(line.theme_id, {}).setdefault(line.key, [])
        values.append(line.value)
        if line.key not in LINE_KEYS:
            raise CodebookInvalid(
                "codebook_key_unknown", where=place, key=line.key, known=LINE_KEYS
            )
        if line.key in TEXT_KEYS and len(values) > 1:
            raise CodebookInvalid("codebook_text_twice", where=place, key=line.key)
    head = [f"version = {KNOWN_VERSION}", 'language = "nl"']
    tables = ["\n".join(_table(each, keys)) for each, keys in themes.items()]
    return "\n\n".join(["\n".join(head), *tables]) + "\n"


def _table(theme_id: str, keys: dict[str, list[str]]) -> Iterator[str]:
    name = toml_key(theme_id)
    texts = [(key, keys[key][0]) for key in TEXT_KEYS if key in keys]
    terms, examples = (
        [(key, keys[key]) for key in kind if key in keys]
        for kind in (TERM_KEYS, EXAMPLE_KEYS)
    )
    yield f"[themes.{name}]"
    yield from (f"{key} = {toml_string(text)}" for key, text in texts)
    yield from (f"{key} = {toml_list(values)}" for key, values in terms)
    if examples:
        yield f"[themes.{name}.examples]"
        yield from (f"{key} = {toml_list(values)}" for key, values in examples)


def _values(value: str | tuple[str, ...]) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,) if value else ()
    return value
