"""Words find their passage in every form, and by the parts of compounds."""

import pytest

from nlp.search_terms import SearchTerms, stem_of

TERMS = SearchTerms({"water", "peil", "woning"})


def terms(*words: str) -> dict[tuple[str, str], float]:
    return {(row.form, row.term): row.weight for row in TERMS.find_terms(words)}


@pytest.mark.parametrize(
    "forms",
    [
        ("opgave", "opgaven", "opgaaf"),
        ("straat", "straten"),
        ("boom", "bomen"),
        ("zee", "zeeën"),
        ("duurzaam", "duurzame"),
        ("groot", "grote"),
        ("woning", "woningen"),
        ("gemeente", "gemeenten"),
        ("boer", "boeren"),
        ("betaalbaar", "betaalbare"),
        ("huis", "huizen"),
    ],
)
def test_inflections_share_one_term(forms: tuple[str, ...]) -> None:
    assert len({stem_of(form) for form in forms}) == 1


def test_parts_of_a_compound_find_it_for_half() -> None:
    found = terms("waterpeil")
    whole = found["waterpeil", stem_of("waterpeil")]
    assert found["waterpeil", stem_of("water")] == pytest.approx(whole / 2)


def test_more_often_weighs_more_and_longer_texts_less() -> None:
    once = terms("dijk", "kade")["dijk", stem_of("dijk")]
    twice = terms("dijk", "dijk", "kade")["dijk", stem_of("dijk")]
    far = terms("dijk", *[f"woord{n}" for n in range(50)])["dijk", stem_of("dijk")]
    assert twice > once > far


def test_capitals_do_not_matter() -> None:
    assert terms("Water", "WATER") == terms("water", "water")


@pytest.mark.parametrize("word", ["de", "van", "het", "op", "a", "--", "", "…"])
def test_empty_words_are_left_out(word: str) -> None:
    assert terms(word) == {}


def test_no_words_is_no_terms() -> None:
    assert TERMS.find_terms([]) == []
