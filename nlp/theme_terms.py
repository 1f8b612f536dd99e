"""A codebook in, a verdict on any single word form out.

Each form is judged once and remembered: a text of a million words has few forms.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import NamedTuple, TypeAlias

from nlp.codebook import Codebook, Theme
from nlp.compounds import SHORTEST_HEAD, shipped_splitter
from nlp.word_forms import (
    KnownParts,
    PartFound,
    PartPosition,
    plain_form,
    plain_stems,
)

# Signs that join words inside one token: "LS-net", "en/of".
JOINERS = str.maketrans({sign: " " for sign in "-–/\\+&"})

# Addresses of pages and mailboxes hold words that nobody wrote about.
ADDRESS_MARKS = ("://", "www.", "@")

# A phrase is looked up where its anchor stands; these words stand everywhere.
POOR_ANCHORS = frozenset(
    "van het met een voor niet geen naar over door zijn maar meer zonder uit".split()
)


class Strength(StrEnum):
    """Whether a hit counts by itself, beside another, or takes others away."""

    STRONG = "strong"
    WEAK = "weak"
    EXCLUDED = "excluded"


Judgement: TypeAlias = tuple[str, str, Strength]
Claim: TypeAlias = tuple[str, str, Strength, frozenset[PartPosition]]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Several words that count together: each word as the set of its lemmas.

    The search starts at the anchor, the longest telling word: few texts hold it,
    whereas a phrase like "in de wijk" would start at every "in".
    """

    theme_id: str
    rule: str
    strength: Strength
    words: tuple[frozenset[str], ...]
    anchor: int

    @property
    def sort_key(self) -> tuple[str, str, str]:
        """Orders phrases by what they say."""
        return self.theme_id, self.rule, self.strength


@dataclass(frozen=True, slots=True)
class Anchored:
    """The phrases anchored at a form, by the lemmas their next word may have.

    One look at the word on the left (-1) or right (1) rules nearly all of them out.
    """

    side: int
    lemmas: frozenset[str]
    phrases: tuple[Phrase, ...]


class JudgedForm(NamedTuple):
    """Everything the codebook says about one word form."""

    judgements: tuple[Judgement, ...]
    anchored: tuple[Anchored, ...]
    lemmas: frozenset[str]

    @property
    def is_telling(self) -> bool:
        """Tells whether the form points to a theme or anchors a phrase."""
        return bool(self.judgements or self.anchored)


class ThemeTerms:
    """The terms of a codebook as look-up tables over word forms."""

    def __init__(self, codebook: Codebook) -> None:
        """Enters every term under the lemmas by which it will be found."""
        self._words: dict[str, list[Judgement]] = defaultdict(list)
        self._capitals: dict[str, list[Judgement]] = defaultdict(list)
        self._parts: dict[str, list[Claim]] = defaultdict(list)
        self._phrases: dict[str, list[Phrase]] = defaultdict(list)
        self._excluded: dict[str, set[str]] = defaultdict(set)
        self._excluded_starts: dict[str, set[str]] = defaultdict(set)
        self._excluded_ends: dict[str, set[str]] = defaultdict(set)
        self._judged: dict[str, JudgedForm] = {}
        for theme in codebook.themes:
            self._add_theme(theme)
        self._known_parts = KnownParts(self._parts.keys())
        self._beginnings = _affixes(self._excluded_starts)
        self._endings = _affixes(self._excluded_ends)
        self._shortest_compound = SHORTEST_HEAD + min(map(len, self._words), default=0)

    def judge(self, form: str) -> JudgedForm:
        """Returns what the codebook says about a form, from memory if it can."""
        judged = self._judged.get(form)
        if judged is None:
            pieces = _pieces(form)
            lemmas = pieces[0].stems.union(*(piece.stems for piece in pieces[1:]))
            is_anchor = not self._phrases.keys().isdisjoint(lemmas)
            anchored = tuple(self._anchored(lemmas)) if is_anchor else ()
            judgements = self._judgements(form, pieces)
            judged = self._judged[form] = JudgedForm(judgements, anchored, lemmas)
        return judged

    def _anchored(self, lemmas: frozenset[str]) -> Iterator[Anchored]:
        """Yields the phrases that have one of these lemmas for their anchor."""
        anchored = {p for lemma in lemmas for p in self._phrases.get(lemma, ())}
        # Lemmas come from a set: sorting keeps every run the same.
        ordered = sorted(anchored, key=lambda phrase: phrase.sort_key)
        for side in (-1, 1):
            phrases = tuple(p for p in ordered if (p.anchor > 0) is (side < 0))
            if phrases:
                beside = (p.words[p.anchor + side] for p in phrases)
                yield Anchored(side, frozenset[str]().union(*beside), phrases)

    def _add_theme(self, theme: Theme) -> None:
        theme_id = theme.theme_id
        for term in theme.exclude_words:
            self._add_exclusion(theme_id, term)
        words = (*theme.words, *theme.words_en, *theme.words_fy, *theme.phrases)
        for term in (*words, *theme.parts):
            self._add_term(theme_id, term, Strength.STRONG)
        for term in (*theme.weak, *theme.weak_parts):
            self._add_term(theme_id, term, Strength.WEAK)
        head, start = {PartPosition.HEAD}, {PartPosition.MODIFIER}
        for parts, strength, positions in (
            (theme.parts, Strength.STRONG, set(PartPosition)),
            (theme.weak_parts, Strength.WEAK, set(PartPosition)),
            (theme.parts_head, Strength.STRONG, head),
            (theme.parts_modifier, Strength.STRONG, start),
        ):
            for part in parts:
                claim = (theme_id, f"part:{part}", strength, frozenset(positions))
                self._parts[plain_form(part)].append(claim)

    def _add_term(self, theme_id: str, term: str, strength: Strength) -> None:
        if " " in term:
            self._add_phrase(theme_id, term, strength)
        elif term.isupper():
            self._capitals[term].append((theme_id, f"word:{term}", strength))
        else:
            judgement = (theme_id, f"word:{term}", strength)
            self._words[plain_form(term)].append(judgement)

    def _add_phrase(self, theme_id: str, term: str, strength: Strength) -> None:
        spelled = term.split()
        words = tuple(lemmas_of(word) for word in spelled)
        anchor = max(
            range(len(spelled)),
            key=lambda at: (words[at].isdisjoint(POOR_ANCHORS), len(spelled[at])),
        )
        phrase = Phrase(theme_id, f"phrase:{term}", strength, words, anchor)
        for lemma in words[anchor]:
            self._phrases[lemma].append(phrase)

    def _add_exclusion(self, theme_id: str, term: str) -> None:
        if " " in term:
            self._add_phrase(theme_id, term, Strength.EXCLUDED)
        elif term.endswith("-"):
            self._excluded_starts[theme_id].add(plain_form(term[:-1]))
        elif term.startswith("-"):
            self._excluded_ends[theme_id].add(plain_form(term[1:]))
        else:
            self._excluded[plain_form(term)].add(theme_id)

    def _judgements(
        self, form: str, pieces: Sequence["_Piece"]
    ) -> tuple[Judgement, ...]:
        if not form.isalpha() and any(mark in form for mark in ADDRESS_MARKS):
            return ()
        best: dict[str, Judgement] = {}
        for piece in pieces:
            # "woon- en werkgebied": a piece cut off by its hyphen is a modifier.
            is_cut = piece is not pieces[0] and f"{piece.written}-" in form
            claims = self._claims(piece, is_cut=is_cut) or (
                self._modifier_claims(piece.written)
            )
            excluded = self._themes_excluded(piece) if claims else ()
            for judgement in claims:
                theme_id, _, strength = judgement
                is_better = theme_id not in best or (
                    strength is Strength.STRONG
                    and best[theme_id][2] is not Strength.STRONG
                )
                if is_better and theme_id not in excluded:
                    best[theme_id] = judgement
        return tuple(best.values())

    def _claims(self, piece: "_Piece", *, is_cut: bool) -> list[Judgement]:
        """Returns what words, then parts, say of one piece of a token."""
        claims = list(self._capitals.get(piece.written, ()))
        if not self._words.keys().isdisjoint(piece.stems):
            for lemma in sorted(piece.stems):
                claims += self._words.get(lemma, ())
        parts = self._known_parts.find(piece.plain)
        if is_cut and piece.plain in self._known_parts.names:
            parts |= {PartFound(piece.plain, PartPosition.MODIFIER)}
        for found in sorted(parts, key=_longest_first) if parts else ():
            for theme_id, rule, strength, positions in self._parts[found.part]:
                if found.position in positions:
                    claims.append((theme_id, rule, strength))
        return claims

    def _modifier_claims(self, piece: str) -> list[Judgement]:
        """Returns what strong words say that stand before the head of a compound.

        Only where nothing else speaks, and not in names: the head tells what kind of
        thing it is ("kosten", "plan"), what stands before it tells what it is about.
        """
        if not piece.islower() or len(piece) < self._shortest_compound:
            return []
        return [
            (theme_id, f"part:{part}", strength)
            for part in shipped_splitter().split(piece)[:-1]
            for theme_id, _, strength in self._words.get(part, ())
            if strength is Strength.STRONG
        ]

    def _themes_excluded(self, piece: "_Piece") -> set[str]:
        plain, themes = piece.plain, set[str]()
        if not self._excluded.keys().isdisjoint(piece.stems):
            themes.update(*(self._excluded.get(lemma, ()) for lemma in piece.stems))
        if plain.startswith(self._beginnings[""]):
            starts = self._beginnings.items()
            themes.update(theme for theme, each in starts if plain.startswith(each))
        if plain.endswith(self._endings[""]):
            ends = self._endings.items()
            themes.update(theme for theme, each in ends if plain.endswith(each))
        return themes


def _affixes(excluded: Mapping[str, set[str]]) -> dict[str, tuple[str, ...]]:
    """Returns the affixes of each theme, and those of all themes under ``""``."""
    each = {theme_id: tuple(sorted(found)) for theme_id, found in excluded.items()}
    return {"": tuple(chain.from_iterable(each.values())), **each}


class _Piece(NamedTuple):
    """A word form, or one of the words joined in it, with its candidate lemmas."""

    written: str
    plain: str
    stems: frozenset[str]


def _pieces(form: str) -> list[_Piece]:
    """Returns the form itself, then the words that signs join in it."""
    if form.isalpha():
        return [_piece(form)]
    joined = form.translate(JOINERS).split()
    if joined == [form]:
        return [_piece(form)]
    return [_piece(form), *(_piece(word) for word in joined if len(word) > 1)]


def _piece(written: str) -> _Piece:
    plain = plain_form(written)
    return _Piece(written, plain, plain_stems(plain))


def lemmas_of(form: str) -> frozenset[str]:
    """Returns the candidate lemmas of a form and of the words joined in it."""
    return frozenset[str]().union(*(piece.stems for piece in _pieces(form)))


def _longest_first(found: PartFound) -> tuple[int, str]:
    return -len(found.part), found.part
