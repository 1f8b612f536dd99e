"""Codebook text (TOML) in, checked themes with a version hash out.

A codebook is one file that a researcher edits by hand: every mistake is reported with
the theme and the key it stands in, and nothing in the file is silently ignored.
"""

import hashlib
import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from domain.codebook_lines import (
    EXAMPLE_KEYS,
    OPTIONAL_TEXT_KEYS,
    PART_KEYS,
    TERM_KEYS,
    TEXT_KEYS,
)
from domain.errors import CodebookInvalid
from domain.foreign_words import toml_place
from domain.toml_mistakes import toml_advice
from nlp.word_forms import SHORTEST_PART, plain_form

# A term means one thing in its theme, so these lists may not share one. A part may be
# light by itself: "woning" is, "woningmarkt" is not.
RIVAL_KEYS = ("words", "phrases", "weak", "words_en", "words_fy")
RIVALS = (
    (*RIVAL_KEYS, "parts"),
    (*RIVAL_KEYS, "light"),
    ("parts", "parts_modifier", "light_modifier"),
)
KNOWN_VERSION = 1
BOOK_KEYS = ("version", "language", "themes")


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme: what it means, the terms that point to it, and its test sentences.

    Terms are lemmas. `words` match whole word forms, `parts` also inside compounds
    (`parts_head` and `parts_modifier` only there, at the end and at the start),
    `light` and `light_modifier` (at the start of a compound) count half: they are often
    said in passing. A part that is also light counts half by itself and in full inside
    a compound.
    `weak` and `weak_parts` count only beside a term that is not weak.
    """

    theme_id: str
    label_nl: str
    label_en: str
    definition: str
    definition_en: str
    include: str
    exclude: str
    top_code: str
    words: tuple[str, ...]
    parts: tuple[str, ...] = ()
    parts_head: tuple[str, ...] = ()
    parts_modifier: tuple[str, ...] = ()
    light_modifier: tuple[str, ...] = ()
    weak_parts: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    light: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    words_en: tuple[str, ...] = ()
    words_fy: tuple[str, ...] = ()
    exclude_words: tuple[str, ...] = ()
    hit: tuple[str, ...] = field(default=())
    miss: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Codebook:
    """All themes in the order of the file, and the hash of what they say."""

    themes: tuple[Theme, ...]
    version_hash: str


def default_codebook_text() -> str:
    """Returns the text of the codebook that is shipped with the project."""
    return Path(__file__).with_name("codebook.toml").read_text(encoding="utf-8")


def load_codebook(text: str | bytes, *, name: str = "codebook.toml") -> Codebook:
    """Returns the checked codebook, or raises CodebookInvalid at its first mistake."""
    try:
        words = text if isinstance(text, str) else text.decode()
    except UnicodeDecodeError:
        raise CodebookInvalid("codebook_no_utf8", where=name) from None
    try:
        book = tomllib.loads(words)
    except tomllib.TOMLDecodeError as error:
        raise CodebookInvalid(
            "codebook_no_toml",
            where=name,
            place=toml_place(error),
            advice=toml_advice(words, error),
        ) from error
    _check_keys(book, BOOK_KEYS, where=name)
    if book.get("version") != KNOWN_VERSION:
        raise CodebookInvalid(
            "codebook_version_unknown", where=name, known=KNOWN_VERSION
        )
    tables = book.get("themes")
    if not isinstance(tables, dict) or not tables:
        raise CodebookInvalid("codebook_empty", where=name)
    themes = tuple(
        _theme_from_table(theme_id, table, where=f"{name} [themes.{theme_id}]")
        for theme_id, table in tables.items()
    )
    return Codebook(themes=themes, version_hash=_content_hash(book))


def _theme_from_table(theme_id: str, table: object, *, where: str) -> Theme:
    if not isinstance(table, dict):
        raise CodebookInvalid("theme_no_table", where=where, theme_id=theme_id)
    _check_keys(table, (*TEXT_KEYS, *TERM_KEYS, "examples"), where=where)
    texts: dict[str, Any] = _texts(table, where=where)
    terms: dict[str, Any] = {key: _terms(table, key, where=where) for key in TERM_KEYS}
    _check_terms(terms, where=where)
    examples = table.get("examples", {})
    if not isinstance(examples, dict):
        examples = {}
    _check_keys(examples, EXAMPLE_KEYS, where=f"{where} examples")
    hit, miss = (
        _filled_list(examples, key, where=f"{where} examples") for key in EXAMPLE_KEYS
    )
    return Theme(theme_id=theme_id, **texts, **terms, hit=hit, miss=miss)


def _check_keys(
    table: Mapping[str, Any], known: tuple[str, ...], *, where: str
) -> None:
    for key in table:
        if key not in known:
            raise CodebookInvalid(
                "codebook_key_unknown", where=where, key=key, known=known
            )


def _texts(table: Mapping[str, Any], *, where: str) -> dict[str, str]:
    """Returns the texts of a theme; all that are missing are told at once."""
    values = {key: table.get(key, "") for key in TEXT_KEYS}
    texts = {k: v.strip() for k, v in values.items() if isinstance(v, str)}
    missing = [
        key
        for key in TEXT_KEYS
        if not texts.get(key) and (key not in OPTIONAL_TEXT_KEYS or key not in texts)
    ]
    if missing:
        raise CodebookInvalid(
            "codebook_text_missing",
            where=where,
            key="', '".join(missing),
            count=len(missing),
        )
    return texts


def _terms(table: Mapping[str, Any], key: str, *, where: str) -> tuple[str, ...]:
    if key == "words":
        return _filled_list(table, key, where=where)
    return _strings(table.get(key, []), key, where=where)


def _filled_list(table: Mapping[str, Any], key: str, *, where: str) -> tuple[str, ...]:
    values = _strings(table.get(key, []), key, where=where)
    if not values:
        raise CodebookInvalid("codebook_list_missing", where=where, key=key)
    return values


def _strings(values: object, key: str, *, where: str) -> tuple[str, ...]:
    listed = values if isinstance(values, list) else [None]
    texts = tuple(value.strip() for value in listed if isinstance(value, str))
    if len(texts) < len(listed) or "" in texts:
        raise CodebookInvalid("codebook_no_list", where=where, key=key)
    return texts


def _check_terms(terms: Mapping[str, tuple[str, ...]], *, where: str) -> None:
    for key in TERM_KEYS:
        _check_duplicates(((key, term) for term in terms[key]), where=where)
    for keys in RIVALS:
        rivals = ((key, term) for key in keys for term in terms[key])
        _check_duplicates(rivals, where=where)
    for key in PART_KEYS:
        for term in terms[key]:
            if len(plain_form(term)) < SHORTEST_PART or " " in term:
                raise CodebookInvalid(
                    "codebook_part_short",
                    where=where,
                    term=term,
                    key=key,
                    least=SHORTEST_PART,
                )


def _check_duplicates(terms: Iterator[tuple[str, str]], *, where: str) -> None:
    seen: dict[str, str] = {}
    for key, term in terms:
        # Capitals tell an abbreviation ("RES") from a word, so they count here.
        plain = term if term.isupper() else plain_form(term)
        if plain in seen:
            raise CodebookInvalid(
                "codebook_term_twice",
                where=where,
                term=term,
                key=key,
                other=seen[plain],
            )
        seen[plain] = key


def _content_hash(book: Mapping[str, Any]) -> str:
    """Hashes what the codebook says: comments, order and spacing do not matter."""
    canonical = json.dumps(_sorted_lists(book), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()


def _sorted_lists(value: object) -> object:
    if isinstance(value, dict):
        return {key: _sorted_lists(inner) for key, inner in value.items()}
    return sorted(map(str, value)) if isinstance(value, list) else value
