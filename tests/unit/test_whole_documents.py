"""A whole document in, what only all its passages together tell out."""

from itertools import pairwise

import pytest

from domain.gazetteers import Place, PlaceKind, PlaceRegion
from domain.readings import PassageReading, PassageToRead
from flows.reading_lists import lists_of, reader_for
from nlp.document_abbreviations import abbreviates, with_abbreviations
from nlp.model import RULES_ONLY
from nlp.namesakes import Namesakes
from nlp.reading import Reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    """One reader with the shipped names for the whole file."""
    made = reader_for(lists_of(None), model=RULES_ONLY, workspace=None)
    assert isinstance(made, Reader)
    return made


def read(reader: Reader, *texts: str) -> list[PassageReading]:
    """Read the passages of one document, each by itself."""
    return list(
        reader.read(
            PassageToRead(passage_id=f"p-{at}", text=text, language="nl")
            for at, text in enumerate(texts)
        )
    )


def shortened(reader: Reader, *texts: str) -> list[list[tuple[str, str]]]:
    """Return the text and rule of the initiatives of each passage."""
    whole = with_abbreviations(read(reader, *texts), texts)
    for reading, text in zip(whole, texts, strict=True):
        for each in (*reading.initiatives, *reading.organisations):
            assert text[each.start_offset : each.end_offset] == each.text
    return [[(i.text, i.rule) for i in reading.initiatives] for reading in whole]


BOUND = "Het Nationaal Programma Energiehubs Oost (NPEO) loopt sinds 2023."


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        ("Vanuit het NPEO komt geld voor drie hubs.", [("NPEO", "abbreviation")]),
        ("Het NPEO 2 volgt in 2027.", [("NPEO 2", "abbreviation")]),
        ("Het NPEO 2.0 volgt in 2027.", [("NPEO 2.0", "code-year")]),
        ("Wat is het NPEO? Het NPEO helpt.", [("NPEO", "abbreviation")] * 2),
        ("De NPEO-regio praat mee.", []),
        ("Zie ook NPEOX en xNPEO.", []),
        ("Het programma (NPEO) loopt.", []),
    ],
)
def test_an_abbreviation_holds_in_all_of_its_document(
    reader: Reader, later: str, expected: list[tuple[str, str]]
) -> None:
    first, second = shortened(reader, BOUND, later)
    assert [text for text, _ in first] == ["Nationaal Programma Energiehubs Oost"]
    assert second == expected


def test_an_abbreviation_of_two_names_stands_for_none(reader: Reader) -> None:
    other = "Het Nieuwe Programma Energie Ouderkerk (NPEO) is vastgesteld."
    *_, last = shortened(reader, BOUND, other, "Het NPEO komt terug.")
    assert last == []


def test_an_abbreviation_may_stand_before_it_is_explained(reader: Reader) -> None:
    first, _ = shortened(reader, "Het NPEO is van ons allen.", BOUND)
    assert first == [("NPEO", "abbreviation")]


def test_a_word_for_any_programme_is_no_abbreviation(reader: Reader) -> None:
    bound = "De Regio Deal Veenrand (het Programma) loopt sinds 2023."
    *_, last = shortened(reader, bound, "Het Programma van de avond volgt.")
    assert last == []


def test_an_organisation_is_known_by_its_abbreviation(reader: Reader) -> None:
    texts = (
        "Het Waterschap Rijn en IJssel (WRIJL) beheert de dijk.",
        "Met WRIJL is dat afgesproken; de WRIJL-norm geldt.",
    )
    first, second = with_abbreviations(read(reader, *texts), texts)
    named = first.organisations[0]
    assert [(m.text, m.entity_id, m.rule) for m in second.organisations] == [
        ("WRIJL", named.entity_id, "abbreviation")
    ]


@pytest.mark.parametrize(
    ("short", "name", "expected"),
    [
        ("RES", "Regionale Energiestrategie", True),
        ("WRIJ", "Waterschap Rijn en IJssel", True),
        ("MRA", "Metropoolregio Amsterdam", True),
        ("PBL", "Planbureau voor de Leefomgeving", True),
        ("EZK", "ministerie van Economische Zaken en Klimaat", True),
        ("GroenLinks", "gemeente Arnhem", False),
        ("BBB", "provincie Gelderland", False),
        ("PvdD", "provincie Drenthe", False),
        ("EUR", "gemeente Ede", False),
        ("GEM", "gemeente Den Haag", False),
        ("Res", "Regionale Energiestrategie", False),
    ],
)
def test_only_letters_of_the_name_abbreviate_it(
    short: str, name: str, expected: bool
) -> None:
    assert abbreviates(short, name) is expected


def test_a_party_behind_a_municipality_is_not_that_municipality(
    reader: Reader,
) -> None:
    texts = (
        "Een lid van de raad van de gemeente Arnhem (GroenLinks) vraagt ernaar.",
        "GroenLinks en VVD dienen een motie in.",
    )
    _, later = with_abbreviations(read(reader, *texts), texts)
    named = {body.text: body.entity_id for body in later.organisations}
    assert named == {"GroenLinks": "groenlinks", "VVD": "vvd"}


def test_of_two_short_names_the_longer_stands(reader: Reader) -> None:
    texts = (
        "De Nationale Omgevingsvisie Inrichting (NOVI) is vastgesteld.",
        "Het programma Omgeving Oost Inrichting (NOVI Oost) begint. NOVI Oost loopt.",
    )
    whole = with_abbreviations(read(reader, *texts), texts)
    for reading in whole:
        spans = sorted((i.start_offset, i.end_offset) for i in reading.initiatives)
        assert all(one[1] <= two[0] for one, two in pairwise(spans))


def places(readings: list[PassageReading]) -> list[tuple[str, str, str]]:
    """Return text, place and rule of all places."""
    return [(m.text, m.entity_id, m.rule) for r in readings for m in r.places]


@pytest.fixture(scope="module")
def namesakes() -> Namesakes:
    """The shipped places, told apart."""
    lists = lists_of(None)
    return Namesakes(lists.places, organisations=lists.organisations)


BOARD = "Burgemeester en wethouders van"
NOORD_HOLLAND, LIMBURG = "GM0373", "GM0893"


def test_most_places_of_a_document_tell_which_bergen(
    reader: Reader, namesakes: Namesakes
) -> None:
    texts = ("Woningen in Venlo, Horst en Venray.", "Ook in Bergen wordt gebouwd.")
    *_, last = places(namesakes.settle(read(reader, *texts)))
    assert last == ("Bergen", LIMBURG, "document-region")


@pytest.mark.parametrize(
    "others", ["In Venlo is het druk.", "In Venlo, Horst, Alkmaar en Schagen."]
)
def test_few_or_mixed_places_tell_nothing(
    reader: Reader, namesakes: Namesakes, others: str
) -> None:
    readings = read(reader, others, "Ook in Bergen wordt gebouwd.")
    assert places(namesakes.settle(readings)) == places(readings)


def test_the_declared_region_goes_before_most_places(
    reader: Reader, namesakes: Namesakes
) -> None:
    texts = ("Zoals in Alkmaar, Schagen en Hoorn.", "Ook in Bergen wordt gebouwd.")
    home = namesakes.provinces_of("Provincie Limburg")
    *_, last = places(namesakes.settle(read(reader, *texts), home=home))
    assert last == ("Bergen", LIMBURG, "document-region")


def test_the_passage_itself_goes_before_all(
    reader: Reader, namesakes: Namesakes
) -> None:
    home = namesakes.provinces_of("Noord-Holland")
    found = namesakes.settle(read(reader, "Tussen Bergen en Venlo."), home=home)
    assert places(found)[0] == ("Bergen", LIMBURG, "gazetteer")


def test_an_initiative_follows_its_place(reader: Reader, namesakes: Namesakes) -> None:
    (before,) = read(reader, "Het project Nieuwe Oevers in Bergen loopt.")
    assert [each.place_ids for each in before.initiatives] == [(NOORD_HOLLAND,)]
    (after,) = namesakes.settle([before], home=namesakes.provinces_of("Limburg"))
    assert [each.place_ids for each in after.initiatives] == [(LIMBURG,)]


@pytest.mark.parametrize(
    ("text", "region", "body"),
    [
        ("De gemeente Bergen trekt project Nieuwe Oevers.", "Limburg", "gm0893"),
        ("De gemeente Bergen trekt project Nieuwe Oevers.", "Noord-Holland", "gm0373"),
        ("Bij Venlo trekt de gemeente Bergen project Oevers.", "Utrecht", "gm0893"),
        ("De gemeente Bergen trekt project Oevers.", "Utrecht", "org-gemeente-bergen"),
        ("De gemeente Zwolle trekt project Oevers.", "Limburg", "gm0193"),
        (f"{BOARD} Bergen trekken project Oevers.", "Limburg", "gm0893"),
        (f"{BOARD} Bergen trekken project Oevers.", "Noord-Holland", "gm0373"),
        (f"Bij Venlo: {BOARD} Bergen trekken project Oevers.", "Utrecht", "gm0893"),
        (f"{BOARD} Bergen trekken project Oevers.", "Utrecht", "org-gemeente-bergen"),
        (f"{BOARD} Zwolle trekken project Oevers.", "Limburg", "gm0193"),
        (f"{BOARD} Zilverdam trekken project Oevers.", "", "org-gemeente-zilverdam"),
    ],
)
def test_a_municipality_with_a_namesake_is_that_of_the_region(
    reader: Reader, namesakes: Namesakes, text: str, region: str, body: str
) -> None:
    home = namesakes.provinces_of(region)
    (found,) = namesakes.settle(read(reader, text), home=home)
    assert [each.entity_id for each in found.organisations] == [body]
    assert [each.lead_id for each in found.initiatives] == [body]
    is_known = not body.startswith("org-")
    assert bool(found.found_organisations) is not is_known


@pytest.mark.parametrize("text", ["In Zeeland.", "De kust van Zeeland en Uden."])
def test_zeeland_is_the_province(
    reader: Reader, namesakes: Namesakes, text: str
) -> None:
    home = namesakes.provinces_of("Noord-Brabant")
    (found, *_) = places(namesakes.settle(read(reader, text), home=home))
    assert found[1] == "PV29"


def test_a_region_has_the_provinces_of_its_municipalities() -> None:
    towns = [
        Place(
            place_id=place_id,
            name=name,
            kind=PlaceKind.MUNICIPALITY,
            province=province,
        )
        for place_id, name, province in (
            ("GM1", "Veenstad", "Utrecht"),
            ("GM2", "Waterdorp", "Gelderland"),
        )
    ]
    regions = [
        PlaceRegion(
            place_id=place_id,
            division="RES",
            year=2022,
            region_code="R1",
            region_name="Veenrand",
        )
        for place_id in ("GM1", "GM2", "GM9")
    ]
    known = Namesakes(towns, regions)
    assert known.provinces_of("regio Veenrand") == {"Utrecht", "Gelderland"}
    assert known.provinces_of("Veenstad") == {"Utrecht"}
    assert known.provinces_of("elders") == frozenset()


def test_a_declared_province_is_not_the_town_of_its_name(namesakes: Namesakes) -> None:
    for name in ("Zeeland", "provincie Zeeland"):
        assert namesakes.provinces_of(name) == {"Zeeland"}


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("Tussen Tolkamer en Spijk lekt de dijk.", ("Spijk", "WP2980")),
        ("In West Betuwe is Spijk het kleinst.", ("Spijk", "WP2356")),
        ("In Spijk is het druk.", ("Spijk", "plaats-spijk")),
        ("Herstructurering De Pol loopt.", ("De Pol", "plaats-de-pol")),
        ("De Pol ligt in Steenwijkerland.", ("De Pol", "WP2698")),
        ("In Borculo wordt gebouwd.", ("Borculo", "WP1659")),
        ("In Kampen wordt gebouwd.", ("Kampen", "GM0166")),
    ],
)
def test_a_town_is_one_that_something_near_points_at(
    reader: Reader, namesakes: Namesakes, text: str, town: tuple[str, str]
) -> None:
    """Without a municipality or a province that fits the name keeps no code."""
    settled = namesakes.settle(read(reader, text), home=frozenset(("Gelderland",)))
    found = {(name, place_id) for name, place_id, _ in places(settled)}
    assert town in found
    listed = {each.place_id for r in settled for each in r.found_places}
    assert town[1].startswith("plaats-") == (town[1] in listed)


def test_a_municipality_of_the_document_tells_which_town(
    reader: Reader, namesakes: Namesakes
) -> None:
    texts = ("De gemeente Zevenaar bouwt.", "Ook in Spijk wordt gebouwd.")
    settled = namesakes.settle(read(reader, *texts), home=frozenset(("Gelderland",)))
    assert places(settled)[-1] == ("Spijk", "WP2980", "document-region")


def test_without_a_region_towns_stay(reader: Reader, namesakes: Namesakes) -> None:
    readings = read(reader, "Herstructurering De Pol loopt.")
    assert places(namesakes.settle(readings)) == places(readings)


@pytest.mark.parametrize(
    ("region", "haren", "rijswijk"),
    [
        ("Zeeland", "plaats-haren", "GM0603"),
        ("Groningen", "WP1266", "GM0603"),
        ("Gelderland", "plaats-haren", "WP3383"),
        ("Noord-Brabant", "WP3253", "WP3303"),
    ],
)
def test_a_far_town_does_not_place_another(
    reader: Reader, namesakes: Namesakes, region: str, haren: str, rijswijk: str
) -> None:
    """Haren of Noord-Brabant beside it makes no Rijswijk of that province."""
    readings = read(reader, "In Rijswijk en in Haren valt het mee.")
    settled = places(namesakes.settle(readings, home=frozenset((region,))))
    ids = {name: place_id for name, place_id, _ in settled}
    assert ids == {"Haren": haren, "Rijswijk": rijswijk}


def bodies(reader: Reader, *texts: str) -> list[list[str]]:
    """Return the ids of the bodies of each passage."""
    whole = with_abbreviations(read(reader, *texts), texts)
    return [[each.entity_id for each in reading.organisations] for reading in whole]


WHOLE = "Aan Stichting Kulturhuis Zelhem wordt een subsidie verleend."


def test_a_body_called_short_is_the_one_with_its_place(reader: Reader) -> None:
    short, whole = bodies(reader, "6. Subsidie Stichting Kulturhuis", WHOLE)
    assert short == whole == ["org-stichting-kulturhuis-zelhem"]


@pytest.mark.parametrize(
    "other",
    [
        # Two have a place, or both are named side by side.
        "Aan Stichting Kulturhuis Vorden ook.",
        "Stichting Kulturhuis en Stichting Kulturhuis Zelhem praten.",
    ],
)
def test_a_body_called_short_may_be_another(reader: Reader, other: str) -> None:
    short, *_ = bodies(reader, "6. Subsidie Stichting Kulturhuis", WHOLE, other)
    assert short == ["org-stichting-kulturhuis"]


def test_a_name_with_more_added_is_another_body(reader: Reader) -> None:
    short, _ = bodies(
        reader, "Stichting Natuur vraagt dat.", "Stichting Natuur en Milieuwacht niet."
    )
    assert short == ["org-stichting-natuur"]
