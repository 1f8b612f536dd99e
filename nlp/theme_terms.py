"""A codebook in, a verdict on any single word form out.

Each form is judged once and remembered: a text of a million words has few forms. Most
say nothing, and how they open shows that before any rule of the language is asked.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain
from typing import NamedTuple, TypeAlias

from nlp.codebook import Codebook
from nlp.compounds import SHORTEST_HEAD, shipped_splitter
from nlp.openings import holding_test, noun_openings, opening_test, openings
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


class _Remembered(dict[str, JudgedForm]):
    """What the codebook says about each form that was asked for."""

    def __init__(self, judge: Callable[[str], JudgedForm]) -> None:
        super().__init__()
        self._judge = judge

    def __missing__(self, form: str) -> JudgedForm:
        judged = self[form] = self._judge(form)
        return judged


_Judgements: TypeAlias = tuple[Judgement, ...]
_Piece: TypeAlias = tuple[str, str, frozenset[str]]
"""A word form, or one of the words joined in it: written, plain, its known lemmas."""


class ThemeTerms:
    """Judges word forms by the terms of a codebook, each form once.

    ``judged`` gives what the codebook says about a form, from memory if it can.
    """

    def __init__(self, codebook: Codebook) -> None:
        """Prepares the tables, and how the forms of all their lemmas open."""
        self._tables = tables = TermTables(codebook)
        self._lemmas = tables.lemmas()
        self._claiming = frozenset((*tables.words, *tables.excluded))
        self._may_be_known = opening_test(_united(map(openings, self._lemmas)))
        self._counting = {
            word: counting
            for word, found in tables.words.items()
            if (counting := [each for each in found if each[2] is not Strength.WEAK])
        }
        self._splitter = shipped_splitter()
        modifiers = self._splitter.modifier_openings(self._counting.keys())
        parts = set(_united(map(noun_openings, tables.parts)))
        self._may_hold_part = holding_test(parts)
        self._may_hold_word = holding_test((*parts, *modifiers))
        self._known_parts = KnownParts(tables.parts.keys())
        self._beginnings = _affixes(tables.excluded_starts)
        self._endings = _affixes(tables.excluded_ends)
        shortest = min(map(len, self._counting), default=0)
        self._shortest_compound = min(SHORTEST_WITH_PART, SHORTEST_HEAD + shortest)
        self.judged = _Remembered(self._judge)
        self._by_modifier: set[str] = set()
        self._by_lemmas: dict[frozenset[str], JudgedForm] = {}
        for lemma in self._lemmas:
            self._of_lemmas(frozenset((lemma,)))

    def telling(self, forms: Iterable[str]) -> list[str]:
        """Returns the forms that point to a theme or anchor a phrase.

        Of many at once: how each opens is looked at once, and most say nothing.
        """
        new = set(forms).difference(self.judged)
        letters = {form for form in new if form.isascii() and form.isalpha()}
        self._judge_letters(set(map(str.lower, letters)))
        for form in new - letters:
            if not any(map(self._may_say, written_pieces(form))):
                self.judged[form] = _SAYS_NOTHING
        judged = self.judged.__getitem__
        return [form for form in forms if (said := judged(form))[0] or said[1]]

    def _may_say(self, piece: str) -> bool:
        plain = plain_form(piece)
        may_be = piece in self._tables.capitals or self._may_be_known(plain)
        return may_be or bool(self._may_hold_word(plain))

    def _judge_letters(self, plain: set[str]) -> None:
        """Remembers what many plain forms of letters alone say."""
        judged, lemmas = self.judged, self._lemmas
        new = plain.difference(judged, self._tables.capitals)
        opening = set(filter(self._may_be_known, new))
        holding = set(filter(self._may_hold_word, new))
        judged.update(dict.fromkeys(new - opening - holding, _SAYS_NOTHING))
        for form in opening - holding:
            judged[form] = self._of_word(form, lemmas & plain_stems(form))
        for form in holding:
            known = lemmas & plain_stems(form) if form in opening else _NO_LEMMAS
            judged[form] = self._of_compound(form, form, known)

    def _judge(self, form: str) -> JudgedForm:
        if not form.isalpha():
            return self._of_pieces(form, list(map(self._piece, written_pieces(form))))
        is_capital = form in self._tables.capitals
        # Of scripts without capitals a form is its own small form, and not "lower".
        if not is_capital and (small := form.lower()) != form:
            return self._without_modifiers(small)
        piece = self._piece(form)
        _, plain, lemmas = piece
        if is_capital:
            return self._of_pieces(form, [piece])
        return self._of_compound(form, plain, lemmas)

    def _of_compound(
        self, written: str, plain: str, lemmas: frozenset[str]
    ) -> JudgedForm:
        """Returns what a form of letters alone says, which may hold other words."""
        if len(plain) >= self._shortest_compound and (
            self._may_hold_part(plain)
            or (self._claiming.isdisjoint(lemmas) and self._may_hold_word(plain))
        ):
            return self._of_pieces(written, [(written, plain, lemmas)])
        return self._of_word(plain, lemmas, written=written)

    def _of_word(
        self, plain: str, lemmas: frozenset[str], written: str = ""
    ) -> JudgedForm:
        """Returns what a form of letters alone says that holds no other word."""
        judged = self._of_lemmas(lemmas)
        if judged.judgements and self._has_affix(plain):
            return self._of_pieces(
                written or plain, [(written or plain, plain, lemmas)]
            )
        return judged

    def _of_pieces(self, form: str, pieces: Sequence[_Piece]) -> JudgedForm:
        """Returns what a form says by its pieces: itself and the words joined in it."""
        lemmas = _NO_LEMMAS.union(*(known for _, _, known in pieces))
        judgements = self._judgements(form, pieces)
        return JudgedForm(judgements, self._of_lemmas(lemmas).anchored, lemmas)

    def _of_lemmas(self, lemmas: frozenset[str]) -> JudgedForm:
        """Returns what a word says that has these lemmas and holds no other word."""
        judged = self._by_lemmas.get(lemmas)
        if judged is None:
            judged = JudgedForm(
                self._claimed_by(lemmas), self._anchored_by(lemmas), lemmas
            )
            self._by_lemmas[lemmas] = judged
        return judged

    def _claimed_by(self, lemmas: frozenset[str]) -> _Judgements:
        claiming = lemmas & self._claiming
        if len(claiming) == 1 != len(lemmas):
            return self._of_lemmas(claiming).judgements
        claims = self._word_claims(claiming)
        return _best([(claims, self._excluded_by(claiming))]) if claims else ()

    def _anchored_by(self, lemmas: frozenset[str]) -> tuple[Anchored, ...]:
        phrases = self._tables.phrases
        anchoring = [lemma for lemma in lemmas if lemma in phrases]
        if not anchoring:
            return ()
        one, *others = anchoring
        # A phrase stands under every lemma its anchor may have, so mostly one has all.
        if len(lemmas) > 1 and all(phrases[each] == phrases[one] for each in others):
            return self._of_lemmas(frozenset((one,))).anchored
        return tuple(self._anchors(anchoring))

    def _without_modifiers(self, small: str) -> JudgedForm:
        """Returns what a word with a capital says, given that word without.

        All the same, except what stands before the head of a compound: it may be a
        name.
        """
        judged = self.judged[small]
        if small not in self._by_modifier:
            return judged
        return judged._replace(judgements=())

    def _piece(self, written: str) -> _Piece:
        plain = plain_form(written)
        if self._may_be_known(plain):
            return written, plain, self._lemmas & plain_stems(plain)
        return written, plain, _NO_LEMMAS

    def _anchors(self, lemmas: Sequence[str]) -> Iterator[Anchored]:
        """Yields the phrases that have one of these lemmas for their anchor."""
        known = [self._tables.phrases[lemma] for lemma in lemmas]
        ordered = known[0]
        if len(known) > 1:
            # A phrase may stand under several; lemmas come from a set, and sorting
            # keeps every run the same.
            each = {id(phrase): phrase for phrase in chain.from_iterable(known)}
            ordered = sorted(each.values(), key=lambda phrase: phrase.sort_key)
        for side in (-1, 1):
            found = tuple(p for p in ordered if (p.anchor > 0) is (side < 0))
            if found:
                beside = (p.words[p.anchor + side] for p in found)
                yield Anchored(side, frozenset[str]().union(*beside), found)

    def _judgements(self, form: str, pieces: Sequence[_Piece]) -> _Judgements:
        if not form.isalpha() and any(mark in form for mark in ADDRESS_MARKS):
            return ()
        claimed = []
        for piece in pieces:
            # "woon- en werkgebied": a piece cut off by its hyphen is a modifier.
            is_cut = piece is not pieces[0] and f"{piece[0]}-" in form
            claims = self._claims(piece, is_cut=is_cut)
            if claims:
                claimed.append((claims, self._themes_excluded(piece)))
        return _best(claimed)

    def _claims(self, piece: _Piece, *, is_cut: bool) -> list[Judgement]:
        """Returns what words, then parts, say of one piece of a token."""
        written, plain, lemmas = piece
        claims = [
            *self._tables.capitals.get(written, ()),
            *self._word_claims(lemmas),
        ]
        is_long = len(plain) >= self._shortest_compound
        if is_cut or (is_long and self._may_hold_part(plain)):
            claims += self._part_claims(plain, is_cut=is_cut)
        if not claims and (is_cut or (is_long and self._may_hold_word(plain))):
            claims = self._modifier_claims(written)
            if claims:
                self._by_modifier.add(written)
        return claims

    def _word_claims(self, lemmas: frozenset[str]) -> list[Judgement]:
        words = self._tables.words
        return [each for lemma in sorted(lemmas) for each in words.get(lemma, ())]

    def _part_claims(self, plain: str, *, is_cut: bool) -> Iterator[Judgement]:
        parts = self._known_parts.find(plain)
        if is_cut and plain in self._known_parts.names:
            parts |= {PartFound(plain, PartPosition.MODIFIER)}
        for found in sorted(parts, key=_longest_first) if parts else ():
            for theme_id, rule, strength, positions in self._tables.parts[found.part]:
                if found.position in positions:
                    yield theme_id, rule, strength

    def _modifier_claims(self, piece: str) -> list[Judgement]:
        """Returns what words say that stand before the head of a compound.

        Only where nothing else speaks, and not in names: the head tells what kind of
        thing it is ("kosten", "plan"), what stands before it tells what it is about.
        """
        if not piece.islower():
            return []
        return [
            (theme_id, f"part:{part}", strength)
            for part in self._splitter.split(piece)[:-1]
            for theme_id, _, strength in self._counting.get(part, ())
        ]

    def _themes_excluded(self, piece: _Piece) -> set[str]:
        _, plain, lemmas = piece
        themes = self._excluded_by(lemmas)
        if plain.startswith(self._beginnings[""]):
            starts = self._beginnings.items()
            themes.update(theme for theme, each in starts if plain.startswith(each))
        if plain.endswith(self._endings[""]):
            ends = self._endings.items()
            themes.update(theme for theme, each in ends if plain.endswith(each))
        return themes

    def _excluded_by(self, lemmas: frozenset[str]) -> set[str]:
        excluded = self._tables.excluded
        return set[str]().union(*(excluded.get(lemma, ()) for lemma in lemmas))

    def _has_affix(self, plain: str) -> bool:
        """Tells whether a form begins or ends as some theme excludes."""
        is_begun = plain.startswith(self._beginnings[""])
        return is_begun or plain.endswith(self._endings[""])


def _best(claimed: Iterable[tuple[Sequence[Judgement], Set[str]]]) -> _Judgements:
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


def _united(of_each: Iterable[Iterable[str]]) -> Iterable[str]:
    return chain.from_iterable(of_each)


def _affixes(excluded: Mapping[str, set[str]]) -> dict[str, tuple[str, ...]]:
    """Returns the affixes of each theme, and those of all themes under ``""``."""
    each = {theme_id: tuple(sorted(found)) for theme_id, found in excluded.items()}
    return {"": tuple(chain.from_iterable(each.values())), **each}


def _longest_first(found: PartFound) -> tuple[int, str]:
    return -len(found.part), found.part
