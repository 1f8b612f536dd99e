"""Tokenised text and the place of a short form in, the plan it stands for out.

Planners write names once in full with the short form behind it ("Visie ruimte en
mobiliteit (VRM)"), and give plans a code with a year ("ISG 2016", "POL2014").
"""

import re
from collections.abc import Iterator, Sequence

from domain.readings import InitiativeKind
from nlp.initiative_candidates import CODED, CONFIDENCE, KNOWN, SPELLED, Candidate
from nlp.initiative_known import Known
from nlp.initiative_words import InitiativeWords
from nlp.tokens import TokenisedText

SHORT = re.compile(r"[A-Z][A-Za-z]{0,2}[A-Z][A-Za-z]{0,4}")
CODE_AND_YEAR = re.compile(r"([A-Z]{3,6})((?:19|20)\d\d)")
CODE = re.compile(r"[A-Z]{2,6}")
PLAN_YEAR = re.compile(r"(?:19|20)\d\d(?:\s*[-–/]\s*\d{2,4})?|\d\.\d")
SMALL = frozenset("de het een van voor in en op aan der den bij te tot & , ter".split())
CALLED = frozenset("hierna afgekort kortweg : verder".split())
WRITTEN_KINDS = frozenset({InitiativeKind.VISION, InitiativeKind.PLAN})
MOST_EXTRA_WORDS = 5
LEAST_LETTERS = 2
LEAST_TAIL = 3


def is_short(word: str) -> bool:
    """Tell whether a word form may be a short form or a code of a plan."""
    return word[:1].isupper() and bool(
        SHORT.fullmatch(word) or CODE_AND_YEAR.fullmatch(word)
    )


def short_names(
    text: TokenisedText, index: int, *, words: InitiativeWords, known: Known
) -> Iterator[Candidate]:
    """Yield what a short form at a word names."""
    spelled = _spelled_out(text, index, words=words)
    if spelled is not None:
        yield spelled
    elif index not in known.organisation_words and not text.is_shouted:
        coded_end = _coded_end(text, index, words=words)
        if coded_end:
            kind = InitiativeKind.PLAN
            yield Candidate(index, coded_end, kind, CODED, CONFIDENCE[CODED])


def known_in_compound(
    text: TokenisedText, index: int, *, words: InitiativeWords
) -> Candidate | None:
    """Return the known short form in "NPLG-geld"."""
    short, dash, tail = text.words[index].partition("-")
    if not dash or not short.isupper() or not tail.isalpha() or tail.istitle():
        return None
    if short not in words.known or len(tail) < LEAST_TAIL or words.trigger(tail):
        return None
    return Candidate(
        index,
        index + 1,
        words.known[short],
        KNOWN,
        CONFIDENCE[KNOWN],
        trimmed=len(tail) + 1,
    )


def _spelled_out(
    text: TokenisedText, index: int, *, words: InitiativeWords
) -> Candidate | None:
    """Return the full name before "(VRM)", if its words spell the short form."""
    opening = index - 1
    while text.lower(opening) in CALLED:
        opening -= 1
    is_bracketed = text.words[max(opening, 0) : opening + 1] == ["("]
    if not is_bracketed or text.words[index + 1 : index + 2] != [")"]:
        return None
    letters = text.words[index].lower()
    least = max(0, opening - len(letters) - MOST_EXTRA_WORDS)
    for first in range(opening - 1, least - 1, -1):
        if text.sentences[first] != text.sentences[index]:
            break
        spelling = text.words[first:opening]
        if spelling[0].lower() in SMALL or not _spells(spelling, letters):
            continue
        kind = _kind_of(spelling, words=words)
        if kind is not None:
            return Candidate(first, opening, kind, SPELLED, CONFIDENCE[SPELLED])
    return None


def _kind_of(
    spelling: Sequence[str], *, words: InitiativeWords
) -> InitiativeKind | None:
    """Return what the words spell, or nothing where they name no initiative.

    "Plan van Aanpak" is no name, and neither is one word in small letters.
    """
    if any(words.is_law(word) for word in spelling):
        return None
    triggers = [t for word in spelling if (t := words.trigger(word))]
    named = [w for w in spelling if w.lower() not in SMALL and not words.trigger(w)]
    is_single = len(spelling) == 1 and spelling[0][:1].isupper()
    if not (named or (is_single and triggers and triggers[0].is_strong)):
        return None
    sure = [t for t in triggers if t.is_strong or t.kind in WRITTEN_KINDS]
    return sure[0].kind if sure else None


def _spells(words: Sequence[str], letters: str) -> bool:
    """Tell whether words in order give the letters of a short form.

    Every word gives at least its first letter, a compound more of them in order
    ("Vervoerplan": V and P); small words may give none.
    """
    if not words:
        return not letters
    word = words[0].lower()
    if word in SMALL and _spells(words[1:], letters):
        return True
    if not letters or word[:1] != letters[0]:
        return False
    rest, found = letters[1:], 1
    while not _spells(words[1:], rest):
        found = word.find(rest[:1], found) + 1 if rest else 0
        if not found:
            return False
        rest = rest[1:]
    return True


def _coded_end(text: TokenisedText, index: int, *, words: InitiativeWords) -> int:
    """Return the word after "ISG 2016" or "POL2014", or 0."""
    word = text.words[index]
    joined = CODE_AND_YEAR.fullmatch(word)
    code = joined[1] if joined else word
    if not CODE.fullmatch(code) or code.lower() in words.no_codes or words.is_law(code):
        return 0
    if joined:
        return index + 1
    following = text.words[index + 1 : index + 2]
    is_dated = bool(following) and bool(PLAN_YEAR.fullmatch(following[0]))
    is_cited = text.words[index - 1 : index] == ["("]
    return index + 2 if is_dated and not is_cited else 0
