"""A codebook in, its terms as look-up tables by lemma out."""

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from nlp.codebook import Codebook, Theme
from nlp.word_forms import PartPosition, plain_form, plain_stems

# Signs that join words inside one token: "LS-net", "en/of".
JOINERS = str.maketrans({sign: " " for sign in "-–/\\+&"})

# A phrase is looked up where its anchor stands; these words stand everywhere.
POOR_ANCHORS = frozenset(
    "de in te bij om per al wie via zich mee aan op en is er dat die dit of als ook "
    "tot van het met een voor niet geen naar over door zijn maar meer zonder uit wat "
    "daar hier ons onze mijn eigen elk elke elkaar ander andere anders alle alleen "
    "onder tegen samen minder eerst eerste twee drie vier jaar keer mens mensen nieuw "
    "nieuwe bestaand bestaande volgend goed goede nodig voldoende worden wordt was "
    "kunnen moeten moet willen gaan gaat komen komt doen staan staat blijven blijft "
    "lopen loopt laten laat weten zeggen geven geeft houden gehouden vragen regel "
    "regels plan plannen project".split()
)


class Strength(StrEnum):
    """Whether a hit counts in full, half, beside another, or takes others away."""

    STRONG = "strong"
    LIGHT = "light"
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


class TermTables:
    """The terms of a codebook, each under the lemmas by which it will be found."""

    def __init__(self, codebook: Codebook) -> None:
        """Enter every term of every theme."""
        self.words: dict[str, list[Judgement]] = defaultdict(list)
        self.capitals: dict[str, list[Judgement]] = defaultdict(list)
        self.parts: dict[str, list[Claim]] = defaultdict(list)
        self.phrases: dict[str, list[Phrase]] = defaultdict(list)
        self.excluded: dict[str, set[str]] = defaultdict(set)
        self.excluded_starts: dict[str, set[str]] = defaultdict(set)
        self.excluded_ends: dict[str, set[str]] = defaultdict(set)
        for theme in codebook.themes:
            self._add_theme(theme)
        for lemma, found in self.phrases.items():
            self.phrases[lemma] = sorted(found, key=lambda phrase: phrase.sort_key)

    def lemmas(self) -> frozenset[str]:
        """Return every lemma that a term or a word of a phrase stands under."""
        phrases = {phrase for found in self.phrases.values() for phrase in found}
        beside = (lemmas for phrase in phrases for lemmas in phrase.words)
        return frozenset((*self.words, *self.excluded)).union(*beside)

    def _add_theme(self, theme: Theme) -> None:
        theme_id = theme.theme_id
        for term in theme.exclude_words:
            self._add_exclusion(theme_id, term)
        words = (*theme.words, *theme.words_en, *theme.words_fy, *theme.phrases)
        parts_alone = (part for part in theme.parts if part not in theme.light)
        for term in (*words, *parts_alone):
            self._add_term(theme_id, term, Strength.STRONG)
        for term in theme.light:
            self._add_term(theme_id, term, Strength.LIGHT)
        for term in (*theme.weak, *theme.weak_parts):
            self._add_term(theme_id, term, Strength.WEAK)
        head, start = {PartPosition.HEAD}, {PartPosition.MODIFIER}
        for parts, strength, positions in (
            (theme.parts, Strength.STRONG, set(PartPosition)),
            (theme.weak_parts, Strength.WEAK, set(PartPosition)),
            (theme.parts_head, Strength.STRONG, head),
            (theme.parts_modifier, Strength.STRONG, start),
            (theme.light_modifier, Strength.LIGHT, start),
        ):
            for part in parts:
                claim = (theme_id, f"part:{part}", strength, frozenset(positions))
                self.parts[plain_form(part)].append(claim)

    def _add_term(self, theme_id: str, term: str, strength: Strength) -> None:
        if " " in term:
            self._add_phrase(theme_id, term, strength)
        elif term.isupper():
            self.capitals[term].append((theme_id, f"word:{term}", strength))
        else:
            judgement = (theme_id, f"word:{term}", strength)
            self.words[plain_form(term)].append(judgement)

    def _add_phrase(self, theme_id: str, term: str, strength: Strength) -> None:
        spelled = term.split()
        words = tuple(lemmas_of(word) for word in spelled)
        anchor = max(
            range(len(spelled)),
            key=lambda at: (words[at].isdisjoint(POOR_ANCHORS), len(spelled[at])),
        )
        phrase = Phrase(theme_id, f"phrase:{term}", strength, words, anchor)
        for lemma in words[anchor]:
            self.phrases[lemma].append(phrase)

    def _add_exclusion(self, theme_id: str, term: str) -> None:
        if " " in term:
            self._add_phrase(theme_id, term, Strength.EXCLUDED)
        elif term.endswith("-"):
            self.excluded_starts[theme_id].add(plain_form(term[:-1]))
        elif term.startswith("-"):
            self.excluded_ends[theme_id].add(plain_form(term[1:]))
        else:
            self.excluded[plain_form(term)].add(theme_id)


def written_pieces(form: str) -> list[str]:
    """Return the form itself, then the words that signs join in it."""
    if form.isalpha():
        return [form]
    joined = form.translate(JOINERS).split()
    if joined == [form]:
        return [form]
    return [form, *(word for word in joined if len(word) > 1)]


def lemmas_of(form: str) -> frozenset[str]:
    """Return the candidate lemmas of a form and of the words joined in it."""
    pieces = map(plain_form, written_pieces(form))
    return frozenset[str]().union(*map(plain_stems, pieces))
