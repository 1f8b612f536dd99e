"""Sentences that name, or tell how to reach, somebody in, what their hits weigh out."""

import pytest

from domain.readings import (
    InitiativeKind,
    InitiativeMention,
    InitiativeStatus,
    PassageToRead,
)
from nlp.find_themes import ThemeHit, assign_themes
from nlp.model import load_model
from nlp.theme_passing import opening_of, without_weight_in_passing
from nlp.theme_tables import Strength
from nlp.tokens import TokenisedText, Tokeniser


@pytest.fixture(scope="module")
def tokeniser() -> Tokeniser:
    """A tokeniser without a model."""
    return Tokeniser(load_model("blank")[0])


def hit_on(
    word: str, text: TokenisedText, *, strength: Strength = Strength.STRONG
) -> ThemeHit:
    """One hit on the first place where a word stands."""
    start = text.text.index(word)
    return ThemeHit("natuur", start, start + len(word), f"word:{word}", strength)


def strengths(
    text: TokenisedText,
    *hits: ThemeHit,
    named: str = "",
    language: str = "nl",
    kind: str = "answer",
) -> list[Strength]:
    """What is left of the strength of each hit; ``named`` is an initiative."""
    passage = PassageToRead(
        passage_id="p", text=text.text, language=language, kind=kind
    )
    start = text.text.index(named)
    initiative = InitiativeMention(
        start_offset=start,
        end_offset=start + len(named),
        text=named,
        kind=InitiativeKind.PROJECT,
        status=InitiativeStatus.UNKNOWN,
        rule="",
        confidence=1.0,
    )
    weighed = without_weight_in_passing(
        hits, text=text, passage=passage, initiatives=[initiative] if named else []
    )
    return [hit.strength for hit in weighed]


@pytest.mark.parametrize(
    ("said", "word", "left"),
    [
        ("Wij wonen in de Kievit naast de flat.", "Kievit", [Strength.LIGHT]),
        ("De soos is in Huize Zwaluw.", "Zwaluw", [Strength.LIGHT]),
        ("De kievit broedt hier niet meer.", "kievit", [Strength.STRONG]),
        ("Kievit en grutto verdwijnen.", "Kievit", [Strength.STRONG]),
        ("Dat is jammer. Kievit weg.", "Kievit", [Strength.STRONG]),
        ("Te weinig: Kievit, grutto.", "Kievit", [Strength.STRONG]),
        ("Het gaat om de NNN hier.", "NNN", [Strength.STRONG]),
        ("WIJ WONEN IN DE KIEVIT NAAST DE FLAT", "KIEVIT", [Strength.STRONG]),
        ("Bel de vogelwacht op 06-12345678.", "vogelwacht", [Strength.LIGHT]),
        ("Mail vogels@wacht.example over vogels.", "over vogels", [Strength.LIGHT]),
        ("Graag op NL57 ASNB 0123 tnv vogelwacht.", "vogelwacht", [Strength.LIGHT]),
        ("Graag op [iban] tnv vogelwacht.", "vogelwacht", [Strength.LIGHT]),
        ("De vogels zijn weg. Bel 06-12345678.", "vogels", [Strength.STRONG]),
        ("Er zijn 120 vogels, in 2024 nog 1200.", "vogels", [Strength.STRONG]),
    ],
)
def test_in_a_name_or_beside_a_number_it_counts_less(
    said: str, word: str, left: list[Strength], tokeniser: Tokeniser
) -> None:
    """A capital inside a sentence is a name; a number or account tells who writes."""
    text = tokeniser.tokenise(said)
    assert strengths(text, hit_on(word, text)) == left


def test_the_name_of_an_initiative_tells_its_subject(tokeniser: Tokeniser) -> None:
    """ "project Kievit" is about the bird, and counts in full."""
    text = tokeniser.tokenise("Bij ons loopt nu project Kievit in de polder.")
    hit = hit_on("Kievit", text)
    assert strengths(text, hit, named="project Kievit") == [Strength.STRONG]


def test_german_nouns_are_no_names(tokeniser: Tokeniser) -> None:
    """German writes every noun with a capital."""
    text = tokeniser.tokenise("Hier gibt es keine Wohnung für uns.")
    hit = hit_on("Wohnung", text)
    assert strengths(text, hit, language="de") == [Strength.STRONG]
    assert strengths(text, hit) == [Strength.LIGHT]


def test_a_document_tells_no_way_to_reach_its_writer(tokeniser: Tokeniser) -> None:
    """Numbers in a document are about the subject, or stand in its margin."""
    text = tokeniser.tokenise("Meld vogels op 06-12345678.")
    hit = hit_on("vogels", text)
    assert strengths(text, hit, kind="paragraph") == [Strength.STRONG]
    assert strengths(text, hit) == [Strength.LIGHT]


def test_a_theme_of_weak_hits_alone_is_none(tokeniser: Tokeniser) -> None:
    """What was light in a name is weak, and weak hits need another beside them."""
    text = tokeniser.tokenise("Wij wonen in de Eik, achter de heg van de buren.")
    named = hit_on("Eik", text, strength=Strength.LIGHT)
    hedge = hit_on("heg", text, strength=Strength.LIGHT)
    assert strengths(text, named) == []
    assert strengths(text, named, hedge) == [Strength.WEAK, Strength.LIGHT]


def test_what_an_answer_opens_with_counts_more(tokeniser: Tokeniser) -> None:
    """A light word among the first four stands beside a full one of another theme."""
    text = tokeniser.tokenise("De dijk, want daar rijden vrachtwagens.")
    assert text.text[: opening_of(text)] == "De dijk, want "
    dike = ThemeHit("water", 3, 7, "word:dijk", Strength.LIGHT)
    lorry = ThemeHit("mobiliteit", 26, 38, "word:vrachtwagen", Strength.STRONG)
    plain = assign_themes([dike, lorry], word_count=6)
    opened = assign_themes([dike, lorry], word_count=6, opening=opening_of(text))
    assert [theme.theme_id for theme in plain] == ["mobiliteit"]
    assert [theme.theme_id for theme in opened] == ["mobiliteit", "water"]


def test_a_short_text_is_all_opening(tokeniser: Tokeniser) -> None:
    """Of three words, or of none, nothing lies after the opening."""
    assert opening_of(tokeniser.tokenise("Te veel wind")) == len("Te veel wind")
    assert opening_of(tokeniser.tokenise("")) == 0
