"""A key in, what the screen says in the language of the workspace out."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

from domain.phrases import filled
from flows.spoken import language

_FOLDER = Path(__file__).parent / "screen_texts"


@dataclass(frozen=True, slots=True)
class Words:
    """The texts of the screen in one language, by ``part.key``."""

    texts: Mapping[str, str]

    def say(self, key: str, /, **values: object) -> str:
        """Return the text of a key, filled in."""
        return filled(self.texts[key], **values)

    def word(self, part: str, code: str) -> str:
        """Return the word for a code, the code itself where there is none."""
        return self.texts.get(f"{part}.{code.replace(' ', '_')}", code)

    def cell(self, value: object) -> str:
        """Return a value as this language writes it: days, moments and decimals."""
        if value is None:
            return ""
        if isinstance(value, datetime):
            return value.strftime(self.texts["moment"])
        if isinstance(value, date):
            return value.strftime(self.texts["day"])
        if isinstance(value, float):
            return f"{value:.2f}".replace(".", self.texts["decimal"])
        return str(value)


def words() -> Words:
    """Return the words in the language of the chosen workspace."""
    return words_in(language())


@cache
def words_in(code: str) -> Words:
    """Return the words of a language, nl or en."""
    text = (_FOLDER / f"{code}.toml").read_text(encoding="utf-8")
    flat: dict[str, str] = {}
    for key, value in tomllib.loads(text).items():
        if isinstance(value, str):
            flat[key] = value
        else:
            flat |= {f"{key}.{name}": each for name, each in value.items()}
    return Words(flat)
