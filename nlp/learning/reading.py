"""Readings by rules in, the same with themes that a learned model adds out.

Rules go first: they show the words they rest on. A learned theme stands for the whole
passage, under the rule ``learned``, and is the main one only where no rule found any.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from domain.readings import (
    PassageReader,
    PassageReading,
    PassageToRead,
    ThemeMention,
)
from nlp.codebook import Codebook
from nlp.find_themes import MOST_THEMES
from nlp.learning.model import Floats, LearnedModel
from nlp.learning.stored import StoredModel

RULE = "learned"
_AT_ONCE = 500


class LearnedReader:
    """A reader whose themes are completed by what was learned from coded texts."""

    def __init__(
        self, reader: PassageReader, stored: StoredModel, *, codebook: Codebook
    ) -> None:
        """Take a reader and a model that fits the codebook."""
        self._reader = reader
        self._model = stored.model
        self._features = stored.model.features(codebook)
        self._places = theme_places(stored.model, codebook)
        self.model_name = f"{reader.model_name} + {RULE} {stored.sha256[:8]}"
        self.fingerprint = f"{reader.fingerprint}|{stored.sha256}"

    def read(self, passages: Iterable[PassageToRead]) -> Iterator[PassageReading]:
        """Return what was found, passage by passage, in order."""
        waiting = iter(passages)
        while batch := list(islice(waiting, _AT_ONCE)):
            texts = [passage.text for passage in batch]
            chances = self._model.chances(texts, features=self._features)
            for reading, text, row in zip(
                self._reader.read(batch), texts, chances, strict=True
            ):
                yield self._completed(reading, text, row)

    def _completed(
        self, reading: PassageReading, text: str, chances: Floats
    ) -> PassageReading:
        known = {mention.theme_id for mention in reading.themes}
        likely = sorted(
            (-float(chances[place]), theme_id)
            for theme_id, place in self._places.items()
            if theme_id not in known and chances[place] >= self._model.threshold
        )
        if not text.strip() or not likely:
            return reading
        added = [
            ThemeMention(
                theme_id=theme_id,
                start_offset=0,
                end_offset=len(text),
                rule=RULE,
                score=round(-chance, 4),
                is_main=not known and place == 0,
            )
            for place, (chance, theme_id) in enumerate(likely)
        ]
        room = max(0, MOST_THEMES - len(known))
        return replace(reading, themes=(*reading.themes, *added[:room]))


def fits(model: LearnedModel, codebook: Codebook) -> bool:
    """Tell whether a model was learned with this codebook and knows its themes."""
    is_same = model.codebook_version == codebook.version_hash
    return is_same and bool(theme_places(model, codebook))


def theme_places(model: LearnedModel, codebook: Codebook) -> dict[str, int]:
    """Return the codes of a model that are themes, and where they stand in it."""
    themes = {theme.theme_id for theme in codebook.themes}
    return {code: place for place, code in enumerate(model.codes) if code in themes}
