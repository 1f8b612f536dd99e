"""A codebook as tables and one piece of a word form in, what the piece claims out.

A word claims by its lemmas, a compound by the known parts in it, and where nothing
else speaks by what stands before its head.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain
from typing import TypeAlias

from nlp.compounds import SHORTEST_HEAD, shipped_splitter
from nlp.openings import holding_test, noun_openings
from nlp.theme_tables import Judgement, Strength, TermTables
from nlp.word_forms import SHORTEST_WITH_PART, KnownParts, PartFound, PartPosition

Judgements: TypeAlias = tuple[Judgement, ...]
Piece: TypeAlias = tuple[str, str, frozenset[str]]
"""A word form, or one of the words joined in it: written, plain, its known lemmas."""


class Claims:
    """Tells what pieces of word forms claim, by the terms of a codebook.

    ``by_modifier`` are the forms that claim only by what stands before their head.
    """

    def __init__(self, tables: TermTables) -> None:
        """Prepares what tells at a glance that a form holds no known word."""
        self._tables = tables
        self._counting = {
            word: counting
            for word, found in tables.words.items()
            if (counting := [each for each in found if each[2] is not Strength.WEAK])
        }
        self._splitter = shipped_splitter()
        modifiers = self._splitter.modifier_openings(self._counting.keys())
        parts = set(chain.from_iterable(map(noun_openings, tables.parts)))
        self._holds_part = holding_test(parts)
        self._holds_word = holding_test((*parts, *modifiers))
        self._known_parts = KnownParts(tables.parts.keys())
        self._beginnings = _affixes(tables.excluded_starts)
        self._endings = _affixes(tables.excluded_ends)
        shortest = min(map(len, self._counting), default=0)
        self._shortest_compound = min(SHORTEST_WITH_PART, SHORTEST_HEAD + shortest)
        self.by_modifier: set[str] = set()

    def may_hold_part(self, plain: str) -> bool:
        """Tells whether a plain form may hold a part that says something."""
        is_long = len(plain) >= self._shortest_compound
        return is_long and bool(self._holds_part(plain))

    def may_hold_word(self, plain: str) -> bool:
        """Tells whether it may hold a part, or a word before its head."""
        is_long = len(plain) >= self._shortest_compound
        return is_long and bool(self._holds_word(plain))

    def of_piece(self, piece: Piece, *, is_cut: bool) -> list[Judgement]:
        """Returns what words, then parts, say of one piece of a token."""
        written, plain, _ = piece
        has_part = is_cut or self.may_hold_part(plain)
        claims = self._of_whole(piece, is_cut=is_cut, has_part=has_part)
        if not claims and (is_cut or self.may_hold_word(plain)):
            claims = self._of_modifiers(written)
        return claims

    def of_compound(self, piece: Piece, *, has_part: bool) -> list[Judgement]:
        """Returns the same of a whole form that may hold a word before its head."""
        claims = self._of_whole(piece, is_cut=False, has_part=has_part)
        return claims or self._of_modifiers(piece[0])

    def _of_whole(
        self, piece: Piece, *, is_cut: bool, has_part: bool
    ) -> list[Judgement]:
        written, plain, lemmas = piece
        claims = [
            *self._tables.capitals.get(written, ()),
            *self.of_words(lemmas),
        ]
        if has_part:
            claims += self._of_parts(plain, is_cut=is_cut)
        return claims

    def of_words(self, lemmas: frozenset[str]) -> list[Judgement]:
        """Returns what a word with these lemmas says."""
        words = self._tables.words
        return [each for lemma in sorted(lemmas) for each in words.get(lemma, ())]

    def _of_parts(self, plain: str, *, is_cut: bool) -> Iterator[Judgement]:
        parts = self._known_parts.find(plain)
        if is_cut and plain in self._known_parts.names:
            parts |= {PartFound(plain, PartPosition.MODIFIER)}
        for found in sorted(parts, key=_longest_first) if parts else ():
            for theme_id, rule, strength, positions in self._tables.parts[found.part]:
                if found.position in positions:
                    yield theme_id, rule, strength

    def _of_modifiers(self, piece: str) -> list[Judgement]:
        """Returns what words say that stand before the head of a compound.

        Only where nothing else speaks, and not in names: the head tells what kind of
        thing it is ("kosten", "plan"), what stands before it tells what it is about.
        """
        if not piece.islower():
            return []
        claims = [
            (theme_id, f"part:{part}", strength)
            for part in self._splitter.split(piece)[:-1]
            for theme_id, _, strength in self._counting.get(part, ())
        ]
        if claims:
            self.by_modifier.add(piece)
        return claims

    def themes_excluded(self, piece: Piece) -> set[str]:
        """Returns the themes that a piece says nothing of, whatever it claims."""
        _, plain, lemmas = piece
        themes = self.excluded_by(lemmas)
        if plain.startswith(self._beginnings[""]):
            starts = self._beginnings.items()
            themes.update(theme for theme, each in starts if plain.startswith(each))
        if plain.endswith(self._endings[""]):
            ends = self._endings.items()
            themes.update(theme for theme, each in ends if plain.endswith(each))
        return themes

    def excluded_by(self, lemmas: frozenset[str]) -> set[str]:
        """Returns the themes that a word with these lemmas says nothing of."""
        excluded = self._tables.excluded
        if excluded.keys().isdisjoint(lemmas):
            return set()
        return set[str]().union(*(excluded.get(lemma, ()) for lemma in lemmas))

    def has_affix(self, plain: str) -> bool:
        """Tells whether a form begins or ends as some theme excludes."""
        is_begun = plain.startswith(self._beginnings[""])
        return is_begun or plain.endswith(self._endings[""])


def best(claimed: Iterable[tuple[Sequence[Judgement], Set[str]]]) -> Judgements:
    """Returns the best claim for each theme that its own piece does not exclude."""
    best: dict[str, Judgement] = {}
    for claims, excluded in claimed:
        for judgement in claims:
            theme_id, _, strength = judgement
            is_better = theme_id not in best or (
                strength is Strength.STRONG and best[theme_id][2] is Strength.WEAK
            )
            if is_better and theme_id not in excluded:
                best[theme_id] = judgement
    return tuple(best.values())


def _affixes(excluded: Mapping[str, set[str]]) -> dict[str, tuple[str, ...]]:
    """Returns the affixes of each theme, and those of all themes under ``""``."""
    each = {theme_id: tuple(sorted(found)) for theme_id, found in excluded.items()}
    return {"": tuple(chain.from_iterable(each.values())), **each}


def _longest_first(found: PartFound) -> tuple[int, str]:
    return -len(found.part), found.part
