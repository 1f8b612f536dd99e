"""Names that coded answers taught: spans, weights, and where they may count."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

import nlp
from domain.coded_file import coded_passages_from_json
from domain.gazetteers import Organisation, Place, PlaceKind, Sector
from domain.readings import PassageReading, PassageToRead
from nlp.capitals import EntitySpan
from nlp.codebook import default_codebook_text, load_codebook
from nlp.find_organisations import NO_ORGANISATIONS
from nlp.find_places import NO_PLACES, PlacesFound
from nlp.reading import Reader
from nlp.tagging.decoding import GOES_ON, OPENS, OUTSIDE, TAGS, spans_in
from nlp.tagging.joining import NameJoiner, NamesRead
from nlp.tagging.signs import forms_of, numbers_of
from nlp.tagging.spans import NameKind, TaggedSpan
from nlp.tagging.tagger import NameTagger, ReadByRules
from nlp.tagging.teaching import Taught, teach
from nlp.tagging.weights import read_weights, weights_identity, write_weights
from nlp.tokens import Tokeniser

TOKENISER = Tokeniser(spacy.blank("nl"))
PLACE = Place(
    place_id="GM9901", name="Lagerveen", kind=PlaceKind.MUNICIPALITY, province=""
)
BODY = Organisation(
    organisation_id="org-stroom",
    name="Laakstroom",
    kind="bedrijf",
    sector=Sector.PRIVATE,
)
JOINER = NameJoiner(organisations=[BODY], places=[PLACE])
NOTHING = NamesRead(NO_ORGANISATIONS, NO_PLACES)


def chances_of(tags: Sequence[int], *, sure: float = 0.98) -> np.ndarray:
    rest = (1 - sure) / (len(TAGS) - 1)
    return np.array([[sure if at == tag else rest for at in range(3)] for tag in tags])


def test_names_are_the_runs_of_tags() -> None:
    tags = [OUTSIDE, OPENS, GOES_ON, OPENS, OUTSIDE, OPENS]
    found = list(spans_in(chances_of(tags), boldness=0))
    assert [span[:2] for span in found] == [(1, 3), (3, 4), (5, 6)]
    assert all(span[2] == pytest.approx(0.99) for span in found)


def test_a_name_that_seems_to_go_on_is_opened_first() -> None:
    rows = np.array([[0.1, 0.1, 0.8], [0.45, 0.5, 0.05], [0.1, 0.8, 0.1]])
    assert [span[:2] for span in spans_in(rows, boldness=0)] == [(1, 3)]
    assert not list(spans_in(np.zeros((0, 3)), boldness=0))


@given(
    rows=arrays.arrays(
        np.float64,
        st.tuples(st.integers(0, 12), st.just(3)),
        elements=st.floats(0.01, 1),
    ),
    boldness=st.floats(-2, 2),
)
def test_names_lie_apart_and_inside_the_text(rows: np.ndarray, boldness: float) -> None:
    rows = rows / rows.sum(axis=1, keepdims=True)
    end = 0
    for first, last, certainty in spans_in(rows, boldness=boldness):
        assert end <= first < last <= len(rows)
        assert 0 <= certainty <= 1
        end = last


@given(rows=st.lists(st.tuples(*[st.floats(0.01, 1)] * 3), min_size=1, max_size=10))
def test_who_is_bolder_finds_no_fewer_words(
    rows: list[tuple[float, float, float]],
) -> None:
    table = np.array(rows)
    table /= table.sum(axis=1, keepdims=True)
    covered = [
        sum(last - first for first, last, _ in spans_in(table, boldness=boldness))
        for boldness in (0, 20)
    ]
    assert covered[1] == len(rows) >= covered[0]


def tagged(kind: NameKind, first: int, last: int, certainty: float = 0.9) -> TaggedSpan:
    return TaggedSpan(kind, first, last, certainty)


def joined(text: str, *spans: TaggedSpan, read: NamesRead = NOTHING) -> NamesRead:
    return JOINER.join(TOKENISER.tokenise(text), read, spans)


def test_a_name_on_a_list_keeps_its_id() -> None:
    read = joined(
        "wij van laakstroom in lagerveen",
        tagged(NameKind.ORGANISATION, 2, 3),
        tagged(NameKind.PLACE, 4, 5),
    )
    assert [span.entity_id for span in read.organisations.spans] == ["org-stroom"]
    assert [span.entity_id for span in read.places.spans] == ["GM9901"]
    assert not read.organisations.found
    assert not read.places.found


def test_a_name_on_no_list_is_found_under_its_words() -> None:
    read = joined("bij de Hoge  Dries", tagged(NameKind.PLACE, 2, 5))
    assert [(p.place_id, p.name) for p in read.places.found] == [
        ("plaats-hoge-dries", "Hoge Dries")
    ]


@pytest.mark.parametrize("text", ["op de Dries", "daar in Dries", "bij de Dries"])
def test_a_place_may_be_called_like_somebody(text: str) -> None:
    at = text.split().index("Dries")
    assert joined(text, tagged(NameKind.PLACE, at, at + 1)).places.spans


def test_what_rules_found_stands() -> None:
    by_rules = NamesRead(
        NO_ORGANISATIONS,
        PlacesFound(spans=(EntitySpan(1, 3, "GM9901", "gazetteer"),), found=()),
    )
    read = joined(
        "in Lagerveen Noord en Spoel",
        tagged(NameKind.ORGANISATION, 2, 3, 0.99),
        tagged(NameKind.PLACE, 4, 5),
        read=by_rules,
    )
    assert not read.organisations.spans
    assert [(span.first, span.last) for span in read.places.spans] == [(1, 3), (4, 5)]


def test_quotes_at_the_ends_are_no_part_of_a_name() -> None:
    read = joined("bij 'Zee'", tagged(NameKind.PLACE, 1, 4))
    assert [place.name for place in read.places.found] == ["Zee"]


def test_names_in_another_script_are_apart() -> None:
    read = joined(
        "van Москва en Киев",
        tagged(NameKind.PLACE, 1, 2),
        tagged(NameKind.PLACE, 3, 4),
    )
    assert len({span.entity_id for span in read.places.spans}) == 2


def test_of_two_kinds_the_surer_counts() -> None:
    read = joined(
        "bij Spoel",
        tagged(NameKind.ORGANISATION, 1, 2, 0.8),
        tagged(NameKind.PLACE, 1, 2, 0.7),
    )
    assert read.organisations.spans
    assert not read.places.spans


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("vraag het [naam] van hier", 2, 5),
        ("vraag het [naam] van hier", 3, 4),
        ("bel Annie Verschoor even", 1, 3),
        ("bel Annie Verschoor even", 2, 3),
        ("bel mevrouw Verschoor even", 2, 3),
        ("bel Annie even", 1, 2),
        ("dat was bij Annie", 3, 4),
        ("bel annie verschoor even", 1, 3),
        ("de [naam]'s winkel is dicht", 2, 3),
        ("en toen ... niets", 2, 3),
        ("dat is De eerste", 2, 3),
        ("een Stichting is er", 1, 2),
        ("sinds April is het dicht", 1, 2),
    ],
)
def test_what_is_no_name_never_counts(text: str, first: int, last: int) -> None:
    read = joined(
        text,
        tagged(NameKind.PLACE, first, last),
        tagged(NameKind.ORGANISATION, first, last),
    )
    assert not read.places.spans
    assert not read.organisations.spans


def test_half_the_name_of_an_initiative_is_no_place() -> None:
    text = "bij project Levende Slootkanten"
    place = tagged(NameKind.PLACE, 3, 4)
    whole = tagged(NameKind.INITIATIVE, 1, 4)
    assert joined(text, place).places.spans
    assert not joined(text, place, whole).places.spans
    read = JOINER.join(TOKENISER.tokenise(text), NOTHING, [place], initiatives=[(1, 4)])
    assert not read.places.spans


@pytest.mark.parametrize("text", ["Betaalbaar is het niet.", "Te duur. Verhoogd."])
def test_a_word_that_only_opens_a_sentence_is_no_initiative(text: str) -> None:
    words = TOKENISER.tokenise(text)
    last = len(words) - 1 if "duur" in text else 1
    span = tagged(NameKind.INITIATIVE, last - 1, last)
    assert not joined(text, span).initiatives


def test_a_noun_of_a_sort_alone_is_no_initiative() -> None:
    span = tagged(NameKind.INITIATIVE, 2, 3)
    assert not joined("dat doet Veiligheidsregio", span).initiatives


def test_a_name_of_two_capitals_may_open_a_sentence() -> None:
    text = "LekkerLokaal draait goed"
    assert joined(text, tagged(NameKind.INITIATIVE, 0, 1)).initiatives


def test_a_replaced_name_is_no_initiative() -> None:
    text = "dat doet [naam] al jaren"
    assert not joined(text, tagged(NameKind.INITIATIVE, 2, 5)).initiatives


def test_signs_have_a_row_for_each_word() -> None:
    text = TOKENISER.tokenise("In de Dries\nstaat niets.")
    numbers = numbers_of(text, {NameKind.PLACE: [(2, 3)]})
    assert numbers.shape == (len(text), 5 * (7 + 2 * len(NameKind)))
    forms = forms_of(text)
    assert len(forms) == len(text)
    assert {"=dries", "<de", "<<in", "-ries", "drie-", "@Xxxx"} <= set(forms[2])
    assert not any("\n" in form for word in forms for form in word)


def test_weights_say_the_same_when_they_are_read_again(tmp_path: Path) -> None:
    taught = [lesson(f"wij wonen op de {name} en nu?") for name in NAMES]
    weights = teach(taught)
    write_weights(weights, tmp_path)
    again = read_weights(tmp_path)
    assert weights_identity(tmp_path)
    assert again.rows == weights.rows
    assert np.allclose(again.numbers, weights.numbers, atol=1e-3)
    spans = NameTagger(again).tag(
        [ReadByRules(TOKENISER.tokenise("wij wonen op de Kolk en nu?"), {})]
    )
    assert [(s.kind, s.first, s.last) for s in next(iter(spans))] == [
        (kind, 4, 5) for kind in NameKind
    ]


def test_forms_and_weights_of_two_makings_are_refused(tmp_path: Path) -> None:
    write_weights(
        teach([lesson(f"wij wonen op de {n} en nu?") for n in NAMES]), tmp_path
    )
    forms = tmp_path / "forms.txt"
    forms.write_text(forms.read_text("utf-8") + "\n=meer", "utf-8")
    with pytest.raises(ValueError, match="do not belong together"):
        read_weights(tmp_path)


NAMES = ("Dries", "Spoel", "Kam", "Loods", "Molen", "Brink", "Heuvel", "Gaard")


def lesson(words: str) -> Taught:
    """Teach that the fifth word opens every kind of name, and the sixth belongs to it.

    Every other lesson ends after one word, so that each tag is taught.
    """
    text = TOKENISER.tokenise(
        words if is_even(words) else words.replace(" en", " Zuid en")
    )
    last = 5 if is_even(words) else 6
    names = {kind: [(4, last)] for kind in NameKind}
    return Taught(ReadByRules(text, {}), names, {})


def is_even(words: str) -> bool:
    return len(words) % 2 == 0


def reader(*, model: str = "auto") -> Reader:
    return Reader(
        load_codebook(default_codebook_text()),
        places=[PLACE],
        organisations=[BODY],
        model=model,
    )


def read_one(reader: Reader, text: str, *, kind: str, language: str) -> PassageReading:
    passage = PassageToRead(passage_id="p1", text=text, language=language, kind=kind)
    return next(iter(reader.read([passage])))


WEAVERS = (
    "Samen Wijs draait al drie jaar in het oude badhuis en het eetpunt van de "
    "Pauluskerk kookt elke dinsdag"
)


@pytest.mark.parametrize(
    ("kind", "language"), [("paragraph", "nl"), ("answer", "en"), ("answer", "fy")]
)
def test_only_dutch_answers_are_tagged(kind: str, language: str) -> None:
    with_it, without = reader(), reader(model="blank")
    assert read_one(with_it, WEAVERS, kind=kind, language=language) == read_one(
        without, WEAVERS, kind=kind, language=language
    )


def test_without_a_model_nothing_is_tagged() -> None:
    read = read_one(reader(model="blank"), WEAVERS, kind="answer", language="nl")
    assert not [each for each in read.initiatives if each.rule == "tagged"]


def test_what_rules_say_of_an_answer_stands() -> None:
    files = sorted((Path(nlp.__file__).parent / "training" / "answers").glob("*.json"))
    texts = [
        each.text
        for each in coded_passages_from_json(files[0].read_text("utf-8"), where="x")
    ]
    passages = [
        PassageToRead(passage_id=f"p{at}", text=text, language="nl", kind="answer")
        for at, text in enumerate(texts)
    ]
    more = 0
    for by_rules, both in zip(
        reader(model="blank").read(passages), reader().read(passages), strict=True
    ):
        assert [m for m in both.initiatives if m.rule != "tagged"] == list(
            by_rules.initiatives
        )
        assert [m for m in both.places if m.rule != "tagged"] == list(by_rules.places)
        assert [m.start_offset for m in both.themes] == [
            m.start_offset for m in by_rules.themes
        ]
        more += len(both.initiatives) - len(by_rules.initiatives)
    assert more > 0


def test_an_answer_gets_names_beside_the_rules() -> None:
    read = read_one(reader(), WEAVERS, kind="answer", language="nl")
    by_tag = [each for each in read.initiatives if each.rule == "tagged"]
    assert by_tag
    for mention in by_tag:
        assert WEAVERS[mention.start_offset : mention.end_offset] == mention.text
        assert mention.confidence <= 0.5


def test_the_fingerprint_tells_whether_answers_are_tagged() -> None:
    assert reader().fingerprint != reader(model="blank").fingerprint
