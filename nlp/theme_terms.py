"""A codebook in, a verdict on any single word form out.

Each form is judged once and remembered: a text of a million words has few forms. Most
say nothing, and how they open shows that before any rule of the language is asked.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple, TypeAlias

from nlp.codebook import Codebook
from nlp.compounds import SHORTEST_HEAD, shipped_splitter
from nlp.openings import Openings, noun_openings, openings
from nlp.theme_tables import (
    Judgement,
    Phrase,
    Strength,
    TermTables,
    written_pieces,
)
from nlp.word_forms import (
    SHORTEST_WITH_PART,
    KnownParts,
    PartFound,
    PartPosition,
    plain_form,
    plain_stems,
)

# Addresses of pages and mailboxes hold words that nobody wrote about.
ADDRESS_MARKS = ("://", "www.", "@")
_NO_LEMMAS: frozenset[str] = frozenset()


class Anchored(NamedTuple):
    """The phrases anchored at a form, by the lemmas their next word may have.

    One look at the word on the left (-1) or right (1) rules nearly all of them out.
    """

    side: int
    lemmas: frozenset[str]
    phrases: tuple[Phrase, ...]


class JudgedForm(NamedTuple):
    """Everything the codebook says about one word form.

    ``lemmas`` are those of its candidate lemmas that stand in the codebook.
    """

    judgements: tuple[Judgement, ...] = ()
    anchored: tuple[Anchored, ...] = ()
    lemmas: frozenset[str] = frozenset()

    @property
    def verdict(self) -> tuple[tuple[Judgement, ...], tuple[Anchored, ...]]:
        """The themes it points to and the phrases that start there."""
        return self.judgements, self.anchored

    @property
    def is_telling(self) -> bool:
        """Tells whether the form points to a theme or anchors a phrase."""
        return bool(self.judgements or self.anchored)


_SAYS_NOTHING = JudgedForm()


_Piece: TypeAlias = tuple[str, str, frozenset[str]]
"""A word form, or one of the words joined in it: written, plain, its known lemmas."""


class ThemeTerms:
    """Judges word forms by the terms of a codebook, each form once."""

    def __init__(self, codebook: Codebook) -> None:
        """Prepares the tables, and how the forms of all their lemmas open."""
        self._tables = tables = TermTables(codebook)
        self._lemmas = tables.lemmas()
        self._may_be_known = _openings(map(openings, self._lemmas)).may_open
        self._strong = {
            word: strong
            for word, found in tables.words.items()
            if (strong := [each for each in found if each[2] is Strength.STRONG])
        }
        self._splitter = shipped_splitter()
        modifiers = self._splitter.modifier_openings(self._strong.keys())
        parts = _openings((*map(noun_openings, tables.parts), modifiers))
        self._may_hold_part = parts.may_hold
        self._known_parts = KnownParts(tables.parts.keys())
        self._beginnings = _affixes(tables.excluded_starts)
        self._endings = _affixes(tables.excluded_ends)
        shortest = min(map(len, self._strong), default=0)
        self._shortest_compound = min(SHORTEST_WITH_PART, SHORTEST_HEAD + shortest)
        self._judged: dict[str, JudgedForm] = {}
        self._anchored: dict[frozenset[str], tuple[Anchored, ...]] = {}

    def judge(self, form: str) -> JudgedForm:
        """Returns what the codebook says about a form, from memory if it can."""
        judged = self._judged.get(form)
        if judged is None:
            judged = self._judged[form] = self._judge(form)
        return judged

    def _judge(self, form: str) -> JudgedForm:
        pieces = list(map(self._piece, written_pieces(form)))
        lemmas = pieces[0][2]
        if len(pieces) > 1:
            lemmas = lemmas.union(*(known for _, _, known in pieces))
        judgements = self._judgements(form, pieces)
        if not judgements and not lemmas:
            return _SAYS_NOTHING
        return JudgedForm(judgements, self._anchored_at(lemmas), lemmas)

    def _piece(self, written: str) -> _Piece:
        plain = plain_form(written)
        if self._may_be_known(plain):
            return written, plain, self._lemmas & plain_stems(plain)
        return written, plain, _NO_LEMMAS

    def _anchored_at(self, lemmas: frozenset[str]) -> tuple[Anchored, ...]:
        if self._tables.phrases.keys().isdisjoint(lemmas):
            return ()
        if lemmas not in self._anchored:
            self._anchored[lemmas] = tuple(self._anchors(lemmas))
        return self._anchored[lemmas]

    def _anchors(self, lemmas: frozenset[str]) -> Iterator[Anchored]:
        """Yields the phrases that have one of these lemmas for their anchor."""
        phrases = self._tables.phrases
        known = [phrases[lemma] for lemma in lemmas if lemma in phrases]
        # A phrase may stand under several of them.
        anchored = known[0] if len(known) == 1 else set(chain.from_iterable(known))
        # Lemmas come from a set: sorting keeps every run the same.
        ordered = sorted(anchored, key=lambda phrase: phrase.sort_key)
        for side in (-1, 1):
            found = tuple(p for p in ordered if (p.anchor > 0) is (side < 0))
            if found:
                beside = (p.words[p.anchor + side] for p in found)
                yield Anchored(side, frozenset[str]().union(*beside), found)

    def _judgements(self, form: str, pieces: Sequence[_Piece]) -> tuple[Judgement, ...]:
        if not form.isalpha() and any(mark in form for mark in ADDRESS_MARKS):
            return ()
        best: dict[str, Judgement] = {}
        for piece in pieces:
            # "woon- en werkgebied": a piece cut off by its hyphen is a modifier.
            is_cut = piece is not pieces[0] and f"{piece[0]}-" in form
            claims = self._claims(piece, is_cut=is_cut)
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

    def _claims(self, piece: _Piece, *, is_cut: bool) -> list[Judgement]:
        """Returns what words, then parts, say of one piece of a token."""
        written, plain, lemmas = piece
        claims = list(self._tables.capitals.get(written, ()))
        for lemma in sorted(lemmas):
            claims += self._tables.words.get(lemma, ())
        is_long = len(plain) >= self._shortest_compound
        if is_cut or (is_long and self._may_hold_part(plain)):
            claims += self._part_claims(plain, is_cut=is_cut)
            return claims or self._modifier_claims(written)
        return claims

    def _part_claims(self, plain: str, *, is_cut: bool) -> Iterator[Judgement]:
        parts = self._known_parts.find(plain)
        if is_cut and plain in self._known_parts.names:
            parts |= {PartFound(plain, PartPosition.MODIFIER)}
        for found in sorted(parts, key=_longest_first) if parts else ():
            for theme_id, rule, strength, positions in self._tables.parts[found.part]:
                if found.position in positions:
                    yield theme_id, rule, strength

    def _modifier_claims(self, piece: str) -> list[Judgement]:
        """Returns what strong words say that stand before the head of a compound.

        Only where nothing else speaks, and not in names: the head tells what kind of
        thing it is ("kosten", "plan"), what stands before it tells what it is about.
        """
        if not piece.islower():
            return []
        return [
            (theme_id, f"part:{part}", strength)
            for part in self._splitter.split(piece)[:-1]
            for theme_id, _, strength in self._strong.get(part, ())
        ]

    def _themes_excluded(self, piece: _Piece) -> set[str]:
        _, plain, lemmas = piece
        excluded = self._tables.excluded
        themes = set[str]()
        if not excluded.keys().isdisjoint(lemmas):
            themes.update(*(excluded.get(lemma, ()) for lemma in lemmas))
        if plain.startswith(self._beginnings[""]):
            starts = self._beginnings.items()
            themes.update(theme for theme, each in starts if plain.startswith(each))
        if plain.endswith(self._endings[""]):
            ends = self._endings.items()
            themes.update(theme for theme, each in ends if plain.endswith(each))
        return themes


def _openings(of_each: Iterable[Iterable[str]]) -> Openings:
    return Openings(chain.from_iterable(of_each))


def _affixes(excluded: Mapping[str, set[str]]) -> dict[str, tuple[str, ...]]:
    """Returns the affixes of each theme, and those of all themes under ``""``."""
    each = {theme_id: tuple(sorted(found)) for theme_id, found in excluded.items()}
    return {"": tuple(chain.from_iterable(each.values())), **each}


def _longest_first(found: PartFound) -> tuple[int, str]:
    return -len(found.part), found.part
