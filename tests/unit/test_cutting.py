"""Any text in, the same words and sentences as spaCy's own tokeniser out."""

import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from nlp.cutting import WordCutter, prepared_tokenizer
from nlp.names import NameMatcher
from nlp.place_forms import ENDINGS, is_like_place
from nlp.place_streets import STREET_ENDINGS
from nlp.tokens import Tokeniser

PIECES = st.sampled_from(
    "De de gemeente Best, (Best) bijv. d.w.z. 'project' \"Zo\" Nieuwe-Stroom 's 't "
    "12,5 1.000 € %. 20kV TenneT. A. B.V. CBS/TNO Gouda–Lagerveen e-mail@adres.nl "
    "https://voorbeeld.nl/x?y=1. :-) XD XD, einde. einde! hé? … ... ?! foto's auto’s "
    "N322- -Steenweg \\- km/u a b.v. c), (d „zo” [x] m2 NO2 2022-2027 i.p.v.".split()
)
SPACES = st.sampled_from([" ", " ", " ", "  ", "\n", "\n\n", " \n ", "\t", "\u00a0"])


def plain_dutch() -> Language:
    """The pipeline that cutting has to follow."""
    language = spacy.blank("nl")
    language.add_pipe("sentencizer")
    language.tokenizer = prepared_tokenizer(language)
    return language


DUTCH = plain_dutch()
CUTTER = WordCutter(spacy.blank("nl"))
TOKENISER = Tokeniser(spacy.blank("nl"))


@st.composite
def dutch_texts(draw: st.DrawFn) -> str:
    """Pieces that tokenisers stumble over, with every kind of space between them."""
    pieces = draw(st.lists(PIECES | st.text(max_size=6), max_size=15))
    return "".join(piece + draw(SPACES) for piece in pieces)


def check_words(text: str) -> None:
    """Words and offsets are spaCy's."""
    doc = DUTCH(text)
    words, starts = CUTTER.cut(text)
    assert words == [token.text for token in doc]
    assert starts == [token.idx for token in doc]


@settings(max_examples=400, deadline=None)
@given(text=dutch_texts())
def test_words_are_those_of_spacy(text: str) -> None:
    """Cutting pieces once each changes no word."""
    check_words(text)


NUMBERS = st.text(alphabet="0189.,", min_size=1, max_size=6)
MARKS = st.sampled_from(["", *",;:!?).%", "%."])


@settings(max_examples=400, deadline=None)
@given(numbers=st.lists(st.tuples(NUMBERS, MARKS).map("".join), max_size=4))
def test_numbers_are_cut_as_spacy_cuts_them(numbers: list[str]) -> None:
    """Digits with points, commas and a mark need no tokeniser; "8)" is a smile."""
    check_words(" ".join(numbers))


OPENED = st.sampled_from(["", "", *"([\"'“‘"])
CLOSED = st.text(alphabet=",;:.!?)]”\"’'", max_size=3)
CORES = st.sampled_from(
    "wind de bijv dhr a D XD o foto's wind-op-land Zuid- a--b -a Éé x² 12 3,5 8 14% "
    "TenneT KM mw p.p zo'n".split()
)


@settings(max_examples=1_500, deadline=None)
@given(piece=st.tuples(OPENED, CORES, CLOSED).map("".join))
def test_marks_around_a_word_come_off_as_spacy_takes_them_off(piece: str) -> None:
    """Quotes, brackets and what closes a clause; "8)" and "XD," hold a face."""
    words = CUTTER._simple(piece)
    assert not words or words == tuple(token.text for token in DUTCH(piece))


ODD = st.lists(
    CORES
    | MARKS
    | st.sampled_from(
        "’s ’ -- / – ** :) bijv. a.d.h.v. °C. B.V. TWh. 8) ... !! + ~ www.a.nl a@b.nl "
        "CBS Gouda € %".split()
    )
    | st.text(alphabet="abAB01.-’'°C:)", max_size=3),
    min_size=1,
    max_size=4,
).map("".join)


@settings(max_examples=1_500, deadline=None)
@given(piece=ODD)
def test_patterns_of_the_tokeniser_cut_as_it_cuts_itself(piece: str) -> None:
    """ "auto’s" is cut at its mark and then "’s" is whole again, as spaCy has it."""
    words = CUTTER._odd.cut(piece)
    assert not words or words == tuple(token.text for token in DUTCH(piece))


def test_hardly_a_piece_is_left_to_the_tokeniser_itself() -> None:
    """What it cuts makes an entry of its vocabulary, and most pieces are seen once."""
    pieces = "auto’s zzp’ers 2024–2028 TWh. (m³) a@b.nl. (mg/l) bijv. hé!! 130%. A1,"
    assert all(map(CUTTER._odd.cut, pieces.split()))


@settings(max_examples=200, deadline=None)
@given(text=dutch_texts())
def test_columns_of_words_fit_together(text: str) -> None:
    """Small letters stand at the place of their word."""
    tokenised = TOKENISER.tokenise(text)
    assert tokenised.small == list(map(str.lower, tokenised.words))
    assert len(tokenised.starts) == len(tokenised.words)


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=80))
def test_words_of_any_text_are_those_of_spacy(text: str) -> None:
    """Any signs at all are cut alike."""
    check_words(text)


@settings(max_examples=200, deadline=None)
@given(text=dutch_texts().map(lambda text: text.replace("\\", "")))
def test_sentences_are_those_of_spacy_and_of_lines(text: str) -> None:
    """A sentence starts where the sentencizer starts one, and after a line break."""
    doc = DUTCH(text)
    breaks = [index for index, token in enumerate(doc) if "\n" in token.text]
    after_break = {index + 1 for index in breaks} if "\n" in text.strip() else set()
    expected = {token.i for token in doc if token.is_sent_start} | after_break
    numbers = TOKENISER.tokenise(text).sentences
    pairs = enumerate(zip([0, *numbers], numbers, strict=False))
    assert {at for at, (one, other) in pairs if one != other} == {
        at for at in expected | {0} if at < len(numbers)
    }


def test_every_ending_of_a_place_is_tried() -> None:
    """ "Steenweg" has the ending "steenweg" and "weg": no order decides (once it did).

    The endings come from a set, whose order differs from run to run.
    """
    for ending in (*STREET_ENDINGS, *ENDINGS):
        assert is_like_place(f"Xyz{ending}") or "-" in ending
    assert is_like_place("Steenweg")


def test_a_name_is_found_by_its_rarest_word() -> None:
    """Names that share their first words are all found, the longest first."""
    names = [
        ("Gemeente Het Hogeland", "a"),
        ("Gemeente Baarn", "b"),
        ("Het Hogeland", "c"),
        ("Gemeente", "d"),
    ]
    matcher = NameMatcher(names, language=spacy.blank("nl"))
    text = TOKENISER.tokenise(
        "De Gemeente Het Hogeland, Het Hogeland en Gemeente Baarn."
    )
    found = [(name.name, name.entity_ids) for name in matcher.find_names(text)]
    assert found == [
        ("Gemeente Het Hogeland", ("a",)),
        ("Het Hogeland", ("c",)),
        ("Gemeente Baarn", ("b",)),
    ]
