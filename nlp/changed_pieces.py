"""Two codebooks in, which pieces of text they read differently out.

A codebook reaches a text through single words only: what each says and which phrases
start there. A text in which no word changed its verdict is read as it was before.
"""

import re
from collections.abc import Iterable, Set

from nlp.codebook import Codebook
from nlp.search_terms import SearchTerms
from nlp.theme_terms import ThemeTerms
from nlp.tokens import Tokeniser

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def compound_parts(codebook: Codebook) -> Set[str]:
    """Return the parts of compounds that a codebook looks for."""
    return {
        part
        for theme in codebook.themes
        for part in (
            *theme.parts,
            *theme.parts_head,
            *theme.parts_modifier,
            *theme.light_modifier,
        )
    }


class ChangedPieces:
    """Judges pieces between spaces, each once: those are always cut alike."""

    def __init__(
        self, before: Codebook, after: Codebook, *, tokeniser: Tokeniser
    ) -> None:
        """Take both codebooks and the tokeniser whose words count."""
        self._tokeniser = tokeniser
        both = (before, after)
        self._themes = tuple(ThemeTerms(codebook) for codebook in both)
        self._terms = tuple(SearchTerms(compound_parts(each)) for each in both)
        self._judged: dict[str, bool] = {}

    def touch(self, texts: Iterable[str]) -> bool:
        """Tell whether any of these texts holds a word with another verdict."""
        return any(self._is_changed(piece) for text in texts for piece in text.split())

    def _is_changed(self, piece: str) -> bool:
        if piece not in self._judged:
            self._judged[piece] = self._judge(piece)
        return self._judged[piece]

    def _judge(self, piece: str) -> bool:
        first, second = self._themes
        words = self._tokeniser.tokenise(piece).words
        if any(first.judged[w].verdict != second.judged[w].verdict for w in words):
            return True
        written = WORD.findall(piece)
        earlier, later = (terms.find_terms(written) for terms in self._terms)
        return earlier != later
