"""A language in, its texts, numbers and dates as a reader expects them out."""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from dashboards.pieces import Sentence, Series
from domain.phrases import in_number

_TEXTS = Path(__file__).parent / "texts"


@dataclass(frozen=True, slots=True)
class Wording:
    """The texts of one language, and its way of writing numbers and dates."""

    language: str
    texts: dict[str, Any]

    def say(self, name: str, /, **values: Any) -> Sentence:
        """Return the text called ``section.name`` with ``values`` in its places.

        A text may give words for one and for more, as in ``{n} {n:file|files}``.
        """
        numbers = {key: _number(value) for key, value in values.items()}
        return Sentence(in_number(self._text(name), numbers), values)

    def count(self, name: str, number: int, /, **values: Any) -> Sentence:
        """Return the singular or plural of a text; ``n`` is the number by default."""
        form = "one" if number == 1 else "many"
        return self.say(f"{name}.{form}", **{"n": self.number(number), **values})

    def value(self, section: str, name: object, /) -> str:
        """Return the reader's word for a code in the base, or the code itself."""
        words = self.texts["values"].get(section, {})
        return str(words.get(str(name), name))

    def number(self, value: float | None, *, decimals: int = 0) -> str:
        """Write a number with the marks of the language; a dash when unknown."""
        if value is None:
            return "–"
        written = f"{value:,.{decimals}f}"
        if self.language == "nl":
            return written.translate(str.maketrans(",.", ".,"))
        return written

    def percent(self, share: float | None) -> str:
        """Write a share of 0 to 1 as a whole percentage."""
        return "–" if share is None else f"{round(share * 100)}%"

    def day(self, moment: date | datetime | str | None) -> str:
        """Write a day in full; a dash when unknown, the text itself when no date."""
        if isinstance(moment, str):
            try:
                moment = datetime.fromisoformat(moment)
            except ValueError:
                return str(moment)
        if moment is None:
            return "–"
        month = self.texts["format"]["months"][moment.month - 1]
        return f"{moment.day} {month} {moment.year}"

    def series(self, items: Iterable[Any], *, most: int = 0) -> Series:
        """List items in a line; after ``most`` of them, say how many remain."""
        listed: Sequence[Any] = list(items)
        last = self._text("format.and")
        if most and len(listed) > most + 1:
            rest = self.say("format.others", n=self.number(len(listed) - most))
            return Series([*listed[:most], rest], last)
        return Series(listed, last)

    def groups(self, names: Sequence[str], *, most: int = 4) -> Sentence:
        """Name groups so that any name fits the sentence: "de groep Gemeente"."""
        form = "format.group" if len(names) == 1 else "format.groups"
        return self.say(form, groups=self.series(names, most=most))

    def _text(self, name: str) -> str:
        found: Any = self.texts
        for part in name.split("."):
            found = found[part]
        return str(found)


def load_wording(language: str) -> Wording:
    """Return the texts of ``language`` (``nl`` or ``en``)."""
    path = _TEXTS / f"{language}.toml"
    return Wording(language, tomllib.loads(path.read_text(encoding="utf-8")))


def _number(value: Any) -> Any:
    """Return what a figure, or a link with one, counts; anything else as it is."""
    figure = getattr(value, "label", value)
    return getattr(figure, "value", figure)
