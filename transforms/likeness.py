"""The words of two texts in, whether they are one document in two forms out.

Two forms of one document differ in what a form adds or leaves out (a table of
contents, running headers, numbers of headings and notes, captions, a broken sign),
never in what a sentence, an item or a row says.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from domain.texts import PassageKind
from transforms.aligned_words import Gap, Span, gaps_between
from transforms.counting_numbers import are_marks, counting_words, is_number
from transforms.quantities import Quantities, quantities_of

_RUN = 6
_AROUND = 8
_ADDED_SHARE = 0.02
_ADDED_WORDS = 30
_LEAST_SENTENCE = 5
_SAYING = (PassageKind.LIST_ITEM, PassageKind.TABLE_ROW)
_CELLS, _PAIRS = " | ", "; "
_OVER = "[^;:]{1,60} – "
_WORD = re.compile(r"\d+|[^\W\d_]+")
_SENTENCE_END = re.compile(r"[.!?…;:][”’\"')\]]*$")

Edit = tuple[Sequence[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a text, and at which of them its passages begin.

    ``saying`` holds the beginnings of passages that say something on their own:
    ``sentences``, items, rows. ``letters`` are all words as one, for forms differ in
    where they put a space; ``titles`` are those of short passages. ``quantities`` are
    the numbers that words alone do not tell apart. ``counts`` are the places of short
    numbers that say how many; ``told`` are the letters with all numbers among them.
    """

    words: tuple[str, ...]
    starts: tuple[int, ...]
    saying: frozenset[int]
    sentences: frozenset[int]
    letters: str
    titles: frozenset[str]
    quantities: Quantities
    counts: frozenset[int]
    told: str

    def passage_around(self, place: int) -> Span:
        """Return where the passage of a word begins and ends."""
        after = bisect_right(self.starts, place)
        return self.starts[after - 1], self.starts[after]


class _Part(Enum):
    """What one text has, and the other has nowhere, in a place where they differ."""

    NOTHING = auto()
    MARK = auto()
    ADDED = auto()
    SAID = auto()


def words_of(passages: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Give the words of passages alone, as those of their wording."""
    for _, text in _without_names(passages):
        yield from _words_in(_composed(text))


def wording_of(passages: Iterable[tuple[str, str]]) -> Wording:
    """Return the words of passages (kind, text), without capitals and signs.

    A row that names its values counts without those names: a PDF has none.
    """
    words: list[str] = []
    starts: list[int] = []
    saying, sentences, titles = set(), set(), set()
    counts: set[int] = set()
    bare = list(_without_names(passages))
    for kind, text in bare:
        composed = _composed(text)
        found = _words_in(composed)
        if not found:
            continue
        starts.append(len(words))
        is_row = kind == PassageKind.TABLE_ROW
        counting = counting_words(composed, is_row=is_row)
        counts.update(len(words) + at for at in counting)
        if len(found) >= _LEAST_SENTENCE and _SENTENCE_END.search(text):
            sentences.add(len(words))
        elif kind in _SAYING:
            saying.add(len(words))
        words += found
        if len(told := _without_marks(found)) < _RUN:
            titles.add(_letters(told))
    starts.append(len(words))
    return Wording(
        tuple(words),
        tuple(starts),
        frozenset(saying | sentences),
        frozenset(sentences),
        _letters(_without_marks(words)),
        frozenset(titles),
        quantities_of([text for _, text in bare]),
        frozenset(counts),
        _letters(words),
    )


def _composed(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _words_in(composed: str) -> list[str]:
    return _WORD.findall(composed.casefold())


def _without_names(passages: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Give the passages, rows of tables without the names of their columns."""
    named: re.Pattern[str] | None = None
    for kind, text in passages:
        if kind != PassageKind.TABLE_ROW:
            named = None
        elif _CELLS in text:
            cells = (cell.rstrip(" :") for cell in text.split(_CELLS))
            names = "|".join(map(re.escape, cells))
            # Where two rows name together, what reaches over more stands before it.
            named = re.compile(rf"(?:^|(?<={_PAIRS}))(?:{_OVER})?(?:{names}): ")
            yield kind, text
            continue
        yield kind, named.sub("", text) if named else text


def are_one_document(first: Wording, second: Wording) -> bool:
    """Whether nothing but the form differs between two texts."""
    if first.quantities.contradict(second.quantities):
        return False
    return next(edits_between(first, second), None) is None


def edits_between(first: Wording, second: Wording) -> Iterator[Edit]:
    """Give the words of each where the texts say something else.

    Last come numbers that only one has, unless they run on as those of notes do, and
    all that only one has, where it is more than a form adds.
    """
    added = 0
    alone: tuple[list[int], list[int]] = ([], [])
    for gap in gaps_between(first.words, second.words):
        one = first.words[slice(*gap.first)]
        other = second.words[slice(*gap.second)]
        if _letters(one) == _letters(other):
            continue
        own = _own_places(first, gap.first, second)
        others = _own_places(second, gap.second, first)
        parts = {_part(own, first, gap.first), _part(others, second, gap.second)}
        are_numbers = parts == {_Part.MARK} and not _is_astride(gap, first, second)
        if are_numbers or parts == {_Part.ADDED} or _Part.SAID in parts:
            yield one, other
        added += len(_told(own, first)) + len(_told(others, second))
        alone[0].extend(_numbers(own, gap.first, first, second))
        alone[1].extend(_numbers(others, gap.second, second, first))
    for wording, places in zip((first, second), alone, strict=True):
        numbers = [int(wording.words[at]) for at in places]
        if not (wording.counts.isdisjoint(places) or are_marks(numbers)):
            yield [wording.words[at] for at in places], ()
    shorter = min(len(first.words), len(second.words))
    if added > max(_ADDED_SHARE * shorter, _ADDED_WORDS):
        yield first.words, second.words


def _part(own: list[int], wording: Wording, span: Span) -> _Part:
    if not own:
        return _Part.NOTHING
    told = _told(own, wording)
    if not told:
        return _Part.MARK
    for at in told:
        start, end = wording.passage_around(at)
        if start in wording.saying or start < span[0] or end > span[1]:
            return _Part.SAID
    return _Part.ADDED


def _told(own: list[int], wording: Wording) -> list[int]:
    return [at for at in own if not _is_mark(wording.words[at])]


def _numbers(
    own: list[int], span: Span, wording: Wording, other: Wording
) -> Iterator[int]:
    """Give the places of numbers in sentences, or that say how many, of one text alone.

    In a passage that is not in the other at all they are no others than its words, and
    in many words together they may stand elsewhere with those around them.
    """
    for at in own:
        start, end = wording.passage_around(at)
        if not is_number(wording.words[at]) or (span[0] <= start and end <= span[1]):
            continue
        if at in wording.counts:
            around = slice(max(at - _RUN, start), min(at + _RUN + 1, end))
            is_moved = _letters(wording.words[around]) in other.told
            if not is_moved or span[1] - span[0] < _RUN:
                yield at
        elif at > start and start in wording.sentences:
            yield at


def _is_astride(gap: Gap, first: Wording, second: Wording) -> bool:
    """Whether a number ends a passage in one and begins a passage in the other."""
    ends = gap.first[1] in first.starts, gap.second[1] in second.starts
    begins = gap.first[0] in first.starts, gap.second[0] in second.starts
    return (ends[0] and begins[1]) or (ends[1] and begins[0])


def _own_places(wording: Wording, span: Span, other: Wording) -> list[int]:
    """The places of words in a span that the other text has nowhere in such a run."""
    words, (start, end) = wording.words, span
    places = [
        at
        for at in range(max(start - _AROUND, 0), min(end + _AROUND, len(words)))
        if not _is_mark(words[at])
    ]
    known: set[int] = set()
    for first in range(len(places)):
        run = places[first : first + _RUN]
        if len(run) == _RUN and _letters([words[at] for at in run]) in other.letters:
            known.update(run)
            continue
        for length in range(1, _RUN):
            title = run[:length]
            if _letters([words[at] for at in title]) in other.titles:
                known.update(title)
    for begin in sorted(wording.sentences.intersection(range(start, end))):
        sentence = range(*wording.passage_around(begin))
        told = _letters(_without_marks(words[sentence.start : sentence.stop]))
        # Its phrases may stand elsewhere; said again it is only as a whole.
        if sentence.stop <= end and told not in other.letters:
            known.difference_update(sentence)
    return [at for at in range(start, end) if at not in known]


def _without_marks(words: Sequence[str]) -> list[str]:
    return [word for word in words if not _is_mark(word)]


def _is_mark(word: str) -> bool:
    return len(word) == 1 or is_number(word)


def _letters(words: Sequence[str]) -> str:
    """The words as one, without the signs that a form may break (``coˆperatie``)."""
    return "".join(words).encode("ascii", "ignore").decode()
