"""Any text in, the same length and the same cues in small letters out."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nlp.denial_words import _denying
from nlp.find_stances import _cues
from nlp.initiative_words import initiative_words
from nlp.qualifiers import HEDGE
from nlp.small_letters import small_letters

WORDS = st.sampled_from(
    "Is VASTGESTELD Niet geen Mits zorgen OVER in Uitvoering Wordt afgerond. Beëindigd "
    "BEËINDIGD zou er een komen Misschien Geen enkele bezwaar tegen 2024 te".split()
)


def patterns() -> list[re.Pattern[str]]:
    """Every pattern that is looked for in small letters."""
    words = initiative_words()
    found = [words.wishes, words.future, words.past, *words.statuses.values(), _cues()]
    return [*found, _denying(), HEDGE]


@given(st.text() | st.text(alphabet="aİIıẞßÉéΣ"))
@example("İstanbul")
def test_every_letter_keeps_its_place(text: str) -> None:
    small = small_letters(text)
    assert len(small) == len(text)
    for before, after in zip(text, small, strict=True):
        assert after in (before, before.lower()) or before == "Σ"


@given(st.lists(WORDS, max_size=12).map(" ".join))
def test_small_letters_find_what_ignoring_capitals_finds(text: str) -> None:
    for pattern in patterns():
        wide = re.compile(pattern.pattern, re.IGNORECASE)
        expected = [found.span() for found in wide.finditer(text)]
        assert [f.span() for f in pattern.finditer(small_letters(text))] == expected


@pytest.mark.parametrize("pattern", patterns())
def test_a_pattern_for_small_letters_has_no_capital(pattern: re.Pattern[str]) -> None:
    named = re.sub(r"\(\?P<\w+>", "", pattern.pattern)
    assert not re.search(r"(?<!\\)[A-Z]", named)
