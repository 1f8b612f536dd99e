"""A text in, its noun chunks out: a noun or a name, with the adjective before it.

spaCy's own chunks for Dutch have no names as head and ask for a tree of every
sentence; here each distinct word form is judged once and the text is passed over once.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nlp.compounds import shipped_splitter
from nlp.emergent.word_classes import WordClass, WordClasses
from nlp.search_terms import stem_of

_PIECE = re.compile(
    r"(?P<mark>\[[^\[\]\s]*\])|(?P<word>[^\W\d_]+(?:[-'’][^\W\d_]+)*)"
    r"|(?P<end>[.!?…\n]+)|(?P<other>\S)"
)
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Chunk:
    """A noun with its adjective, or a name, at its place in the text.

    ``term`` is the same for all inflections; a name has none, so that it can never
    become the label of anything. ``hints`` also say what the text is about but name
    nothing: the parts of a compound, the adjective of a pair.
    """

    start_offset: int
    end_offset: int
    form: str
    term: str
    is_name: bool = False
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    form: str
    word_class: WordClass
    is_name: bool


class ChunkFinder:
    """Finds chunks; what a form means is judged once."""

    def __init__(self, classes: WordClasses) -> None:
        """Keep what is known of word forms."""
        self._classes = classes
        self._splitter = shipped_splitter()
        self._stems: dict[str, str] = {}
        self._parts: dict[str, tuple[str, ...]] = {}

    def find_chunks(self, text: str, *, taken: Sequence[Span] = ()) -> list[Chunk]:
        """Return the chunks of a text outside the spans that are ``taken``.

        A noun with an adjective gives two: the noun alone, and both together.
        """
        found: list[Chunk] = []
        before: _Word | None = None
        for word in self._words(text, taken):
            if word is None:
                before = None
                continue
            if before and before.is_name and word.is_name:
                # A name of several words is one chunk.
                word = _Word(before.start, word.end, word.form, word.word_class, True)
                found.pop()
            found += self._chunks_at(word, before, text)
            before = word
        return found

    def _chunks_at(self, word: _Word, before: _Word | None, text: str) -> list[Chunk]:
        if word.is_name:
            name = text[word.start : word.end]
            return [Chunk(word.start, word.end, name, "", is_name=True)]
        if word.word_class is not WordClass.NOUN:
            return []
        noun = self._stem(word.form)
        parts = self._parts_of(word.form)
        chunks = [Chunk(word.start, word.end, word.form, noun, hints=parts)]
        if before and before.word_class is WordClass.ADJECTIVE:
            form = f"{before.form} {word.form}"
            adjective = self._stem(before.form)
            term = f"{adjective} {noun}"
            pair = Chunk(before.start, word.end, form, term, hints=(adjective,))
            chunks.append(pair)
        return chunks

    def _words(self, text: str, taken: Sequence[Span]) -> Iterator[_Word | None]:
        """Yield words; ``None`` where something ends a chunk."""
        is_first, spans = True, iter(sorted(taken))
        span = next(spans, None)
        for piece in _PIECE.finditer(text):
            while span and span[1] <= piece.start():
                span = next(spans, None)
            if piece.lastgroup != "word" or (span and span[0] < piece.end()):
                is_first = piece.lastgroup == "end" or (
                    is_first and piece.lastgroup == "other"
                )
                yield None
                continue
            yield self._word(piece, is_first=is_first)
            is_first = False

    def _word(self, piece: re.Match[str], *, is_first: bool) -> _Word:
        written = piece.group()
        form = written.lower()
        is_name = written != form and not (is_first and self._classes.knows(form))
        found = WordClass.OTHER if is_name else self._classes.find_class(form)
        return _Word(piece.start(), piece.end(), form, found, is_name)

    def _parts_of(self, form: str) -> tuple[str, ...]:
        """Return the parts of a compound that are nouns to go by; none of a word."""
        if form not in self._parts:
            parts = self._splitter.split(form)
            fit = [
                self._stem(part)
                for part in parts
                if self._classes.find_class(part) is WordClass.NOUN
            ]
            self._parts[form] = tuple(dict.fromkeys(fit)) if len(parts) > 1 else ()
        return self._parts[form]

    def _stem(self, form: str) -> str:
        if form not in self._stems:
            self._stems[form] = stem_of(form)
        return self._stems[form]
