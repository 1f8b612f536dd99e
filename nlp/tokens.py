"""One text in, its words with offsets, shapes and sentences out.

Everything is looked up once per distinct word form. Backslashes that a Markdown writer
put before punctuation are passed over, with offsets that still point into the text.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, compress
from operator import add, or_
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.strings import StringStore
    from spacy.tokens import Doc

ESCAPE = re.compile(r"\\(?=[-.()\[\]*_+#!&~>])")
NUMBER = re.compile(r"(?:(?:1[89]|20)\d\d(?:[-–/]\d{2,4})?|\d\.\d|[IVX]{2,4})")
ROAD = re.compile(r"[AN]\d{1,3}")
COLUMNS: list[int | str] = ["ORTH", "IDX", "SENT_START"]
# spaCy remembers the cutting of 10,000 different pieces; a name list alone fills that.
MOST_REMEMBERED = 200_000
# spaCy's own limit guards parsers; words alone can be cut from any length.
LONGEST_TEXT = 1_000_000_000
JOINED_NAMES = r"(?<=[a-zA-Z])[/–](?=[A-Z])"
# "TenneT." at the end of a sentence is no abbreviation.
END_AFTER_CAPITAL = r"(?<=[a-z][A-Z])\."
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


class Shape:
    """What one word form looks like: bits of a plain integer, for speed."""

    CAPITAL = 1
    UPPER = 2
    NUMBER = 4
    CONNECTOR = 8
    MARK = 16
    BREAK = 32
    QUOTE = 64


def shape_of(form: str) -> int:
    """Return the shape of one word form, as bits of ``Shape``."""
    shape = 0
    if "\n" in form:
        return Shape.BREAK | Shape.MARK
    if form in CONNECTORS:
        shape |= Shape.CONNECTOR
    if NUMBER.fullmatch(form):
        return shape | Shape.NUMBER
    if not any(character.isalnum() for character in form):
        return shape | Shape.MARK | (Shape.QUOTE if form in QUOTES else 0)
    letters = [character for character in form if character.isalpha()]
    if letters and (letters[0].isupper() or _has_inner_capital(form)):
        shape |= Shape.CAPITAL
        if len(letters) > 1 and all(letter.isupper() for letter in letters):
            shape |= Shape.UPPER
    return shape


def _has_inner_capital(form: str) -> bool:
    """Tell ``'s-Gravenhage`` and ``deltaWonen`` from ``20kV`` and ``kWh``."""
    inner = form.lstrip("'’").removeprefix("s-")
    is_long = len(form) > 4 and not form[0].isdigit()
    return is_long and (
        inner[:1].isupper() or any(c.isupper() for c in form[3:-1] if c.isascii())
    )


class Judged(dict[str, int]):
    """What a rule says of each distinct word form, asked once per form."""

    def __init__(self, rule: Callable[[str], int]) -> None:
        """Keep the rule."""
        super().__init__()
        self._rule = rule

    def __missing__(self, form: str) -> int:
        """Ask the rule and remember its answer."""
        judgement = self[form] = int(self._rule(form))
        return judgement

    def indexes(self, words: Sequence[str]) -> Iterator[int]:
        """Return the positions of the words of which the rule says anything."""
        return compress(range(len(words)), map(self.__getitem__, words))


class _Forms(dict[int, str]):
    """The word form behind each of spaCy's numbers, looked up once."""

    def __init__(self, strings: "StringStore") -> None:
        super().__init__()
        self._strings = strings

    def __missing__(self, number: int) -> str:
        form = self[number] = self._strings[number]
        return form


@dataclass(frozen=True, slots=True)
class TokenisedText:
    """The words of one text; offsets point into ``text`` as it was given."""

    text: str
    doc: "Doc"
    words: list[str]
    shapes: list[int]
    starts: list[int]
    ends: list[int]
    sentences: list[int]
    is_shouted: bool

    def __len__(self) -> int:
        """Return the number of words, marks and breaks included."""
        return len(self.words)

    def is_capital(self, index: int) -> bool:
        """Tell whether the word at an index starts like a name."""
        return 0 <= index < len(self.words) and bool(self.shapes[index] & 1)

    def lower(self, index: int) -> str:
        """Return the word at an index in lower case, or nothing outside the text."""
        return self.words[index].lower() if 0 <= index < len(self.words) else ""

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
        first, last = index, index + 1
        while first > 0 and self.sentences[first - 1] == sentence:
            first -= 1
        while last < len(self.words) and self.sentences[last] == sentence:
            last += 1
        return first, last

    def span_text(self, first: int, last: int) -> str:
        """Return the text from the first word up to but not including the last."""
        return self.text[self.starts[first] : self.ends[last - 1]]


class Tokeniser:
    """Cuts texts into words with one spaCy pipeline."""

    def __init__(self, language: "Language") -> None:
        """Keep the pipeline and the word forms seen so far."""
        self.language = language
        language.max_length = LONGEST_TEXT
        _prepare_tokenizer(language)
        self._forms = _Forms(language.vocab.strings)
        self._shapes = Judged(shape_of)

    def tokenise(self, text: str) -> TokenisedText:
        """Return one text as words."""
        return next(iter(self.tokenise_all((text,))))

    def tokenise_all(self, texts: Iterable[str]) -> Iterator[TokenisedText]:
        """Return texts as words, in order."""
        pairs = (
            (ESCAPE.sub("", text) if "\\" in text else text, text) for text in texts
        )
        for doc, text in self.language.pipe(pairs, as_tuples=True):
            yield self._tokenised(doc, text)

    def _tokenised(self, doc: "Doc", text: str) -> TokenisedText:
        numbers, starts, opens = doc.to_array(COLUMNS).T.tolist()
        words = list(map(self._forms.__getitem__, numbers))
        ends = list(map(add, starts, map(len, words)))
        if "\\" in text:
            starts, ends = _original_offsets(text, starts=starts, ends=ends)
        return TokenisedText(
            text=text,
            doc=doc,
            words=words,
            shapes=list(map(self._shapes.__getitem__, words)),
            starts=starts,
            ends=ends,
            sentences=_sentences(opens, words=words, text=text),
            is_shouted=_is_shouted(text),
        )


def _prepare_tokenizer(language: "Language") -> None:
    """Make the tokeniser cut "CBS/TNO" and "Gouda–Lagerveen", each half a name."""
    from spacy.util import compile_infix_regex, compile_suffix_regex

    tokenizer: Any = language.tokenizer
    if hasattr(tokenizer, "infix_finditer"):
        infixes = [*(language.Defaults.infixes or ()), JOINED_NAMES]
        tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
        suffixes = [*(language.Defaults.suffixes or ()), END_AFTER_CAPITAL]
        tokenizer.suffix_search = compile_suffix_regex(suffixes).search
        tokenizer.max_cache_size = MOST_REMEMBERED


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


def _sentences(opens: list[int], *, words: list[str], text: str) -> list[int]:
    """Number the sentences; a line break ends one as well."""
    is_first = map((1).__eq__, opens)
    if "\n" in text.strip():
        after_break = (False, *("\n" in word for word in words))
        is_first = map(or_, is_first, after_break)
    return list(accumulate(is_first))


def _is_shouted(text: str) -> bool:
    """Tell whether a text is written in capitals, so that capitals say nothing."""
    if text[:200].upper() == text[:200] and any(c.isalpha() for c in text[:200]):
        return len(text.split(maxsplit=LEAST_SHOUTED_WORDS)) >= LEAST_SHOUTED_WORDS
    return False
