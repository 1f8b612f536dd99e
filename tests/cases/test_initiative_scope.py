"""What a text says of an initiative is said of that one, in whichever sentence."""

import pytest

from domain.readings import PassageToRead
from nlp.reading import Reader
from tests.cases.initiative_bodies import read, reader_of_bodies


@pytest.fixture(scope="module")
def reader() -> Reader:
    return reader_of_bodies()


ROLES = [
    # ---- Who leads, said further on
    (
        "Het Zorgpact Merel is getekend door GGD Laakland en de gemeente Dorpwijk. De "
        "uitvoering is in handen van Stroomnet.",
        ("stroom", ("ggd", "dorp")),
    ),
    (
        "Akkoord Schoon Water geldt nu. De regie ligt bij waterschap Vaart.",
        ("vaart", ()),
    ),
    ("Programma Groene Erven loopt. Waterschap Vaart voert de regie.", ("vaart", ())),
    (
        "Programma Groene Erven loopt. De provincie Laakland heeft de leiding.",
        ("prov", ()),
    ),
    (
        "De Regeling Groene Daken is er. In het dorp voert Stroomnet de regeling uit.",
        ("stroom", ()),
    ),
    ("De Regeling Groene Daken is er. Stroomnet voert de bestelling uit.", ("", ())),
    ("De Regeling Groene Daken is er. Stroomnet voert haar uit.", ("stroom", ())),
    ("Project Natte Tuin loopt. Stroomnet trekt de kar.", ("stroom", ())),
    ("Netwerk Beek bestaat. GGD Laakland nam het initiatief.", ("ggd", ())),
    ("De coördinatie van het Zorgpact Merel ligt bij GGD Laakland.", ("ggd", ())),
    ("Het Zorgpact Merel ligt bij GGD Laakland op tafel.", ("", ())),
    ("Verantwoordelijk voor het Masterplan Zuid is Stroomnet.", ("stroom", ())),
    ("Nu heeft GGD Laakland het Zorgpact Merel opgezet.", ("ggd", ())),
    ("Nu heeft GGD Laakland het Zorgpact Merel gelezen.", ("", ())),
    # ---- Who leads, said before
    (
        "Penvoerder van het geheel is waterschap Vaart. Programma Groene Erven loopt.",
        ("vaart", ()),
    ),
    (
        "Trekker: provincie Laakland. Betrokken partijen: Stroomnet, GGD Laakland. "
        "Project: Groene Erven.",
        ("prov", ("stroom", "ggd")),
    ),
    (
        "Initiatiefnemer van het project Natte Tuin is de gemeente Dorpwijk.",
        ("dorp", ()),
    ),
    ("Onder regie van Stroomnet is de Wijkdeal Zuid getekend.", ("stroom", ())),
    ("Trekker van de commissie was ooit Stroomnet, Programma Groene Erven.", ("", ())),
    # ---- Who leads, around the name
    ("Met de Regeling Warm Huis helpt de gemeente Dorpwijk huurders.", ("dorp", ())),
    (
        "Warmteplan Dorpwijk 2030: gemeente Dorpwijk, met Stroomnet.",
        ("dorp", ("stroom",)),
    ),
    ("Project Natte Tuin, van provincie Laakland, is bijna klaar.", ("prov", ())),
    (
        "GGD Laakland en Stroomnet zetten samen project Natte Tuin op.",
        ("ggd", ("stroom",)),
    ),
    (
        "In opdracht van de provincie Laakland maakt bureau Klapwijk de Visie Oevers.",
        ("prov", ("org-klapwijk",)),
    ),
    ("In de Visie Oevers legt de gemeente Dorpwijk haar keuzes vast.", ("dorp", ())),
    ("Stroomnet kreeg uitstel op grond van het Programma Groene Erven.", ("", ())),
    ("Stroomnet heeft een vergunning op grond van Programma Groene Erven.", ("", ())),
    (
        "Nota Oevers geldt. Grond mag weg volgens Nota Oevers van Stroomnet.",
        ("stroom", ()),
    ),
    ("De Visie Oevers steunt op wat is ondertekend door Stroomnet.", ("", ())),
    # ---- Who takes part
    (
        "Programma Groene Erven loopt. Stroomnet, GGD Laakland en de tien scholen zijn "
        "partner.",
        ("", ("stroom", "ggd")),
    ),
    (
        "Programma Groene Erven loopt. Het programma is gemaakt met GGD Laakland, de "
        "vijf gemeenten en waterschap Vaart.",
        ("", ("ggd", "vaart")),
    ),
    (
        "Programma Groene Erven is een samenwerking van GGD Laakland en Stroomnet.",
        ("", ("ggd", "stroom")),
    ),
    (
        "Akkoord Beek loopt. Stroomnet en GGD Laakland hebben zich eraan verbonden.",
        ("", ("stroom", "ggd")),
    ),
    (
        "Akkoord Beek loopt. De partijen – Stroomnet, GGD Laakland – zijn blij.",
        ("", ("stroom", "ggd")),
    ),
    ("Programma Groene Erven loopt. Stroomnet draagt bij aan de kosten.", ("", ())),
    ("Programma Groene Erven loopt. Stroomnet sluit later aan.", ("", ("stroom",))),
    ("Programma Groene Erven loopt. Stroomnet sluit de wijk aan.", ("", ())),
    ("Programma Groene Erven loopt. Stroomnet is niet betrokken.", ("", ())),
    (
        "Programma Groene Erven loopt. Ruim honderd scholen en GGD Laakland slaan de "
        "handen ineen.",
        ("", ("ggd",)),
    ),
    ("Bij Programma Groene Erven is ook Stroomnet betrokken.", ("", ("stroom",))),
    (
        "Akkoord Beek loopt. Stroomnet doet sinds mei mee aan dat akkoord.",
        ("", ("stroom",)),
    ),
    ("Akkoord Schoon Water loopt. Stroomnet doet mee aan de beurs.", ("", ())),
    (
        "In het onderzoek 'Stille Beek' meten GGD Laakland en waterschap Vaart mee.",
        ("", ("ggd", "vaart")),
    ),
    (
        "Samen met gemeente Dorpwijk en netbeheerder Stroomnet start waterschap Vaart "
        "het project Natte Tuin.",
        ("vaart", ("dorp", "stroom")),
    ),
]


@pytest.mark.parametrize(("text", "expected"), ROLES)
def test_who_leads_and_who_takes_part(
    reader: Reader, text: str, expected: tuple[str, tuple[str, ...]]
) -> None:
    [mention] = read(reader, text)
    assert (mention.lead_id, mention.partner_ids) == expected


STATUS = [
    (
        "Project Natte Tuin is in 2015 van start gegaan en in 2023 afgesloten.",
        "finished",
    ),
    ("Programma Natte Tuin is er. Met de uitvoering is een begin gemaakt.", "running"),
    ("Woondeal Zuidoever stelt eisen. Deze is getekend in mei.", "adopted"),
    ("De gemeente werkt aan een nieuwe Mobiliteitsvisie Dorpwijk.", "in_preparation"),
    ("De gemeente werkt aan het programma Natte Tuin.", "running"),
    ("Een bureau maakt de Mobiliteitsvisie Dorpwijk.", "in_preparation"),
    ("In het project Natte Tuin meten scholen de regen.", "running"),
    ("In het project Natte Tuin moeten scholen regen meten.", "unknown"),
    ("In de Mobiliteitsvisie Dorpwijk kiezen we voor de fiets.", "unknown"),
    ("Project Natte Tuin: de eerste paal ging in mei de grond in.", "running"),
    ("Voor het project Natte Tuin moet de vergunning er nog komen.", "announced"),
    ("De grens maakt deel uit van het bestemmingsplan Oevers.", "unknown"),
    ("Het dorp sluit aan bij de Visie Oevers.", "unknown"),
    ("Akkoord Beek is in mei afgesloten met twaalf boeren.", "adopted"),
    ("Nota Oevers is er. De bouw van huizen is gestart.", "unknown"),
    ("Nota Oevers is er. De uitvoering van de nota is gestart.", "running"),
    ("De Nota Oevers is opgesteld door een bureau.", "unknown"),
    ("De Nota Oevers wordt opgesteld.", "in_preparation"),
    ("Het Zorgpact Merel is nog niet ondertekend.", "in_preparation"),
    ("Over de Nota Oevers is nog geen besluit genomen.", "in_preparation"),
    ("De gemeente onderzoekt of project Natte Tuin haalbaar is.", "in_preparation"),
    ("Het college besloot om project Natte Tuin stop te zetten.", "finished"),
    ("In mei ging de Regeling Warm Huis open.", "running"),
    ("In mei gaat de Regeling Warm Huis open.", "announced"),
    ("De regio werkt aan een Programma Natte Tuin.", "in_preparation"),
    ("Project Natte Tuin is er. Gestart wordt in april.", "announced"),
    ("Project Natte Tuin start pas na de zomer.", "announced"),
    ("De kade wordt sinds 2010 omgevormd tot project Natte Tuin.", "running"),
    ("De Visie Oevers is opgezet volgens de regels.", "unknown"),
    ("Programma Natte Tuin bouwt voort op de brede aanpak.", "unknown"),
    (
        "Hier liep een proef, onder de naam Helder Riet. De proef is in mei afgerond.",
        "finished",
    ),
    ("Met Woondeal Zuidoever zetten we in op meer huizen.", "running"),
]


@pytest.mark.parametrize(("text", "status"), STATUS)
def test_how_far_it_is(reader: Reader, text: str, status: str) -> None:
    assert [mention.status for mention in read(reader, text)] == [status]


def test_who_joins_what_was_named_last_joins_that_alone(reader: Reader) -> None:
    text = "Binnen het Zorgpact Merel is er het project Natte Tuin. Stroomnet doet mee."
    assert [m.partner_ids for m in read(reader, text)] == [(), ("stroom",)]


TWO = [
    (
        "Anders dan het Zorgpact Noord, dat al jaren loopt, is het Zorgpact Zuid nog "
        "niet getekend.",
        ["running", "in_preparation"],
    ),
    (
        "Waar het project Zuidoever al is opgeleverd, wordt het project Noordoever nog "
        "voorbereid.",
        ["finished", "in_preparation"],
    ),
    (
        "De Natuurvisie Zuid is in ontwikkeling en volgt het Groenplan Noord op, dat "
        "in mei is vastgesteld.",
        ["in_preparation", "adopted"],
    ),
    (
        "Het project Zuidoever is klaar. Het akkoord Noordoever is er ook. Het akkoord "
        "is in mei getekend.",
        ["finished", "adopted"],
    ),
    (
        "Het project Zuidoever en het akkoord Noordoever horen bij elkaar. Het akkoord "
        "is in mei getekend.",
        ["unknown", "adopted"],
    ),
    (
        "De Proeftuin Zuid, ooit bekend als Proeftuin Noord, onderzoekt riet. De "
        "proeftuin is in mei afgerond.",
        ["running", "unknown"],
    ),
    (
        "Het plan Zuid en het plan Noord zijn er. Deze plannen zijn vastgesteld.",
        ["adopted"] * 2,
    ),
    ("Het project Zuidoever en het project Noordoever zijn gestart.", ["running"] * 2),
]


@pytest.mark.parametrize(("text", "statuses"), TWO)
def test_of_two_each_has_its_own_status(
    reader: Reader, text: str, statuses: list[str]
) -> None:
    assert [mention.status for mention in read(reader, text)] == statuses


YEARS = [
    (
        "Programma Natte Tuin is er. Partners ontbreken. Het programma loopt van "
        "2020 tot en met 2025.",
        [(2020, 2025)],
    ),
    (
        "Programma Natte Tuin is er. De uitvoering daarvan start in 2024 en eindigt "
        "in 2030.",
        [(2024, 2030)],
    ),
    ("Deltaprogramma Zoetwater derde ronde (2022-2027) is klaar.", [(2022, 2027)]),
    ("Regeling Warm Huis bestaat. Aanvragen kan tot 1 november 2026.", [(0, 2026)]),
    ("Project: Natte Tuin. Start: januari 2024.", [(2024, 0)]),
    ("Project: Natte Tuin. Looptijd: 2023 – 2028.", [(2023, 2028)]),
    ("Op 1 juli 2024 ging de Regeling Warm Huis open.", [(2024, 0)]),
    ("Regeling Warm Huis bestaat. U kunt tot eind 2025 geld aanvragen.", [(0, 2025)]),
    ("Project Natte Tuin start na de zomer van 2026.", [(2026, 0)]),
    ("Onderzoeksproject Stille Beek is er. Het onderzoek loopt tot 2026.", [(0, 2026)]),
    ("De Visie Oevers is er. Het onderzoek telt bomen tot 2030.", [(0, 0)]),
    ("De Visie Oevers is er. Het waterplan loopt tot 2030.", [(0, 0)]),
    ("De Visie Oevers is er. Het plan loopt tot 2030.", [(0, 2030)]),
    ("Programma Natte Tuin is er. In 2024 begon de oorlog.", [(0, 0)]),
    (
        "Project Zuidoever liep van 2010 tot 2014. Project Noordoever is er ook. Het "
        "project loopt tot 2030.",
        [(2010, 2014), (0, 2030)],
    ),
    (
        "Het project Zuidoever begon in 2010, maar het project Noordoever startte in "
        "2019.",
        [(2010, 0), (2019, 0)],
    ),
]


@pytest.mark.parametrize(("text", "years"), YEARS)
def test_when_it_begins_and_ends(
    reader: Reader, text: str, years: list[tuple[int, int]]
) -> None:
    assert [(m.start_year, m.end_year) for m in read(reader, text)] == years


COOPERATIVES = [
    ("Dorpscoöperatie De Waard draait al drie jaar.", ["Dorpscoöperatie De Waard"]),
    ("Dorpscoöperatie De Waard telt zestig leden.", ["Dorpscoöperatie De Waard"]),
    ("Dorpscoöperatie De Waard beheert de bieb.", []),
    ("Het zonnedak is van energiecoöperatie De Waard.", []),
    ("Wij praten met Stroomnet en energiecoöperatie De Waard.", []),
]


@pytest.mark.parametrize(("text", "names"), COOPERATIVES)
def test_a_cooperative_that_acts_is_an_organisation_alone(
    reader: Reader, text: str, names: list[str]
) -> None:
    (reading,) = reader.read([PassageToRead(passage_id="p", text=text, language="nl")])
    assert [mention.text for mention in reading.initiatives] == names
    assert any("De Waard" in each.text for each in reading.organisations)
