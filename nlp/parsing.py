"""Tokenised text and the numbers of some sentences in, their trees out.

Reading asks this only for sentences with a cue: the model is loaded at the first of
them, and all sentences of a batch go through it together.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from nlp.tokens import Shape, TokenisedText

if TYPE_CHECKING:
    from spacy.language import Language

LONGEST_SENTENCE = 120
"""Longer ones are lists or tables: a tree of those says little and costs much."""


@dataclass(frozen=True, slots=True)
class ParsedWord:
    """One word of a tree; ``index`` and ``head`` count in the text."""

    index: int
    head: int
    form: str
    relation: str
    part_of_speech: str


@dataclass(frozen=True)
class ParsedSentence:
    """The tree of one sentence; line breaks are no part of it."""

    words: tuple[ParsedWord, ...]

    @cached_property
    def by_index(self) -> dict[int, ParsedWord]:
        """The words by their place in the text."""
        return {word.index: word for word in self.words}

    def ancestors(self, index: int) -> Iterator[ParsedWord]:
        """Yield the word itself and what it hangs from, up to the root."""
        seen: set[int] = set()
        while index in self.by_index and index not in seen:
            seen.add(index)
            word = self.by_index[index]
            yield word
            index = word.head

    def head_of(self, first: int, last: int) -> int | None:
        """Return the word of a span that the rest of it hangs from."""
        inside = range(first, last)
        for index in inside:
            word = self.by_index.get(index)
            if word and (word.head not in inside or word.head == index):
                return index
        return None


class SentenceParser:
    """Parses chosen sentences with one pipeline, loaded when first needed."""

    def __init__(self, load: "Callable[[], Language | None]") -> None:
        """Keep how to load the pipeline; ``None`` from it means there is none."""
        self._load = load

    @cached_property
    def _language(self) -> Any:
        language = self._load()
        return language if language and language.has_pipe("parser") else None

    @property
    def is_there(self) -> bool:
        """Tell whether there is a parser, which loads it."""
        return self._language is not None

    def parse(
        self, asked: Sequence[tuple[TokenisedText, int]]
    ) -> list[ParsedSentence | None]:
        """Return a tree for each text and word in its sentence, in order.

        ``None`` where there is no parser, or the sentence is no sentence. The same
        words are parsed once: standard letters come by the hundred.
        """
        spans = [_indexes(text, index) for text, index in asked]
        wanted = [place for place, span in enumerate(spans) if span]
        trees: list[ParsedSentence | None] = [None] * len(asked)
        if not wanted or self._language is None:
            return trees
        places: dict[_Written, list[int]] = {}
        for place in wanted:
            written = _written(asked[place][0], spans[place])
            places.setdefault(written, []).append(place)
        # One after another in order of length: neighbours of one size cost least.
        in_order = sorted(places, key=lambda each: (len(each.words), places[each][0]))
        documents = self._language.pipe(map(self._document, in_order))
        for written, document in zip(in_order, documents, strict=True):
            for place in places[written]:
                trees[place] = _tree(document, spans[place])
        return trees

    def _document(self, written: "_Written") -> Any:
        from spacy.tokens import Doc

        return Doc(
            self._language.vocab,
            words=list(written.words),
            spaces=list(written.has_space),
        )


class _Written(NamedTuple):
    """A sentence as its words, and whether a space follows each."""

    words: tuple[str, ...]
    has_space: tuple[bool, ...]


def _written(text: TokenisedText, indexes: Sequence[int]) -> _Written:
    return _Written(
        tuple(text.words[index] for index in indexes),
        tuple(
            text.text[text.ends[index] : text.ends[index] + 1] == " "
            for index in indexes
        ),
    )


def _indexes(text: TokenisedText, index: int) -> list[int]:
    first, last = text.sentence_bounds(index)
    indexes = [
        place for place in range(first, last) if not text.shapes[place] & Shape.BREAK
    ]
    return indexes if len(indexes) <= LONGEST_SENTENCE else []


def _tree(document: Iterable[Any], indexes: Sequence[int]) -> ParsedSentence:
    return ParsedSentence(
        tuple(
            ParsedWord(
                index=index,
                head=indexes[token.head.i],
                form=token.text,
                relation=token.dep_,
                part_of_speech=token.pos_,
            )
            for index, token in zip(indexes, document, strict=True)
        )
    )
