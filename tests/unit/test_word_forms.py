"""Word forms in, the lemmas and compound parts a codebook relies on out."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.codebook import default_codebook_text, load_codebook
from nlp.find_themes import ThemeFinder, assign_themes
from nlp.word_forms import PartFound, PartPosition, compound_parts, word_stems

FINDER = ThemeFinder(load_codebook(default_codebook_text()))
LETTERS = st.text(alphabet="abdefghijklmnoprstuvwzéëï'-/ ", max_size=40)

FORMS = [
    ("rode", "rood"),
    ("ruwe", "ruw"),
    ("nodige", "nodig"),
    ("boeren", "boer"),
    ("huizen", "huis"),
    ("bedrijven", "bedrijf"),
    ("opgaven", "opgave"),
    ("opgaven", "opgaaf"),
    ("bussen", "bus"),
    ("bomen", "boom"),
    ("wegen", "weg"),
    ("steden", "stad"),
    ("koeien", "koe"),
    ("kinderen", "kind"),
    ("overheden", "overheid"),
    ("bewoners", "bewoner"),
    ("auto's", "auto"),
    ("industrieën", "industrie"),
    ("duurzame", "duurzaam"),
    ("groene", "groen"),
    ("natte", "nat"),
    ("huisje", "huis"),
    ("boompje", "boom"),
    ("autootje", "auto"),
    ("weggetje", "weg"),
    ("woninkjes", "woning"),
    ("koekjes", "koek"),
    ("lampje", "lamp"),
    ("haasten", "haasten"),
    ("gebouwd", "bouwen"),
    ("bespaart", "besparen"),
    ("opgewekt", "opwekken"),
    ("verduurzaamde", "verduurzamen"),
    ("verhuist", "verhuizen"),
    ("recreëert", "recreeren"),
    ("gewandeld", "wandelen"),
    ("Coöperatie", "cooperatie"),
]
NO_FORMS = [
    # Inflected, a short vowel has two consonants behind it: "dammen", "vette".
    ("dame", "dam"),
    ("zone", "zon"),
    ("mode", "mod"),
    ("bode", "bod"),
    ("vete", "vet"),
    ("gestelde", "stelen"),
    ("zorgt", "zorg"),
    ("markt", "mark"),
    ("natuurlijk", "natuur"),
    ("beste", "bes"),
    ("beste", "bessen"),
    ("haast", "hazen"),
    ("mest", "messen"),
    ("hoeven", "hoeve"),
    ("kerst", "kersen"),
    ("bankje", "bang"),
    ("koekjes", "koe"),
    ("drankje", "drang"),
]
COMPOUNDS = [
    ("stikstofproblematiek", "stikstof", PartPosition.MODIFIER),
    ("woningbouwopgave", "woning", PartPosition.MODIFIER),
    ("bewonersavond", "bewoner", PartPosition.MODIFIER),
    ("huurwoningen", "woning", PartPosition.HEAD),
    ("jeugdzorg", "zorg", PartPosition.HEAD),
    ("hoofdenergiestructuur", "energie", PartPosition.INSIDE),
]
NO_COMPOUNDS = [
    ("natuurlijk", "natuur"),
    ("zorgeloos", "zorg"),
    ("zorgelijk", "zorg"),
    ("ontzorg", "zorg"),
    ("energiek", "energie"),
    ("zorgen", "zorg"),
    ("bezorgd", "zorg"),
    ("zorg", "zorg"),
    ("verkeerden", "verkeer"),
]


@pytest.mark.parametrize(("form", "lemma"), FORMS)
def test_lemma_is_among_the_stems(form: str, lemma: str) -> None:
    """Inflection is folded."""
    assert lemma in word_stems(form)


@pytest.mark.parametrize(("form", "lemma"), NO_FORMS)
def test_other_word_is_not_among_the_stems(form: str, lemma: str) -> None:
    """Folding stops at another word."""
    assert lemma not in word_stems(form)


@pytest.mark.parametrize(("form", "part", "position"), COMPOUNDS)
def test_part_is_found_in_compound(
    form: str, part: str, position: PartPosition
) -> None:
    """A part is found at the start, the end or inside."""
    assert compound_parts(form, {part}) == {PartFound(part, position)}


@pytest.mark.parametrize(("form", "part"), NO_COMPOUNDS)
def test_derivation_is_no_compound(form: str, part: str) -> None:
    """Derivations, inflections and the word itself hold no part."""
    assert compound_parts(form, {part}) == frozenset()


def test_debris_of_a_file_holds_no_part() -> None:
    """A very long run of letters costs no time."""
    assert compound_parts("stikstof" * 5_000, {"stikstof"}) == frozenset()


@given(LETTERS | st.text(max_size=30))
def test_any_form_can_be_folded(form: str) -> None:
    """Folding never raises and keeps at least one stem."""
    assert word_stems(form)
    compound_parts(form, {"water", "energie"})


@given(st.lists(LETTERS | st.sampled_from([form for form, _ in FORMS]), max_size=12))
def test_hits_lie_inside_the_text(words: list[str]) -> None:
    """Offsets of hits are places in the text, scores are shares."""
    text = " ".join(words)
    tokens, start = [], 0
    for word in text.split(" "):
        tokens.append((word, start, start + len(word), 0))
        start += len(word) + 1
    hits = FINDER.find_themes(tokens)
    assert all(0 <= hit.start_offset <= hit.end_offset <= len(text) for hit in hits)
    themes = assign_themes(hits, word_count=len(tokens))
    assert len(themes) <= 4
    assert all(0 < theme.score <= 1 for theme in themes)
    assert all(above.score >= below.score for above, below in pairwise(themes))
    assert [theme.is_main for theme in themes] == [i == 0 for i in range(len(themes))]
