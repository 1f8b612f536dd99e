"""Word forms with their parts of speech in, lemmas from four sources in order out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.find_lemmas import (
    LemmaFinder,
    LemmaRow,
    lemma_table_text,
    read_lemma_table,
    shipped_lemmas,
)

ROWS = (
    LemmaRow("opgaven", "NOUN", "opgaaf", 3),
    LemmaRow("opgave", "NOUN", "opgave", 5),
    LemmaRow("woningen", "NOUN", "woning", 8),
    LemmaRow("werken", "VERB", "werken", 7),
    LemmaRow("gewerkt", "VERB", "werken", 2),
    LemmaRow("werken", "NOUN", "werk", 4),
    LemmaRow("rebellen", "NOUN", "rebel", 2),
)
FINDER = LemmaFinder(ROWS, exceptions={"opgaven": "opgave"})


@pytest.mark.parametrize(
    ("form", "part", "guess", "lemma"),
    [
        ("opgaven", "NOUN", "opgaaf", "opgave"),
        ("Woningbouwopgaven", "NOUN", "woningbouwopgaaf", "woningbouwopgave"),
        ("Woningen", "NOUN", "x", "woning"),
        ("huurwoningen", "NOUN", "huurwoningen", "huurwoning"),
        ("FARC-rebellen", "NOUN", "FARC-rebell", "FARC-rebel"),
        ("werken", "VERB", "x", "werken"),
        ("werken", "NOUN", "x", "werk"),
        ("meegewerkt", "VERB", "meegewerkt", "meewerken"),
        ("ontgewerkt", "VERB", "x", "ontwerken"),
        ("huisgewerkt", "VERB", "huiswerken", "huiswerken"),
        ("Onbekende", "ADJ", "Onbekend", "onbekend"),
        ("Onbekende", "ADJ", "", "onbekende"),
        ("EK", "NOUN", "EK", "EK"),
        ("Utrecht", "PROPN", "Utrecht", "Utrecht"),
        ("Utrecht", "PROPN", "", "Utrecht"),
        ("", "NOUN", "", ""),
    ],
)
def test_the_first_source_that_knows_it_decides(
    form: str, part: str, guess: str, lemma: str
) -> None:
    assert FINDER.find_lemma(form, part_of_speech=part, guess=guess) == lemma


def test_nouns_are_counted_by_lemma() -> None:
    assert dict(FINDER.noun_counts) == {
        "opgaaf": 3,
        "opgave": 5,
        "woning": 8,
        "werk": 4,
        "rebel": 2,
    }


WORD = st.text(alphabet="abcdeéA'- ", min_size=1, max_size=8)
PARTS = st.sampled_from(("NOUN", "VERB"))


@given(
    rows=st.lists(
        st.builds(
            LemmaRow, WORD, st.sampled_from(("NOUN", "VERB")), WORD, st.integers()
        ),
        unique_by=lambda row: (row.form, row.part_of_speech),
    )
)
def test_a_table_comes_back_as_it_was_written(rows: list[LemmaRow]) -> None:
    ordered = sorted(rows, key=lambda row: (row.form, row.part_of_speech))
    assert list(read_lemma_table(lemma_table_text(rows))) == ordered


def test_another_file_is_no_table() -> None:
    with pytest.raises(ValueError, match="must open with"):
        read_lemma_table("woord;lemma\n")


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("opgaven", "opgave"),
        ("woningbouwopgaven", "woningbouwopgave"),
        ("uitgaven", "uitgave"),
        ("steden", "stad"),
        ("waterschappen", "waterschap"),
        ("natuurgebieden", "natuurgebied"),
        ("beleidskaders", "beleidskader"),
    ],
)
def test_the_shipped_table_knows_words_of_opgaven(form: str, lemma: str) -> None:
    assert shipped_lemmas().find_lemma(form, part_of_speech="NOUN") == lemma
