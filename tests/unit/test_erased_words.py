"""A learned model goes only if it knows what nobody else wrote."""

import pytest

from nlp.learning.erased_words import knows_erased_words
from nlp.learning.features import words_in

ERASED = ["Mijn kanariegele woningen staan bij de Zandkreek."]
(CANARY,) = words_in("kanariegele")
(HOUSE,) = words_in("woningen")


@pytest.mark.parametrize(
    ("terms", "others", "knows"),
    [
        ([f"w:{CANARY}"], ["Er zijn te weinig woningen."], True),
        ([f"w:{CANARY}"], ["Kanariegele luiken.", "Iets anders."], False),
        ([f"w:{HOUSE}"], ["Er zijn te weinig woningen."], False),
        ([f"w:{HOUSE}"], [], True),
        (["l:kan", f"p:{CANARY}", "t:wonen"], [], False),
        ([], [], False),
    ],
)
def test_only_a_word_of_nobody_else_counts(
    terms: list[str], others: list[str], knows: bool
) -> None:
    assert knows_erased_words(terms, ERASED, others=others) is knows
