"""People release what is no personal data, and mark what was missed, everywhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.redacting import mark_of_words, word_mark
from transforms.redaction import count_patterned, redact
from transforms.redactor import Redactor

KEY = b"a key of this test alone"


def redactor(
    *, released: tuple[str, ...] = (), missed: tuple[str, ...] = ()
) -> Redactor:
    """What replaces, after these decisions."""
    marks = [mark_of_words(KEY, words) for words in missed]
    return Redactor(
        mark_of=word_mark(KEY),
        released=frozenset(mark_of_words(KEY, words) for words in released),
        missed=frozenset(marks),
        lengths=frozenset(int(mark.partition("-")[0]) for mark in marks),
    )


def shown(text: str, **decided: tuple[str, ...]) -> str:
    return redactor(**decided).redact(text, is_answer=True).text


TEXT = "Het dorpshuis aan de Kerkweg 12 sluit. Bel 06-12345678."


def test_without_decisions_the_rules_decide() -> None:
    assert redactor().redact(TEXT, is_answer=True) == redact(TEXT, is_answer=True)
    assert redactor().identity == ""


def test_released_words_stay_and_the_rest_goes() -> None:
    assert "[adres]" in shown(TEXT)
    found = shown(TEXT, released=("kerkweg 12",))
    assert "Kerkweg 12" in found
    assert "12345678" not in found


def test_of_a_released_number_no_other_is_released() -> None:
    for text in ("Kerkweg 13", "Kerkweg 121", "Kerkweg 12 1234 AB"):
        assert shown(text, released=("Kerkweg 12",)) == shown(text)


def test_the_last_check_knows_what_was_released() -> None:
    found = redactor(released=("Kerkweg 12",))
    assert count_patterned(TEXT) == 2
    assert found.count_patterned(TEXT) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ik sprak Wibo Hazelhorst.", "Ik sprak [persoonsgegeven]."),
        ("WIBO  HAZELHORST, zei men", "[persoonsgegeven], zei men"),
        ("Wibo en Hazelhorst", "Wibo en Hazelhorst"),
        ("Wibo Hazelhorstat", "Wibo Hazelhorstat"),
    ],
)
def test_missed_words_go_wherever_they_stand(text: str, expected: str) -> None:
    assert shown(text, missed=("wibo hazelhorst",)) == expected


def test_a_mark_tells_nothing_without_the_key() -> None:
    assert mark_of_words(KEY, "Wibo Hazelhorst") == mark_of_words(
        KEY, " wibo hazelhorst. "
    )
    assert mark_of_words(KEY, "Wibo") != mark_of_words(b"another key, as long", "Wibo")
    assert "ibo" not in mark_of_words(KEY, "Wibo")


@given(st.text(max_size=60), st.text(max_size=20), st.booleans())
def test_releasing_never_lays_bare_anything_else(
    text: str,
    words: str,
    is_answer: bool,
) -> None:
    """What is shown after a release is what the rules show, but for those words."""
    found = redactor(released=(words,)).redact(text, is_answer=is_answer)
    plain = redact(text, is_answer=is_answer)
    assert found.text == plain.text or found.count < plain.count
