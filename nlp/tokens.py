"""One text in, its words with offsets, shapes and sentences out.

Everything is looked up once per distinct word form. Backslashes that a Markdown writer
put before punctuation are passed over, with offsets that still point into the text.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add, or_
from typing import TYPE_CHECKING

from nlp.cutting import Pieces, WordCutter
from nlp.judged import FIRST_BIT, Judged, Verdicts

if TYPE_CHECKING:
    from spacy.language import Language

ESCAPE = re.compile(r"\\(?=[-.()\[\]*_+#!&~>])")
NUMBER = re.compile(r"(?:(?:1[89]|20)\d\d(?:[-–/]\d{2,4})?|\d\.\d|[IVX]{2,4})")
ROAD = re.compile(r"[AN][1-9]\d{0,2}")
ENDERS = frozenset(".!?‼‽⁇⁈⁉")
CONNECTORS = frozenset(
    "van voor in de het en op aan der den te ten ter 't ’t 's tot over om bij naar "
    "uit & – - / + met".split()
)
QUOTES = frozenset("'\"‘’“”„«»`")
CLOSING_QUOTES = {
    "'": "'’",
    "‘": "’'",
    "’": "’'",
    '"': '"”',
    "“": '”"“',
    "„": '”“"',
    "«": "»",
    "`": "'`",
}
LEAST_SHOUTED_WORDS = 4
_NOWHERE: list[int] = []


class Shape:
    """What one word form looks like: bits of a plain integer, for speed."""

    CAPITAL = 1
    UPPER = 2
    NUMBER = 4
    CONNECTOR = 8
    MARK = 16
    BREAK = 32
    QUOTE = 64
    PUNCTUATION = 128
    ENDER = 256


def shape_of(form: str) -> int:
    """Return the shape of one word form, as bits of ``Shape``."""
    shape = Shape.CONNECTOR if form in CONNECTORS else 0
    if form.isalpha():
        if form.islower():
            return shape
        if form.istitle() and form.isascii():
            return shape | Shape.CAPITAL
    if not any(character.isalnum() for character in form):
        return shape | _shape_of_mark(form)
    if NUMBER.fullmatch(form):
        return shape | Shape.NUMBER
    letters = [character for character in form if character.isalpha()]
    if letters and (letters[0].isupper() or _has_inner_capital(form)):
        shape |= Shape.CAPITAL
        if len(letters) > 1 and all(letter.isupper() for letter in letters):
            shape |= Shape.UPPER
    return shape


def _shape_of_mark(form: str) -> int:
    if "\n" in form:
        return Shape.BREAK | Shape.MARK
    shape = Shape.MARK | (Shape.QUOTE if form in QUOTES else 0)
    if all(unicodedata.category(sign)[0] == "P" for sign in form):
        shape |= Shape.PUNCTUATION
    return shape | (Shape.ENDER if form in ENDERS else 0)


def _has_inner_capital(form: str) -> bool:
    """Tell ``'s-Gravenhage`` and ``deltaWonen`` from ``20kV`` and ``kWh``."""
    inner = form.lstrip("'’").removeprefix("s-")
    is_long = len(form) > 4 and not form[0].isdigit()
    return is_long and (
        inner[:1].isupper() or any(c.isupper() for c in form[3:-1] if c.isascii())
    )


# Not frozen: that makes a dataclass of many fields three times as slow to make.
@dataclass(slots=True)
class TokenisedText:
    """The words of one text; offsets point into ``text`` as it was given.

    ``small`` holds the words in small letters, ``shapes`` beside the shape of a word
    what ``verdicts`` say of its form, and ``places`` where each bit of that stands.
    """

    text: str
    words: list[str]
    small: list[str]
    shapes: list[int]
    starts: list[int]
    ends: list[int]
    sentences: list[int]
    is_shouted: bool
    verdicts: Verdicts
    said: int
    places: Mapping[int, list[int]]

    def __len__(self) -> int:
        """Return the number of words, marks and breaks included."""
        return len(self.words)

    def where(self, judged: Judged) -> Sequence[int]:
        """Return the positions of the words of which a rule says anything."""
        if judged.verdicts is not self.verdicts:
            return judged.indexes(self.words)
        return self.places.get(judged.bit, _NOWHERE)

    def speaks_of(self, rules: Iterable[Judged]) -> bool:
        """Tell whether any of the rules says something of any word."""
        for judged in rules:
            if judged.verdicts is not self.verdicts:
                if judged.indexes(self.words):
                    return True
            elif self.said & judged.bit:
                return True
        return False

    def is_capital(self, index: int) -> bool:
        """Tell whether the word at an index starts like a name."""
        return 0 <= index < len(self.words) and bool(self.shapes[index] & 1)

    def lower(self, index: int) -> str:
        """Return the word at an index in lower case, or nothing outside the text."""
        if index >= 0:
            try:
                return self.small[index]
            except IndexError:
                pass
        return ""

    def opens_sentence(self, index: int) -> bool:
        """Tell whether only marks and list numbers stand before it in its sentence."""
        sentence = self.sentences[index]
        for before in range(index - 1, -1, -1):
            if self.sentences[before] != sentence:
                return True
            word = self.words[before]
            if not self.shapes[before] & Shape.MARK and not word.isdigit():
                return False
            if word in ",;/&":
                return False
        return True

    def sentence_bounds(self, index: int) -> tuple[int, int]:
        """Return the first word of the sentence and the one after its last."""
        sentence = self.sentences[index]
        first = bisect_left(self.sentences, sentence, hi=index)
        last = bisect_right(self.sentences, sentence, lo=index)
        return first, last

    def span_text(self, first: int, last: int) -> str:
        """Return the text from the first word up to but not including the last."""
        return self.text[self.starts[first] : self.ends[last - 1]]


class Tokeniser:
    """Cuts texts into words with the tokeniser of one spaCy pipeline."""

    def __init__(self, language: "Language", *, rules: Iterable[Judged] = ()) -> None:
        """Keep the cutter and the word forms seen so far, judged by all rules."""
        self._cutter = WordCutter(language)
        self._verdicts = Verdicts(shape_of, shaped=CONNECTORS, rules=rules)

    def tokenise(self, text: str) -> TokenisedText:
        """Return one text as words."""
        plain = _unescaped(text)
        return self._as_words(text, plain, self._cutter.pieces_of(plain))

    def tokenise_all(self, texts: Iterable[str]) -> Iterator[TokenisedText]:
        """Return texts as words, in order; what is new in them is cut at once."""
        texts = list(texts)
        plain = list(map(_unescaped, texts))
        pieces = list(map(self._cutter.pieces_of, plain))
        each = (
            found or text.split() for found, text in zip(pieces, plain, strict=True)
        )
        self._verdicts.learn(self._cutter.learn(each))
        return map(self._as_words, texts, plain, pieces)

    def _as_words(self, text: str, plain: str, pieces: Pieces) -> TokenisedText:
        """Return a text as words, given it without backslashes and cut at spaces."""
        words, small, starts = self._cutter.cut_pieces(plain, pieces)
        ends = list(map(add, starts, map(len, words)))
        if plain is not text:
            starts, ends = _original_offsets(text, starts=starts, ends=ends)
        shapes = list(map(self._verdicts.__getitem__, words))
        inner = reduce(or_, shapes[:-1], 0)
        said = inner | shapes[-1] if shapes else 0
        has_breaks = said & Shape.BREAK and "\n" in text.strip()
        closing = Shape.ENDER | Shape.BREAK if has_breaks else Shape.ENDER
        return TokenisedText(
            text=text,
            words=words,
            small=small,
            shapes=shapes,
            starts=starts,
            ends=ends,
            # What closes the last sentence opens no other.
            sentences=_sentences(shapes, closing=closing if inner & closing else 0),
            is_shouted=_is_shouted(text),
            verdicts=self._verdicts,
            said=said,
            places=self._verdicts.places(shapes) if said >= FIRST_BIT else {},
        )


def _unescaped(text: str) -> str:
    """Return a text without the backslashes of a Markdown writer, itself if none."""
    return ESCAPE.sub("", text) if "\\" in text else text


def _original_offsets(
    text: str, *, starts: list[int], ends: list[int]
) -> tuple[list[int], list[int]]:
    """Shift offsets past the backslashes that were passed over."""
    escapes = (found.start() for found in ESCAPE.finditer(text))
    removed = [at - count for count, at in enumerate(escapes)]
    return (
        [start + bisect_right(removed, start) for start in starts],
        [end + bisect_right(removed, end - 1) for end in ends],
    )


def _sentences(shapes: list[int], *, closing: int) -> list[int]:
    """Number the sentences: a full stop ends one, and so may a line break.

    ``closing`` are the shapes that end one here, 0 where the text has none of them.
    Closing quotes and brackets after the full stop still belong to its sentence.
    """
    if not closing:
        return [1] * len(shapes)
    numbers: list[int] = []
    number = 1
    for index in [at for at, shape in enumerate(shapes) if shape & closing]:
        following = index + 1
        if shapes[index] & Shape.ENDER:
            while shapes[following : following + 1] and (
                shapes[following] & (Shape.PUNCTUATION | Shape.ENDER)
            ):
                following += 1
        if following > len(numbers):
            numbers += [number] * (following - len(numbers))
            number += 1
    numbers += [number] * (len(shapes) - len(numbers))
    return numbers


def _is_shouted(text: str) -> bool:
    """Tell whether a text is written in capitals, so that capitals say nothing."""
    if "a" <= text[1:2] <= "z":
        return False
    if text[:200].upper() == text[:200] and any(c.isalpha() for c in text[:200]):
        return len(text.split(maxsplit=LEAST_SHOUTED_WORDS)) >= LEAST_SHOUTED_WORDS
    return False
