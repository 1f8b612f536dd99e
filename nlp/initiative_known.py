"""Organisations and places of a text in, the same by word out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from nlp.capitals import EntitySpan

_NO_WORDS: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Known:
    """The organisations and places of a text, by word as well."""

    organisations: tuple[EntitySpan, ...]
    places: tuple[EntitySpan, ...]
    organisation_words: frozenset[int]
    place_words: frozenset[int]
    bodies: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        organisations: Sequence[EntitySpan],
        *,
        places: Sequence[EntitySpan],
        bodies: Mapping[str, str],
    ) -> "Known":
        """Index what was found before; ``bodies`` are the only ones of their kind."""
        return cls(
            organisations=tuple(organisations),
            places=tuple(places),
            organisation_words=_covered(organisations),
            place_words=_covered(places),
            bodies=bodies,
        )

    @property
    def words(self) -> frozenset[int]:
        """Return the words of both."""
        return self.organisation_words | self.place_words

    def is_organisation(self, first: int, last: int) -> bool:
        """Tell whether words lie inside the name of an organisation as such.

        A named cooperative is an initiative too (gold guideline).
        """
        return any(
            span.first <= first and last <= span.last and "perati" not in span.rule
            for span in self.organisations
        )

    def organisation_from(self, index: int) -> EntitySpan | None:
        """Return the organisation that starts at a word."""
        if index not in self.organisation_words:
            return None
        return next((s for s in self.organisations if s.first == index), None)


def _covered(spans: Sequence[EntitySpan]) -> frozenset[int]:
    if not spans:
        return _NO_WORDS
    return frozenset(i for span in spans for i in range(span.first, span.last))
