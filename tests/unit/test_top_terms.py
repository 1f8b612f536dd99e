"""The subjects of the TOP-lijst are shipped whole, and themes point into them."""

import csv

import pytest

from nlp.codebook import default_codebook_text, load_codebook
from sources.reference.make_top_terms import RECORDING, top_term_rows
from sources.reference.top_terms import _SHIPPED, read_top_terms
from tests.doors.survey_examples import SHARED


def test_every_subject_falls_under_a_known_one() -> None:
    terms = {term.top_code: term for term in read_top_terms()}
    assert len(terms) == len(read_top_terms()) == 92
    broader = {term.broader_code for term in terms.values()} - {""}
    assert broader <= set(terms)
    assert sum(not term.broader_code for term in terms.values()) == 16
    assert all(term.label for term in terms.values())


def test_the_codes_of_the_built_in_themes_are_in_it() -> None:
    codes = {
        theme.top_code for theme in load_codebook(default_codebook_text()).themes
    } - {""}
    assert codes
    assert codes <= {term.top_code for term in read_top_terms()}


@pytest.mark.skipif(not (SHARED / "data" / RECORDING).is_file(), reason="no recording")
def test_the_table_is_what_the_recording_gives() -> None:
    with _SHIPPED.open(encoding="utf-8", newline="") as file:
        assert [*csv.DictReader(file)] == top_term_rows(SHARED / "data" / RECORDING)
