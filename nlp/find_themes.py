"""Tokens and a codebook in, theme hits and the themes of a passage out.

Every distinct word form is judged once and remembered; phrases start only at forms
that open one. The score of a theme can be recounted by hand from its hits.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple, Protocol, TypeAlias

from nlp.codebook import Codebook
from nlp.judged import Judged
from nlp.theme_tables import Judgement, Phrase, Strength
from nlp.theme_terms import ThemeTerms

REPEAT_WORTH = 0.5
LIGHT_WORTH = 0.5
WEAK_WORTH = 0.2
OPENING_WORTH = 0.25
WORDS_PER_TERM = 45
FULLEST_NEED = 1.5
HEAVIEST_RIVAL = 3.0
LEAST_SCORE = 0.4
MOST_THEMES = 4
COUNTING = (Strength.STRONG, Strength.LIGHT)
_WORTH = {
    Strength.STRONG: 1.0,
    Strength.LIGHT: LIGHT_WORTH,
    Strength.WEAK: WEAK_WORTH,
}
Token: TypeAlias = tuple[str, int, int, int]


class WordColumns(Protocol):
    """The words of a text with their offsets and the numbers of their sentences."""

    @property
    def words(self) -> list[str]:
        """Returns the word forms."""

    @property
    def starts(self) -> list[int]:
        """Returns where each word starts."""

    @property
    def ends(self) -> list[int]:
        """Returns where each word ends."""

    @property
    def sentences(self) -> list[int]:
        """Returns the number of the sentence each word stands in."""

    def where(self, judged: Judged) -> Sequence[int]:
        """Returns the positions of the words of which a rule says anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    words: list[str]
    starts: list[int]
    ends: list[int]
    sentences: list[int]

    def where(self, judged: Judged) -> list[int]:
        return judged.indexes(self.words)


class ThemeHit(NamedTuple):
    """One place in the text that points to one theme, and the rule that says so."""

    theme_id: str
    start_offset: int
    end_offset: int
    rule: str
    strength: Strength


@dataclass(frozen=True, slots=True)
class AssignedTheme:
    """One theme of one passage, with its score between 0 and 1."""

    theme_id: str
    score: float
    is_main: bool


class ThemeFinder:
    """Finds the themes of a codebook in tokenised text."""

    def __init__(self, codebook: Codebook) -> None:
        """Reads the terms of the codebook."""
        self._terms = ThemeTerms(codebook)
        self._telling = Judged(
            self._is_telling, sieve=self._terms.telling, is_exact=True
        )
        self.rules = (self._telling,)

    def _is_telling(self, form: str) -> bool:
        return self._terms.judged[form].is_telling

    def find_themes(self, tokens: Sequence[Token]) -> tuple[ThemeHit, ...]:
        """Returns the hits of one passage in text order, exclusions applied.

        Within a theme hits do not overlap (the longest stands), and weak hits are
        left out where the theme has no other.
        """
        words, starts, ends, sentences = (
            map(list, zip(*tokens, strict=True)) if tokens else ([], [], [], [])
        )
        return self.find_in(
            _Columns(words=words, starts=starts, ends=ends, sentences=sentences)
        )

    def find_in(self, text: WordColumns) -> tuple[ThemeHit, ...]:
        """Returns the hits of one passage, given as columns."""
        judged, words = self._terms.judged, text.words
        count = len(words)
        said: list[tuple[int, Judgement]] = []
        phrased: list[ThemeHit] = []
        for index in text.where(self._telling):
            judgements, anchored, _ = judged[words[index]]
            for judgement in judgements:
                said.append((index, judgement))
            for side, lemmas, phrases in anchored:
                if 0 <= (beside := index + side) < count:
                    known = judged[words[beside]][2]
                    if known and not lemmas.isdisjoint(known):
                        fitting = [
                            p for near, p in phrases if not near.isdisjoint(known)
                        ]
                        phrased += self._phrases_at(fitting, text, index)
        counting = {judgement[0] for _, judgement in said if judgement[2] in COUNTING}
        if phrased:
            counting.update(hit[0] for hit in phrased if hit[4] in COUNTING)
        if not counting:
            return ()
        starts, ends = text.starts, text.ends
        hits = [
            ThemeHit(theme_id, starts[at], ends[at], rule, strength)
            for at, (theme_id, rule, strength) in said
            if theme_id in counting
        ]
        # A word says one thing of a theme, so only phrases can be in the way of others.
        return _settled([*hits, *phrased]) if phrased else _in_order(hits)

    def _phrases_at(
        self, phrases: Iterable[Phrase], text: WordColumns, index: int
    ) -> Iterator[ThemeHit]:
        for phrase in phrases:
            first = index - phrase.anchor
            if first >= 0 and self._stands_at(phrase, text, first):
                yield _phrase_hit(phrase, text, first)

    def _stands_at(self, phrase: Phrase, text: WordColumns, first: int) -> bool:
        last = first + len(phrase.words) - 1
        if last >= len(text.words) or text.sentences[first] != text.sentences[last]:
            return False
        judged = self._terms.judged
        for word, wanted in zip(
            text.words[first : last + 1], phrase.words, strict=True
        ):
            if wanted.isdisjoint(judged[word].lemmas):
                return False
        return True


def _phrase_hit(phrase: Phrase, text: WordColumns, first: int) -> ThemeHit:
    start, end = text.starts[first], text.ends[first + len(phrase.words) - 1]
    return ThemeHit(phrase.theme_id, start, end, phrase.rule, phrase.strength)


def assign_themes(
    hits: Iterable[ThemeHit], *, word_count: int, opening: int = 0
) -> tuple[AssignedTheme, ...]:
    """Returns the themes (0 to 4) of a passage, the main one first.

    Weight of a theme: 1 for each distinct strong term, 0.5 each time one comes back, a
    light term half of both, 0.2 for each distinct weak term, and 0.25 more if a term
    that is not weak starts before ``opening``, an offset: what a text opens with it is
    about. Score: its weight divided by that of the heaviest theme (at most 3), times
    the part it has of the weight it needs: 1 in a short answer, 1.5 from 68 words on (a
    repeat, or a second term). From 0.4 up it counts.
    So a passing word loses against what a long passage is about, while a short list of
    four subjects keeps all four.
    """
    weights = _weights(hits, opening=opening)
    if not weights:
        return ()
    need = min(FULLEST_NEED, max(1.0, word_count / WORDS_PER_TERM))
    if len(weights) == 1:
        # Without rivals it is the heaviest.
        theme_id, weight = weights.popitem()
        score = round(min(1.0, weight / need), 4)
        is_kept = score >= LEAST_SCORE
        return (AssignedTheme(theme_id, score, is_main=True),) if is_kept else ()
    heaviest = min(HEAVIEST_RIVAL, max(weights.values()))
    scores = {
        theme_id: round(min(1.0, weight / heaviest) * min(1.0, weight / need), 4)
        for theme_id, weight in weights.items()
    }
    ranked = sorted(scores, key=lambda theme_id: (-scores[theme_id], theme_id))
    kept = [theme_id for theme_id in ranked if scores[theme_id] >= LEAST_SCORE]
    return tuple(
        AssignedTheme(theme_id, scores[theme_id], theme_id == kept[0])
        for theme_id in kept[:MOST_THEMES]
    )


def _weights(hits: Iterable[ThemeHit], *, opening: int) -> dict[str, float]:
    weights: dict[str, float] = {}
    opened: set[str] = set()
    again: dict[tuple[str, str], float] = {}
    for theme_id, start, _, rule, strength in hits:
        worth = again.get((theme_id, rule))
        if worth is None:
            worth = _WORTH[strength]
            is_weak = strength is Strength.WEAK
            again[theme_id, rule] = 0.0 if is_weak else worth * REPEAT_WORTH
        if start < opening and strength in COUNTING and theme_id not in opened:
            opened.add(theme_id)
            worth += OPENING_WORTH
        weights[theme_id] = weights.get(theme_id, 0.0) + worth
    return weights


def _settled(found: Sequence[ThemeHit]) -> tuple[ThemeHit, ...]:
    by_theme: dict[str, list[ThemeHit]] = {}
    for hit in found:
        by_theme.setdefault(hit.theme_id, []).append(hit)
    kept: list[ThemeHit] = []
    for hits in by_theme.values():
        if len(hits) > 1:
            kept += _settled_theme(hits)
        elif hits[0].strength in COUNTING:
            kept += hits
    return _in_order(kept)


def _in_order(hits: list[ThemeHit]) -> tuple[ThemeHit, ...]:
    if len(hits) > 1:
        hits.sort(key=_place)
    return tuple(hits)


_place = itemgetter(1, 0)
_start = itemgetter(1)


def _settled_theme(hits: Sequence[ThemeHit]) -> list[ThemeHit]:
    """Returns the hits of one theme that no exclusion and no longer hit covers."""
    kept = sorted(hits, key=_start)
    if any(hit[2] > following[1] for hit, following in pairwise(kept)):
        kept = _apart(hits)
    if any(hit.strength in COUNTING for hit in kept):
        return [hit for hit in kept if hit.strength is not Strength.EXCLUDED]
    return []


def _apart(hits: Sequence[ThemeHit]) -> list[ThemeHit]:
    """Returns, of hits that overlap, those that go before, in text order."""
    kept: list[ThemeHit] = []
    for hit in sorted(hits, key=_precedence):
        # Those kept do not overlap, so only the two neighbours can be in the way.
        place = bisect_right(kept, hit.start_offset, key=_start)
        is_free_before = place == 0 or kept[place - 1].end_offset <= hit.start_offset
        if is_free_before and (
            place == len(kept) or hit.end_offset <= kept[place].start_offset
        ):
            kept.insert(place, hit)
    return kept


def _precedence(hit: ThemeHit) -> tuple[bool, bool, int, int]:
    length = hit.end_offset - hit.start_offset
    is_excluded = hit.strength is Strength.EXCLUDED
    is_weak = hit.strength is Strength.WEAK
    return not is_excluded, is_weak, -length, hit.start_offset
