"""A codebook in, its own example sentences that it does not read as it says out."""

from collections.abc import Iterator
from dataclasses import dataclass

from nlp.codebook import Codebook
from nlp.find_themes import ThemeFinder, assign_themes
from nlp.model import BLANK, load_model
from nlp.tokens import Tokeniser


@dataclass(frozen=True, slots=True)
class UnmetExample:
    """A sentence a theme must get (``key`` is hit) or must not get (miss)."""

    theme_id: str
    key: str
    text: str


def unmet_examples(codebook: Codebook) -> Iterator[UnmetExample]:
    """Yield, in the order of the codebook, the examples that come out otherwise.

    Each is read alone, by the words of the codebook: the sentences around it and what
    was learned do not count.
    """
    language, _ = load_model(BLANK)
    tokeniser, finder = Tokeniser(language), ThemeFinder(codebook)
    for theme in codebook.themes:
        for key, texts in (("hit", theme.hit), ("miss", theme.miss)):
            for text in texts:
                words = tokeniser.tokenise(text)
                assigned = assign_themes(finder.find_in(words), word_count=len(words))
                is_found = theme.theme_id in {each.theme_id for each in assigned}
                if is_found is (key == "miss"):
                    yield UnmetExample(theme.theme_id, key, text)
