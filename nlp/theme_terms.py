"""A codebook in, a verdict on any single word form out.

Each form is judged once and remembered: a text of a million words has few forms. Most
say nothing, and how they open shows that before any rule of the language is asked.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, filterfalse
from typing import NamedTuple

from nlp.codebook import Codebook
from nlp.openings import opening_test, openings
from nlp.theme_claims import Claims, Judgements, Piece, best
from nlp.theme_tables import (
    Judgement,
    Phrase,
    TermTables,
    written_pieces,
)
from nlp.word_forms import plain_form, plain_stems

# Addresses of pages and mailboxes hold words that nobody wrote about.
ADDRESS_MARKS = ("://", "www.", "@")
_NO_LEMMAS: frozenset[str] = frozenset()


class Anchored(NamedTuple):
    """The phrases anchored at a form, each with the lemmas its next word may have.

    One look at the word on the left (-1) or right (1) rules nearly all of them out.
    """

    side: int
    lemmas: frozenset[str]
    phrases: tuple[tuple[frozenset[str], Phrase], ...]


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


class ThemeTerms:
    """Judges word forms by the terms of a codebook, each form once.

    ``judged`` gives what the codebook says about a form, from memory if it can.
    """

    def __init__(self, codebook: Codebook) -> None:
        """Prepares the tables, and how the forms of all their lemmas open."""
        self._tables = tables = TermTables(codebook)
        self._lemmas = tables.lemmas()
        self._claiming = frozenset((*tables.words, *tables.excluded))
        self._may_be_known = opening_test(
            chain.from_iterable(map(openings, self._lemmas))
        )
        self._claims = Claims(tables)
        self.judged = _Remembered(self._judge)
        self._anchoring = frozenset(tables.phrases)
        alike: dict[tuple[int, ...], str] = {}
        self._anchors_alike = {
            lemma: alike.setdefault(tuple(map(id, phrases)), lemma)
            for lemma, phrases in sorted(tables.phrases.items())
        }
        self._anchored: dict[frozenset[str], tuple[Anchored, ...]] = {}
        self._by_lemmas: dict[frozenset[str], JudgedForm] = {}
        for lemma in self._lemmas:
            self._of_lemmas(frozenset((lemma,)))

    def telling(self, forms: Sequence[str]) -> list[str]:
        """Returns the forms that point to a theme or anchor a phrase.

        Of many at once: how each opens is looked at once, and most say nothing.
        """
        new = set(filterfalse(self.judged.__contains__, forms))
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
        return may_be or bool(self._claims.may_hold_word(plain))

    def _judge_letters(self, plain: set[str]) -> None:
        """Remembers what many plain forms of letters alone say."""
        judged, lemmas = self.judged, self._lemmas
        capitals = self._tables.capitals
        new = {each for each in plain if each not in judged and each not in capitals}
        opening = set(filter(self._may_be_known, new))
        holding = set(filter(self._claims.may_hold_word, new))
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
        claims, words = self._claims, self._tables.words.keys()
        has_part = claims.may_hold_part(plain)
        if not has_part and not (
            words.isdisjoint(lemmas) and claims.may_hold_word(plain)
        ):
            return self._of_word(plain, lemmas, written=written)
        piece = written, plain, lemmas
        claimed = claims.of_compound(piece, has_part=has_part)
        judgements = best([(claimed, claims.themes_excluded(piece))]) if claimed else ()
        return JudgedForm(judgements, self._of_lemmas(lemmas).anchored, lemmas)

    def _of_word(
        self, plain: str, lemmas: frozenset[str], written: str = ""
    ) -> JudgedForm:
        """Returns what a form of letters alone says that holds no other word."""
        judged = self._of_lemmas(lemmas)
        if judged.judgements and self._claims.has_affix(plain):
            return self._of_pieces(
                written or plain, [(written or plain, plain, lemmas)]
            )
        return judged

    def _of_pieces(self, form: str, pieces: Sequence[Piece]) -> JudgedForm:
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

    def _claimed_by(self, lemmas: frozenset[str]) -> Judgements:
        claiming = lemmas & self._claiming
        if len(claiming) == 1 != len(lemmas):
            return self._of_lemmas(claiming).judgements
        claims = self._claims.of_words(claiming)
        excluded = self._claims.excluded_by(claiming)
        return best([(claims, excluded)]) if claims else ()

    def _anchored_by(self, lemmas: frozenset[str]) -> tuple[Anchored, ...]:
        # A phrase stands under every lemma its anchor may have, so mostly one has all.
        anchors = frozenset(
            map(self._anchors_alike.__getitem__, lemmas & self._anchoring)
        )
        if not anchors:
            return ()
        found = self._anchored.get(anchors)
        if found is None:
            found = self._anchored[anchors] = tuple(self._anchors(sorted(anchors)))
        return found

    def _without_modifiers(self, small: str) -> JudgedForm:
        """Returns what a word with a capital says, given that word without.

        All the same, except what stands before the head of a compound: it may be a
        name.
        """
        judged = self.judged[small]
        if small not in self._claims.by_modifier:
            return judged
        return judged._replace(judgements=())

    def _piece(self, written: str) -> Piece:
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
            distinct = {id(phrase): phrase for phrase in chain.from_iterable(known)}
            ordered = sorted(distinct.values(), key=lambda phrase: phrase.sort_key)
        for side in (-1, 1):
            found = [p for p in ordered if (p.anchor > 0) is (side < 0)]
            if found:
                beside = [p.words[p.anchor + side] for p in found]
                each = tuple(zip(beside, found, strict=True))
                yield Anchored(side, frozenset[str]().union(*beside), each)

    def _judgements(self, form: str, pieces: Sequence[Piece]) -> Judgements:
        if not form.isalpha() and any(mark in form for mark in ADDRESS_MARKS):
            return ()
        claimed = []
        for piece in pieces:
            # "woon- en werkgebied": a piece cut off by its hyphen is a modifier.
            is_cut = piece is not pieces[0] and f"{piece[0]}-" in form
            claims = self._claims.of_piece(piece, is_cut=is_cut)
            if claims:
                claimed.append((claims, self._claims.themes_excluded(piece)))
        return best(claimed)
