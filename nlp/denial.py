"""A sentence and words in it in, whether its clause denies them and by what word out.

Every reader asks here. They differ in what they ask of: a thing that is named, a deed
that is told of it, or a branch of a tree. What denies is one list (``denial_words``).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache

from nlp.capitals import word_list
from nlp.denial_words import (
    DENIES,
    WORDS_FILE,
    DenyingWord,
    Kind,
    any_of,
    find_denying_words,
)
from nlp.parsing import ParsedSentence, ParsedWord
from nlp.small_letters import small_letters

WHOLE_CLAUSE = frozenset((Kind.CLAUSE, Kind.EVERYTHING))
_HOW = r"(?:(?:zo|heel|erg|echt|helemaal|zeer|bepaald)\s+)?"
# "Geen trekker", "geen grote partner", but not "zonder stemming aangenomen".
_RIGHT_BEHIND = {
    Kind.NONE: re.compile(rf"\s+{_HOW}(?:\w+\s+)?"),
    Kind.OBJECTION: re.compile(r"\s+(?:enkele?\s+)?"),
    Kind.LITTLE: re.compile(rf"\s+{_HOW}(?:\w+\s+)?"),
    Kind.WITHOUT: re.compile(r"\s+"),
}
_CLOSE = re.compile(r"\W*(?:(?!and\b)\w+\W+){0,3}")
_AND = re.compile(r"\ben\b")
_NO_QUESTION_OF = re.compile(r"\s+sprake\b")
_TO_DO = re.compile(r"\s+te\b")
# A cue may bring its own denial: "niet voortgezet", "geen bezwaar tegen".
_OWN = re.compile(r"(?:(?:nog|not)\s+)?")


_NOT_YET = re.compile(
    r"\bnog (?:steeds |altijd |lang )?(?:niet|nooit|niets|niks|geen)\b"
)
_NO_LONGER = re.compile(
    r"\b(?:niet|geen|niets|niks)\b(?:[^\W\d]|\s){0,30}\b(?:meer|langer)\b"
)
_OTHER_CLAUSE = frozenset(
    ("advcl", "acl", "ccomp", "csubj", "conj", "parataxis", "appos")
)
_WHAT_IS_DONE = frozenset(("obj", "nsubj", "nsubj:pass"))


class Said(Enum):
    """How a sentence puts what a cue says."""

    SO = "so"
    NOT = "not"
    NOT_YET = "not yet"
    NO_LONGER = "no longer"


@dataclass(frozen=True, slots=True)
class Reach:
    """How many letters a denial reaches, what shuts it in as well, and what counts."""

    before: int
    behind: int
    joins: str = ""
    kinds: frozenset[Kind] = DENIES


@dataclass(frozen=True, slots=True)
class Denial:
    """The word that denies, and how."""

    by: DenyingWord
    said: Said


OF_THINGS = Reach(before=45, behind=40)
"""Of what is named: "geen natuur en landbouw" denies both."""
OF_DEEDS = Reach(before=60, behind=40, joins=r"\b(?:en|om)\b")
"""Of what is done: "is niet duur en is afgerond" denies the first."""


def denial_of_thing(small: str, *, start: int, end: int) -> Denial | None:
    """Return what denies a thing named in a sentence in small letters, if anything.

    Any denial before it in its clause does, and behind it one that stands close.
    """
    words = _near(small, start, end, OF_THINGS)
    if not words:
        return None
    opening, closing = clause_around(small, start=start, end=end, reach=OF_THINGS)
    for word in words:
        is_before = opening <= word.start and word.end <= start
        if is_before and word.kind is Kind.OBJECTION:
            is_before = _is_right_before(small, word, start)
        if is_before or (word.end <= closing and is_close_behind(small, word, end)):
            return _denial(small, word, opening, closing)
    return None


def denials_of_deed(
    small: str, *, start: int, end: int, reach: Reach = OF_DEEDS
) -> Iterator[Denial]:
    """Yield what denies a deed told in a sentence in small letters, in order.

    Dutch puts "niet" before a participle ("is niet afgerond") and behind a verb ("loopt
    niet meer"); "geen" and "zonder" deny only what stands right behind them.
    """
    words = _near(small, start, end, reach)
    if not words:
        return
    opening, closing = clause_around(small, start=start, end=end, reach=reach)
    for word in words:
        is_in_clause = opening <= word.start and word.end <= closing
        if is_in_clause and _denies_deed(small, word, start=start, end=end):
            yield _denial(small, word, opening, closing)


def how_denied(small: str, *, start: int, end: int) -> Said:
    """Return how a sentence in small letters puts the deed at ``start`` to ``end``."""
    for denial in denials_of_deed(small, start=start, end=end):
        return denial.said
    return Said.SO


def denies(small: str, *, start: int, end: int) -> bool:
    """Tell whether words of a sentence in small letters hold a denial of a deed."""
    found = find_denying_words(small, start, end)
    return any(word.kind in WHOLE_CLAUSE or word.kind is Kind.NONE for word in found)


def clause_around(
    small: str, *, start: int, end: int, reach: Reach = OF_DEEDS
) -> tuple[int, int]:
    """Return where the clause around words begins and ends, within reach."""
    bounds = _bounds(reach.joins)
    opening = max(0, start - reach.before)
    for bound in bounds.finditer(small, opening, start):
        opening = bound.end()
    limit = end + reach.behind
    closing = bounds.search(small, end, limit)
    return opening, closing.start() if closing else min(limit, len(small))


def is_close_behind(small: str, word: DenyingWord, end: int) -> bool:
    """Tell whether a denial stands within three words behind ``end``.

    "Komt er niet", "daar is geen sprake van"; not "is af en niemand weet het".
    """
    if word.start < end or not _CLOSE.fullmatch(small, end, word.start):
        return False
    if word.kind is Kind.EVERYTHING:
        return _AND.search(small, end, word.start) is None
    is_no_question = word.kind is Kind.NONE and _NO_QUESTION_OF.match(small, word.end)
    return word.kind is Kind.CLAUSE or bool(is_no_question)


def _near(small: str, start: int, end: int, reach: Reach) -> list[DenyingWord]:
    opening = max(0, start - reach.before)
    found = find_denying_words(small, opening, end + reach.behind)
    return [word for word in found if word.kind in reach.kinds]


def _is_right_before(small: str, word: DenyingWord, start: int) -> bool:
    return _RIGHT_BEHIND[word.kind].fullmatch(small, word.end, start) is not None


def _denies_deed(small: str, word: DenyingWord, *, start: int, end: int) -> bool:
    """Tell whether a word in the clause of a deed denies it."""
    if word.kind in _RIGHT_BEHIND:
        return _is_right_before(small, word, start)
    if word.start >= end:
        # "Het besluit niet te bouwen": the deed is another.
        return not _TO_DO.match(small, word.end)
    is_within = start <= word.start
    return not (is_within and _OWN.fullmatch(small, start, word.start))


def _denial(small: str, word: DenyingWord, opening: int, closing: int) -> Denial:
    if _NOT_YET.search(small, opening, closing):
        return Denial(word, Said.NOT_YET)
    is_over = _NO_LONGER.search(small, opening, closing)
    return Denial(word, Said.NO_LONGER if is_over else Said.NOT)


def denial_in_tree(
    sentence: ParsedSentence, *, first: int, last: int
) -> DenyingWord | None:
    """Return what denies the words ``first`` up to but not ``last`` of a tree.

    Where a denial hangs tells how far it reaches: "geen" and "zonder" to their noun and
    all that belongs to it, "niet" to the clause of its verb, never to another one.
    """
    head, span = sentence.head_of(first, last), range(first, last)
    if head is None:
        return None
    for word, denying in _denying_branches(sentence):
        is_outside = word.index not in span
        if is_outside and any(
            _reaches(denied, head, sentence=sentence)
            for denied in _denied_by(word, denying, head, sentence=sentence)
        ):
            return denying
    return None


def _denying_branches(
    sentence: ParsedSentence,
) -> Iterator[tuple[ParsedWord, DenyingWord]]:
    starts, written = {}, ""
    for word in sentence.words:
        starts[len(written)] = word
        written += f"{small_letters(word.form)} "
    for denying in find_denying_words(written):
        if denying.kind in DENIES and denying.start in starts:
            yield starts[denying.start], denying


def _denied_by(
    word: ParsedWord, denying: DenyingWord, head: int, *, sentence: ParsedSentence
) -> Iterator[ParsedWord]:
    """Yield the words whose branches a denial denies."""
    denied = sentence.by_index.get(word.head)
    if denied is None:
        return
    if denying.kind is Kind.EVERYTHING:
        yield _clause_head(denied, sentence=sentence)
        return
    if denying.kind is not Kind.OBJECTION or denied.index == head:
        yield denied
    if denying.kind is Kind.NONE and denied.relation in _WHAT_IS_DONE:
        # "Geen afspraken gemaakt over X": X hangs from the verb, and belongs to it.
        yield from (
            other
            for other in sentence.words
            if other.head == denied.head
            and other.index > denied.index
            and other.relation.startswith("obl")
        )


def _clause_head(word: ParsedWord, *, sentence: ParsedSentence) -> ParsedWord:
    for above in sentence.ancestors(word.index):
        word = above
        if _opens_clause(above):
            break
    return word


def _reaches(denied: ParsedWord, head: int, *, sentence: ParsedSentence) -> bool:
    """Tell whether the way up from a word meets a denied one in the same clause."""
    for word in sentence.ancestors(head):
        if word.index == denied.index:
            return True
        if _opens_clause(word):
            return False
    return False


def _opens_clause(word: ParsedWord) -> bool:
    return word.relation.split(":")[0] in _OTHER_CLAUSE


@cache
def _bounds(joins: str) -> re.Pattern[str]:
    """Return what shuts a denial in: marks, words that open a clause, and ``joins``."""
    bounds = word_list(WORDS_FILE)["bounds"]
    shut = rf"{bounds['marks']}|\b{any_of(bounds['words'])}\b"
    return re.compile(f"{shut}|{joins}" if joins else shut)
