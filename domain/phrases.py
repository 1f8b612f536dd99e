"""A key and its values in, a sentence in Dutch or English out.

Rooms below the screen know no language: they name a sentence and fill in what differs.
Whoever shows it knows in which language. In logs and tests it is English.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Protocol, TypeAlias, runtime_checkable

DUTCH, ENGLISH = LANGUAGES = ("nl", "en")
_FORMS = re.compile(r"\{(\w+):([^{}|]*)\|([^{}|]*)\}")
_FOLDER = Path(__file__).parent / "sentences"


@runtime_checkable
class Tellable(Protocol):
    """What can be said in a language: a phrase, or an error."""

    def told(self, language: str) -> str:
        """Say it in this language."""
        ...


Value: TypeAlias = str | int | float | Tellable | Iterable["Value"]
"""What fills a sentence; of more than one, sentences have a semicolon in
between and other values a comma."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence, or a part of one, by its key in ``domain/sentences``."""

    key: str
    values: Mapping[str, Value]

    def told(self, language: str) -> str:
        """Say it in this language; a key without a sentence is shown itself."""
        sentence = sentences(language).get(self.key, self.key)
        shown = {name: _shown(value, language) for name, value in self.values.items()}
        return filled(sentence, **shown)

    def __str__(self) -> str:
        """Say it in English, for a log."""
        return self.told(ENGLISH)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Things to say one after the other, each ending as a sentence does."""

    parts: tuple[Tellable, ...]

    def told(self, language: str) -> str:
        """Say them in this language."""
        return " ".join(sentence(part.told(language)) for part in self.parts)

    def __str__(self) -> str:
        """Say them in English, for a log."""
        return self.told(ENGLISH)


def filled(text: str, /, **values: object) -> str:
    """Return a text of ours with these values in its places; without any, as it is."""
    return in_number(text, values).format_map(values) if values else text


def in_number(text: str, values: Mapping[str, object]) -> str:
    """Choose the words for one or for more that a text gives behind a colon.

    Of ``{count} {count:file|files}`` with a count of 2, ``{count} files`` is left to
    fill.
    """
    if "|" not in text:
        return text
    return _FORMS.sub(
        lambda found: found[2 if values[found[1]] in (1, "1") else 3], text
    )


def sentence(text: str) -> str:
    """Return the text with a stop at its end, where it has none."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def phrase(key: str, /, **values: Value) -> Phrase:
    """Name a sentence and fill it."""
    return Phrase(key, values)


def phrase_from(kept: Any) -> Phrase:
    """Return the phrase that ``asdict`` made a table of; files of before hold a text.

    What fills a phrase that is kept are texts, whole numbers and phrases only.
    """
    if isinstance(kept, str):
        return Phrase(kept, {})
    values = kept["values"].items()
    return Phrase(
        kept["key"],
        {
            name: phrase_from(value) if isinstance(value, dict) else value
            for name, value in values
        },
    )


def in_words(
    rows: Iterable[Mapping[str, Any]], *, language: str
) -> list[dict[str, Any]]:
    """Return rows of a table with every phrase in them said in this language."""
    return [
        {
            name: value.told(language) if isinstance(value, Phrase) else value
            for name, value in row.items()
        }
        for row in rows
    ]


@cache
def sentences(language: str) -> Mapping[str, str]:
    """Return every sentence of a language: phrases, and the two parts of errors."""
    known = language if language in LANGUAGES else DUTCH
    text = (_FOLDER / f"{known}.toml").read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for key, value in tomllib.loads(text).items():
        parts = {key: value} if isinstance(value, str) else value
        for part, sentence in parts.items():
            found[key if part == key else f"{key}.{part}"] = sentence
    return found


def _shown(value: Value, language: str) -> str:
    if isinstance(value, str | int):
        return str(value)
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, Tellable):
        return value.told(language)
    parts = tuple(value)
    between = "; " if any(isinstance(each, Tellable) for each in parts) else ", "
    return between.join(_shown(each, language) for each in parts)
