"""What a form opens with never hides a lemma or a part that the rules would find."""

from functools import cache

from hypothesis import example, given, settings
from hypothesis import strategies as st

from nlp.codebook import default_codebook_text, load_codebook
from nlp.compounds import shipped_splitter, shipped_words
from nlp.openings import holding_test, noun_openings, opening_test, openings
from nlp.theme_terms import ThemeTerms
from nlp.word_forms import IRREGULAR, SEPARABLE, compound_parts, noun_stems, word_stems

LETTERS = st.text(alphabet="aeioubdfgklnrstvz", min_size=1, max_size=9)
ENDINGS = st.sampled_from(
    "s 's e en n t d te ten de den end ende enden je jes tje tjes etje etjes pje kje "
    "heid heden eren el er ig or ing".split()
)
PREFIXES = st.sampled_from(["", "ge", *SEPARABLE, *(f"{each}ge" for each in SEPARABLE)])
INFLECTED = st.tuples(PREFIXES, LETTERS, ENDINGS, ENDINGS | st.just("")).map("".join)


@given(st.text(max_size=12) | LETTERS | INFLECTED | st.sampled_from(sorted(IRREGULAR)))
@example("gemaakt")
@example("aangelegd")
@example("huizen")
@example("koninkje")
@example("balletjes")
@example("zwemmenden")
@settings(max_examples=2_000, deadline=None)
def test_a_form_opens_like_each_of_its_lemmas(form: str) -> None:
    plain = form.lower()
    for lemma in noun_stems(plain):
        assert plain.startswith(tuple(noun_openings(lemma)))
    for lemma in word_stems(form) if plain.isascii() else ():
        assert plain.startswith(tuple(openings(lemma)))
        assert opening_test(openings(lemma))(plain)


@cache
def _codebook_terms() -> tuple[ThemeTerms, ThemeTerms]:
    """Return the terms of the shipped codebook, and the same without short cuts."""
    codebook = load_codebook(default_codebook_text())
    terms, thorough = ThemeTerms(codebook), ThemeTerms(codebook)
    claims = thorough._claims
    thorough._may_be_known = claims._holds_part = claims._holds_word = lambda _: True
    claims._shortest_compound = 0
    return terms, thorough


def _terms() -> list[str]:
    tables = _codebook_terms()[0]._tables
    words = shipped_words()
    found = {*tables.words, *tables.parts, *words.heads, *words.modifiers}
    return sorted(found | set(words.splits))


WORDS = st.sampled_from(_terms())
LINKS = st.sampled_from(["", "", "s", "en", "e", "-", "n"])
COMPOUNDS = st.tuples(
    PREFIXES | st.just(""),
    WORDS | LETTERS,
    LINKS,
    WORDS | LETTERS | st.just(""),
    ENDINGS | st.just(""),
).map("".join)


@given(COMPOUNDS)
@settings(max_examples=2_000, deadline=None)
def test_judging_by_openings_first_is_judging_in_full(form: str) -> None:
    quick, thorough = _codebook_terms()
    for written in (form, form.title(), form.upper()):
        judged = thorough.judged[written]
        assert quick.judged[written] == judged
        assert quick.telling([written]) == [written] * judged.is_telling


@given(st.lists(COMPOUNDS | st.text(max_size=6), max_size=6))
@settings(max_examples=300, deadline=None)
def test_many_forms_judged_together_are_judged_one_by_one(forms: list[str]) -> None:
    """What was said before must not help, so both start with an empty memory."""
    quick, thorough = _codebook_terms()
    quick.judged.clear()
    quick._claims.by_modifier.clear()
    asked = [w for form in forms for w in (form.title(), form, form.upper())]
    telling = quick.telling(asked)
    assert telling == [w for w in asked if thorough.judged[w].is_telling]
    assert all(quick.judged[word] == thorough.judged[word] for word in asked)


@given(st.text(max_size=8) | st.from_regex(r"[A-Za-z]{1,4}[-/@:.][A-Z]{1,4}"))
@example("مياه")
@example("漢字")
def test_odd_forms_are_judged_together_as_alone(form: str) -> None:
    terms, thorough = _codebook_terms()
    assert terms.telling([form]) == [form] * thorough.judged[form].is_telling


def test_an_empty_list_of_openings_is_held_by_nothing() -> None:
    assert not holding_test(())("woning")
    assert not opening_test(())("woning")


@given(WORDS, COMPOUNDS)
@settings(max_examples=1_000, deadline=None)
def test_no_part_is_hidden(word: str, form: str) -> None:
    splitter = shipped_splitter()
    if len(word) > 3 and compound_parts(form, {word}):
        assert holding_test(noun_openings(word))(form)
    for part in splitter.split(form)[:-1]:
        assert holding_test(splitter.modifier_openings({part}))(form.lower())
