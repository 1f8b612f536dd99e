"""Passages in, readings whose offsets, flags and fingerprint hold out."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.errors import SettingsInvalid
from domain.gazetteers import Organisation, Place, PlaceKind, Sector
from domain.readings import (
    EntityMention,
    InitiativeMention,
    PassageReading,
    PassageToRead,
)
from nlp.codebook import default_codebook_text, load_codebook
from nlp.model import RULES_ONLY, load_model
from nlp.qualifiers import find_qualifiers
from nlp.reading import Reader
from nlp.tokens import Tokeniser

PLACES = (
    Place(place_id="GM1", name="Lagerveen", kind=PlaceKind.MUNICIPALITY),
    Place(place_id="WP2", name="Best", kind=PlaceKind.TOWN, is_ambiguous=True),
)
ORGANISATIONS = (
    Organisation(
        organisation_id="stedin", name="Stedin", kind="bedrijf", sector=Sector.PUBLIC
    ),
)
TEXT = (
    "De gemeente Waverdam heeft geen Woonvisie Lagerveen 2030, maar Stedin werkt in "
    "Best aan het project 'Nieuwe Stroom'. Misschien komt er meer woningbouw."
)
TRICKY = (
    "",
    " ",
    "\n\n",
    "(",
    "'",
    "project '",
    "Pact van",
    "\\-",
    "🙂 Woonvisie 🙂 2030",
    "RES",
    "gem.",
    "De\n- Woonvisie Lagerveen\n- project X",
    "A\\-B \\(C\\)",
    "in het kader van",
    "“Samen",
    "De\u00a0Regio Deal\u00a0Veen",
)


def make_reader(**changes: object) -> Reader:
    """A reader with two places and one organisation."""
    arguments = {
        "codebook": load_codebook(default_codebook_text()),
        "places": PLACES,
        "organisations": ORGANISATIONS,
        "model": "blank",
    } | changes
    codebook = arguments.pop("codebook")
    return Reader(codebook, **arguments)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def reader() -> Reader:
    """One reader for the whole file."""
    return make_reader()


def read(reader: Reader, text: str) -> PassageReading:
    """Read one text."""
    passage = PassageToRead(passage_id="p1", text=text, language="nl")
    return next(iter(reader.read([passage])))


def check_offsets(reading: PassageReading, text: str) -> None:
    """Every mention lies in the text and its offsets reproduce what it says."""
    entities: tuple[EntityMention | InitiativeMention, ...] = (
        *reading.organisations,
        *reading.places,
        *reading.initiatives,
    )
    for mention in entities:
        assert text[mention.start_offset : mention.end_offset] == mention.text
        assert mention.text
    for theme in reading.themes:
        assert 0 <= theme.start_offset < theme.end_offset <= len(text)


def test_everything_is_found_on_one_passage(reader: Reader) -> None:
    """Themes, organisations, places and initiatives come together."""
    reading = read(reader, TEXT)
    assert [o.entity_id for o in reading.organisations] == [
        "org-gemeente-waverdam",
        "stedin",
    ]
    assert [p.entity_id for p in reading.places] == ["GM1", "WP2"]
    assert [i.text for i in reading.initiatives] == [
        "Woonvisie Lagerveen 2030",
        "project 'Nieuwe Stroom'",
    ]
    assert reading.initiatives[1].lead_id == "stedin"
    assert "wonen" in {theme.theme_id for theme in reading.themes}
    assert reading.found_organisations[0].name == "gemeente Waverdam"
    check_offsets(reading, TEXT)


def test_denial_and_doubt_are_flagged(reader: Reader) -> None:
    """The word "geen" denies what follows it; "misschien" doubts its whole sentence."""
    themes = read(reader, TEXT).themes
    by_text = {TEXT[t.start_offset : t.end_offset]: t for t in themes}
    assert by_text["Woonvisie"].is_negated
    assert not by_text["woningbouw"].is_negated
    assert by_text["woningbouw"].is_hedged
    assert not by_text["Woonvisie"].is_hedged


@pytest.mark.parametrize(
    ("sentence", "word", "is_negated", "is_hedged"),
    [
        ("Er is geen woningbouw.", "woningbouw", True, False),
        ("Niet alleen woningbouw telt.", "woningbouw", False, False),
        ("Geen geld, maar wel woningbouw.", "woningbouw", False, False),
        ("Woningbouw komt er niet.", "Woningbouw", True, False),
        ("Mogelijk komt er woningbouw.", "woningbouw", False, True),
        ("Dat zou kunnen helpen bij woningbouw.", "woningbouw", False, True),
        ("Zonder woningbouw gaat het niet.", "woningbouw", True, False),
        ("Woningbouw is nodig.", "Woningbouw", False, False),
        ("Een niet-agrarische functie bij de boerderij.", "boerderij", False, False),
    ],
)
def test_qualifiers(
    sentence: str, word: str, is_negated: bool, is_hedged: bool
) -> None:
    """One sentence for each way of denying and doubting."""
    start = sentence.index(word)
    flags = find_qualifiers(sentence, start_offset=start, end_offset=start + len(word))
    assert (flags.is_negated, flags.is_hedged) == (is_negated, is_hedged)


@pytest.mark.parametrize("text", TRICKY)
def test_tricky_texts_are_read(text: str, reader: Reader) -> None:
    """Empty, cut off and escaped texts raise nothing."""
    check_offsets(read(reader, text), text)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(text=st.text(max_size=200))
def test_random_text_never_raises(text: str, reader: Reader) -> None:
    """Any text can be read, and offsets always point into it."""
    check_offsets(read(reader, text), text)


WORDS = st.sampled_from(
    "de het van in 'project' project Regio Deal RES ( ) , . ' \" Stedin en Woonvisie "
    "2030 2022-2027 \n pilot gemeente Lagerveen B.V. aan te \\- Best gem. Samen met "
    "„ ” kader er zou moeten komen Stichting A12 Noord- 12 CBS / –".split(" ")
)


@settings(max_examples=300, deadline=None)
@given(words=st.lists(WORDS, max_size=25))
def test_random_names_never_raise(words: list[str], reader: Reader) -> None:
    """Every order of the words that rules look at can be read."""
    text = " ".join(words)
    check_offsets(read(reader, text), text)


def test_passages_come_out_in_order(reader: Reader) -> None:
    """One reading for each passage, also from a generator."""
    passages = (
        PassageToRead(passage_id=str(number), text=TEXT, language="nl")
        for number in range(30)
    )
    ids = [reading.passage_id for reading in reader.read(passages)]
    assert ids == [str(number) for number in range(30)]


def test_escapes_are_passed_over() -> None:
    """A backslash before punctuation is no part of a word, and offsets skip it."""
    language, _ = load_model("blank")
    text = "Bodem\\-, Water\\- en Plan 2016 \\- 2021\\."
    words = Tokeniser(language).tokenise(text)
    assert words.words[0] == "Bodem-"
    assert text[words.starts[0] : words.ends[0]] == "Bodem\\-"
    assert words.span_text(0, 3) == "Bodem\\-, Water\\-"


@pytest.mark.slow
def test_the_fingerprint_follows_what_changes_results(reader: Reader) -> None:
    """The same inputs give the same fingerprint; each input changes it."""
    assert make_reader().fingerprint == reader.fingerprint
    renamed = replace(PLACES[0], name="Hogerveen")
    book = default_codebook_text().replace("words = [", 'words = ["xyzzy",', 1)
    changed = [
        make_reader(places=(renamed,)).fingerprint,
        make_reader(organisations=()).fingerprint,
        make_reader(codebook=load_codebook(book)).fingerprint,
    ]
    assert len({reader.fingerprint, *changed}) == 4


def test_the_model_in_use_has_a_name(reader: Reader) -> None:
    """Without a model the rules are named; a model that is missing is told."""
    assert reader.model_name == RULES_ONLY
    with pytest.raises(SettingsInvalid, match="nl_missing"):
        load_model("nl_missing")


def test_a_denied_theme_is_not_what_a_passage_is_about(reader: Reader) -> None:
    text = "Wij hebben geen woningen en geen woningbouw nodig; het gaat om de natuur."
    reading = read(reader, text)
    mains = {m.theme_id for m in reading.themes if m.is_main}
    assert {m.theme_id for m in reading.themes if m.is_negated} == {"wonen"}
    assert mains == {"natuur"}
    denied = read(reader, "Wij hebben geen woningen nodig.")
    assert {m.theme_id for m in denied.themes if m.is_main} == {"wonen"}


@pytest.mark.parametrize(
    ("text", "is_about"),
    [
        ("De provincie Merenland en de gemeente Waverdam doen mee.", False),
        ("De samenwerking tussen provincie en gemeenten hapert.", True),
    ],
)
def test_the_name_of_an_authority_says_nothing_of_a_theme(
    text: str, is_about: bool
) -> None:
    reader = make_reader(codebook=load_codebook(default_codebook_text()))
    themes = {mention.theme_id for mention in read(reader, text).themes}
    assert ("samenwerking" in themes) is is_about
