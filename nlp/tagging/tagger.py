"""Texts and what rules found in them in, the names that weights see in them out."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from nlp.tagging.decoding import spans_in
from nlp.tagging.signs import Found, Numbers, forms_of, numbers_of
from nlp.tagging.spans import NameKind, TaggedSpan
from nlp.tagging.weights import Weights, read_weights
from nlp.tokens import TokenisedText

if TYPE_CHECKING:
    from spacy.language import Language

BOLDNESS = {
    NameKind.INITIATIVE: 0.5,
    NameKind.ORGANISATION: 0.5,
    NameKind.PLACE: 0.5,
}
LEAST_CERTAINTY = {
    NameKind.INITIATIVE: 0.7,
    NameKind.ORGANISATION: 0.75,
    NameKind.PLACE: 0.6,
}
"""Chosen on texts that taught the weights, each by weights the others taught."""


class ReadByRules(NamedTuple):
    """A text and where rules found names in it."""

    text: TokenisedText
    found: Found


class NameTagger:
    """Tags names; the Dutch model that gives vectors is loaded when first needed."""

    def __init__(
        self, load: "Callable[[], Language]", *, weights: Weights | None = None
    ) -> None:
        """Keep how to load the model; ``weights`` are the shipped ones unless given."""
        self._load = load
        self._weights = weights

    @cached_property
    def _language(self) -> Any:
        return self._load()

    @cached_property
    def _said(self) -> Weights:
        return self._weights or read_weights()

    def tag(self, texts: Sequence[ReadByRules]) -> Iterator[list[TaggedSpan]]:
        """Yield the names of each text, also where rules found one already."""
        for (text, found), vectors in zip(
            texts, self.vectors([each.text for each in texts]), strict=True
        ):
            chances = self._said.chances(
                numbers_of(text, vectors, found), forms_of(text)
            )
            yield [
                TaggedSpan(kind, first, last, certainty)
                for kind, rows in chances.items()
                for first, last, certainty in spans_in(rows, boldness=BOLDNESS[kind])
                if certainty >= LEAST_CERTAINTY[kind]
            ]

    def vectors(self, texts: Sequence[TokenisedText]) -> list[Numbers]:
        """Return the vectors of the words of each text, as the model sees them."""
        documents = list(map(self._document, texts))
        return list(self._language.get_pipe("tok2vec").predict(documents))

    def _document(self, text: TokenisedText) -> Any:
        from spacy.tokens import Doc

        spaces = [text.text[end : end + 1] == " " for end in text.ends]
        return Doc(self._language.vocab, words=text.words, spaces=spaces)
