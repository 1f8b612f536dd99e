"""One text in, its words and where each starts out, cut as spaCy's tokeniser cuts.

A piece between two spaces is always cut alike, so each distinct piece is cut once and
remembered. That makes cutting several times faster than building a spaCy Doc, and the
words are the same (a test compares them).
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from itertools import accumulate, chain, filterfalse, takewhile
from typing import TYPE_CHECKING, Any, TypeAlias
from weakref import WeakSet

from nlp.odd_pieces import OddPieces, Words

if TYPE_CHECKING:
    from spacy.language import Language

RUNS = re.compile(r"\S+|\s+")
JOINED_NAMES = r"(?<=[a-zA-Z])[/–](?=[A-Z])"
# Bold letters that a Markdown writer left no space around: "de**Structuurvisie".
BOLD = r"(?<=\w)\)?\*\*(?=\w)"
# "TenneT." at the end of a sentence is no abbreviation.
END_AFTER_CAPITAL = r"(?<=[a-z][A-Z])\."
NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*%?")
# What spaCy cuts off before and behind a word or number, each mark by itself unless it
# is doubled; a full stop may belong to the word.
MARKED = re.compile(
    r"""(["'(\[“‘]?)([^\W_]+(?:[.,][0-9]+)*)((?:([,;:.!?)\]”"’'])(?!\4))*)"""
)
JOINED = re.compile(r"[^\W_]+(?:(?:-[^\W_]+)*-?|'[^\W_]+)")
_NO_JOINTS = str.maketrans("", "", "-'")
# A million answers hold typing errors without end: forget them all now and then.
MOST_REMEMBERED = 500_000
_PREPARED: "WeakSet[Language]" = WeakSet()
"""The pipelines whose tokeniser cuts as we do already."""
Columns: TypeAlias = tuple[Any, ...]
"""Each word of a piece, then itself in small letters, then how far it brings the next.
"""
Pieces = list[str] | None
Cut: TypeAlias = tuple[list[str], list[str], list[int]]
"""Words, the same in small letters, and the offset at which each starts."""


class _Pieces(dict[str, Columns]):
    """The words of each distinct piece of text, cut once.

    What is asked of every word of a text stands beside it, so that one look at a piece
    gives all. A space follows the last word.
    """

    def __init__(self, cut: Callable[[str], Words]) -> None:
        super().__init__()
        self._cut = cut

    def __missing__(self, piece: str) -> Columns:
        self.learn({piece: self._cut(piece)})
        return self[piece]

    def learn(self, cut: Mapping[str, Words]) -> None:
        """Remember the words of pieces that were cut elsewhere."""
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        for piece, words in cut.items():
            if len(words) == 2:
                # Most by far: a word and a mark.
                word, mark = words
                here = (
                    word,
                    word.lower(),
                    len(word),
                    mark,
                    mark.lower(),
                    len(mark) + 1,
                )
                self[piece] = here
            else:
                self[piece] = _columns(words)

    def learn_words(self, pieces: Set[str]) -> None:
        """Remember pieces that are one word each, the most of all, in one go."""
        ends = map((1).__add__, map(len, pieces))
        columns = zip(pieces, map(str.lower, pieces), ends, strict=True)
        self.update(zip(pieces, columns, strict=True))


def _columns(words: Words) -> Columns:
    *inner, last = map(len, words)
    ends = (*inner, last + 1)
    columns = zip(words, map(str.lower, words), ends, strict=True)
    return tuple(chain.from_iterable(columns))


class WordCutter:
    """Cuts texts into words with the tokeniser of one pipeline."""

    def __init__(self, language: "Language") -> None:
        """Prepare the tokeniser and an empty memory."""
        self._tokenizer = prepared_tokenizer(language)
        self._odd = OddPieces(self._tokenizer)
        self._special = self._odd.special
        self._pieces = _Pieces(self._cut_piece)

    def pieces_of(self, text: str) -> Pieces:
        """Return what stands between single spaces, or nothing where breaks do."""
        return text.split(" ") if _has_only_single_spaces(text) else None

    def cut(self, text: str) -> tuple[list[str], list[int]]:
        """Return the words of a text and the offset at which each starts."""
        words, _, starts = self.cut_pieces(text, self.pieces_of(text))
        return words, starts

    def cut_pieces(self, text: str, pieces: Pieces) -> Cut:
        """Return the same of a text with its ``pieces_of``, and in small letters."""
        if pieces is None:
            return self._cut_runs(text)
        columns = list(chain.from_iterable(map(self._pieces.__getitem__, pieces)))
        starts = list(accumulate(columns[2::3], initial=0))
        starts.pop()
        return columns[::3], columns[1::3], starts

    def _cut_runs(self, text: str) -> Cut:
        """Cut a text with line breaks: spaces beyond the first are words as well."""
        words: list[str] = []
        starts: list[int] = []
        for run in RUNS.finditer(text):
            start, piece = run.start(), run.group()
            if piece[0] == " " and start > 0:
                start, piece = start + 1, piece[1:]
            if piece:
                cut = (piece,) if piece.isspace() else self._pieces[piece][::3]
                words += cut
                starts += accumulate(map(len, cut[:-1]), initial=start)
        return words, list(map(str.lower, words)), starts

    def learn(self, pieces: Iterable[Iterable[str]]) -> Iterator[str]:
        """Cut the pieces that no text held before, all odd ones in one go.

        Return the words of these pieces.
        """
        every = set[str]().union(*pieces)
        new = set(filterfalse(self._pieces.__contains__, every))
        letters = set(filter(str.isalpha, new)).difference(self._special)
        self._pieces.learn_words(letters)
        new -= letters
        cut = dict(zip(new, map(self._by_rules, new), strict=True))
        odd = [piece for piece in new if not cut[piece]]
        if odd:
            # Breaks between them keep any rule from joining one piece to the next.
            tokens = iter(self._tokenizer("\n".join(odd)))
            for piece in odd:
                words = takewhile("\n".__ne__, (token.text for token in tokens))
                cut[piece] = tuple(words)
        self._pieces.learn(cut)
        return chain(letters, chain.from_iterable(cut.values()))

    def _cut_piece(self, piece: str) -> Words:
        cut = self._by_rules(piece)
        return cut or tuple(token.text for token in self._tokenizer(piece))

    def _by_rules(self, piece: str) -> Words:
        """Return the words of a piece if that needs no tokeniser."""
        return self._simple(piece) or self._odd.cut(piece)

    def _simple(self, piece: str) -> Words:
        """Return the words of a piece of the commonest kinds, or nothing.

        No rule of Dutch cuts letters, digits, "wind-op-land" or "auto's", and marks
        around them come off one by one, but for what is known whole: ":)", "bijv.".
        """
        if piece in self._special:
            return ()
        word, mark = piece[:-1], piece[-1]
        # Most by far: a word with a comma or a full stop.
        if word.isalpha() and (mark == "," or (mark == "." and word[-2:].islower())):
            return () if word in self._special else (word, mark)
        if piece.isalpha() or NUMBER.fullmatch(piece):
            return (piece,)
        found = MARKED.fullmatch(piece)
        if not found:
            return (piece,) if self._is_joined(piece) else ()
        opening, word, marks = found.group(1, 2, 3)
        is_word = word.isalpha() and (marks[:1] != "." or word[-2:].islower())
        if not (is_word or NUMBER.fullmatch(word)):
            return ()
        words = (opening, word, *marks) if opening else (word, *marks)
        if word in self._special:
            return ()
        return words if len(words) == 2 or self._odd.is_apart(words) else ()

    def _is_joined(self, piece: str) -> bool:
        """Tell whether letters are joined by single hyphens, or by one apostrophe."""
        joined = JOINED.fullmatch(piece)
        return joined is not None and piece.translate(_NO_JOINTS).isalpha()


def _has_only_single_spaces(text: str) -> bool:
    """Tell whether words stand apart by one space each; breaks are not printable."""
    is_plain = text.isprintable() and "  " not in text
    return is_plain and bool(text) and text[0] != " " and text[-1] != " "


def prepared_tokenizer(language: "Language") -> Any:
    """Return the tokeniser, which now cuts "CBS/TNO" and "Gouda–Lagerveen" as well."""
    from spacy.tokenizer import Tokenizer
    from spacy.util import compile_infix_regex, compile_suffix_regex

    tokenizer: Any = language.tokenizer
    if not hasattr(tokenizer, "infix_finditer") or language in _PREPARED:
        return tokenizer
    infixes = [*(language.Defaults.infixes or ()), JOINED_NAMES, BOLD]
    suffixes = [*(language.Defaults.suffixes or ()), END_AFTER_CAPITAL]
    # A new one, since each rule set on the old loads thousands of exceptions again.
    language.tokenizer = Tokenizer(
        language.vocab,
        rules=tokenizer.rules,
        prefix_search=tokenizer.prefix_search,
        suffix_search=compile_suffix_regex(suffixes).search,
        infix_finditer=compile_infix_regex(infixes).finditer,
        token_match=tokenizer.token_match,
        url_match=tokenizer.url_match,
        faster_heuristics=tokenizer.faster_heuristics,
    )
    _PREPARED.add(language)
    return language.tokenizer
