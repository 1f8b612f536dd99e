"""Texts with theme hits in, which of the hits are denied or doubted out.

Only a sentence that holds both a hit and a negation is parsed; where there is no
parser, or no Dutch, the words around the hit decide.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from nlp.denial import denial_in_tree, denial_of_thing
from nlp.denial_words import dutch_denying_words
from nlp.judged import Judged
from nlp.parsing import ParsedSentence, SentenceParser
from nlp.qualifiers import CUE_WORDS, UNQUALIFIED, Qualifiers, is_hedged
from nlp.small_letters import small_letters
from nlp.tokens import TokenisedText

_FLAGS = {
    (is_off, is_doubted): Qualifiers(is_negated=is_off, is_hedged=is_doubted)
    for is_off in (False, True)
    for is_doubted in (False, True)
}
Span = tuple[int, int]
"""First and last offset of a hit in its text."""


class HitsToQualify(NamedTuple):
    """The hits of one text; ``is_parsed`` tells whether a tree may say more."""

    text: TokenisedText
    spans: Sequence[Span]
    is_parsed: bool = True


class _Place(NamedTuple):
    """The words of one hit, by their numbers."""

    first: int
    last: int
    sentence: int


class HitQualifier:
    """Looks at sentences for denial and doubt, each sentence once."""

    def __init__(self, parser: SentenceParser) -> None:
        """Keep the parser; word forms seen before are remembered."""
        self._parser = parser
        self._cues = Judged(words=CUE_WORDS)
        self._negations = Judged(words=dutch_denying_words())
        self.rules = (self._cues, self._negations)

    def qualify(self, asked: Sequence[HitsToQualify]) -> list[list[Qualifiers]]:
        """Return the flags of every hit, text by text, in order."""
        cued = [_sentences(each.text, self._cues) for each in asked]
        wanted = self._wanted(asked)
        parsed = self._parser.parse(
            [(asked[number].text, first) for (number, _), first in wanted.items()]
        )
        trees: list[dict[int, ParsedSentence | None]] = [{} for _ in asked]
        for (number, sentence), tree in zip(wanted, parsed, strict=True):
            trees[number][sentence] = tree
        return list(map(_flags, asked, cued, trees))

    def _wanted(self, asked: Sequence[HitsToQualify]) -> dict[tuple[int, int], int]:
        """Return a word of each sentence to parse, by its text and number."""
        wanted: dict[tuple[int, int], int] = {}
        for number, each in enumerate(asked):
            for place in self._denying(each) if each.is_parsed else ():
                if not self._parser.is_there:
                    return {}
                wanted.setdefault((number, place.sentence), place.first)
        return wanted

    def _denying(self, asked: HitsToQualify) -> Iterator[_Place]:
        """Yield the hits in a sentence that holds a negation."""
        sentences = _sentences(asked.text, self._negations)
        if sentences:
            yield from filter(None, _places(asked, sentences))


def _sentences(text: TokenisedText, judged: Judged) -> set[int]:
    return {text.sentences[at] for at in text.where(judged)}


def _places(asked: HitsToQualify, inside: set[int]) -> Iterator[_Place | None]:
    """Yield the words of each hit in the sentences given, and None for other hits."""
    starts, sentences = asked.text.starts, asked.text.sentences
    for start, end in asked.spans:
        first = bisect_right(starts, start) - 1
        sentence = sentences[first]
        if sentence in inside:
            yield _Place(first, bisect_right(starts, end - 1), sentence)
        else:
            yield None


def _flags(
    asked: HitsToQualify, cued: set[int], trees: dict[int, ParsedSentence | None]
) -> list[Qualifiers]:
    if not cued:
        return [UNQUALIFIED] * len(asked.spans)
    said: dict[int, _Said] = {}
    flags = []
    for span, place in zip(asked.spans, _places(asked, cued), strict=True):
        if place is None:
            flags.append(UNQUALIFIED)
            continue
        if place.sentence not in said:
            said[place.sentence] = _said(asked.text, place.first)
        flags.append(said[place.sentence].flags(span, place, trees.get(place.sentence)))
    return flags


@dataclass(frozen=True, slots=True)
class _Said:
    """One sentence in small letters, and whether it doubts what it says."""

    start: int
    small: str
    is_doubted: bool

    def flags(
        self, span: Span, place: _Place, tree: ParsedSentence | None
    ) -> Qualifiers:
        start, end = span[0] - self.start, span[1] - self.start
        if tree is None:
            is_off = denial_of_thing(self.small, start=start, end=end) is not None
        else:
            by = denial_in_tree(tree, first=place.first, last=place.last)
            is_off = by is not None
        return _FLAGS[is_off, self.is_doubted]


def _said(text: TokenisedText, index: int) -> _Said:
    first, last = text.sentence_bounds(index)
    start, end = text.starts[first], text.ends[last - 1]
    words = text.text[start:end]
    return _Said(start, small_letters(words), is_hedged(words))
