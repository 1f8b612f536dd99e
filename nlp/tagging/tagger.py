"""Texts and what rules found in them in, the names that weights see in them out."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from nlp.tagging.decoding import spans_in
from nlp.tagging.signs import Found, forms_of, numbers_of
from nlp.tagging.spans import NameKind, TaggedSpan
from nlp.tagging.weights import Weights, read_weights
from nlp.tokens import TokenisedText

BOLDNESS = {
    NameKind.INITIATIVE: 0.5,
    NameKind.ORGANISATION: 0.5,
    NameKind.PLACE: 0.7,
}
LEAST_CERTAINTY = {
    NameKind.INITIATIVE: 0.7,
    NameKind.ORGANISATION: 0.7,
    NameKind.PLACE: 0.6,
}
"""Chosen on texts that taught the weights, each by weights the others taught."""


class ReadByRules(NamedTuple):
    """A text and where rules found names in it."""

    text: TokenisedText
    found: Found


class NameTagger:
    """Tags names in answers; the shipped weights are read when first needed."""

    def __init__(self, weights: Weights | None = None) -> None:
        """Keep the weights, the shipped ones unless given."""
        self._given = weights

    @cached_property
    def _weights(self) -> Weights:
        return self._given or read_weights()

    def tag(self, texts: Sequence[ReadByRules]) -> Iterator[list[TaggedSpan]]:
        """Yield the names of each text, also where rules found one already."""
        for text, found in texts:
            chances = self._weights.chances(numbers_of(text, found), forms_of(text))
            yield [
                TaggedSpan(kind, first, last, certainty)
                for kind, rows in chances.items()
                for first, last, certainty in spans_in(rows, boldness=BOLDNESS[kind])
                if certainty >= LEAST_CERTAINTY[kind]
            ]
