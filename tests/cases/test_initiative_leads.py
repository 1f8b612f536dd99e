"""Who leads an initiative may be said in the sentence of its name or right after it."""

import pytest

from domain.gazetteers import Organisation, Sector
from domain.readings import PassageToRead
from nlp.codebook import default_codebook_text, load_codebook
from nlp.reading import Reader

MUNICIPALITY = Organisation(
    organisation_id="dorp",
    name="gemeente Dorpwijk",
    kind="gemeente",
    sector=Sector.PUBLIC,
)
CASES = [
    ("Programma Groene Erven start dit jaar. De gemeente Dorpwijk is trekker.", "dorp"),
    ("De gemeente Dorpwijk trekt het Programma Groene Erven.", "dorp"),
    ("Programma Groene Erven wordt getrokken door de gemeente Dorpwijk.", "dorp"),
    ("Programma Groene Erven loopt tot 2030. Trekker: gemeente Dorpwijk.", "dorp"),
    ("Programma Groene Erven loopt. De gemeente Dorpwijk wacht af.", ""),
    # ---- Who is called the lead goes before who only works on it.
    (
        "Stroomnet en de provincie Laakland werken aan Programma Groene Erven. "
        "De gemeente Dorpwijk is trekker van het programma.",
        "dorp",
    ),
    # ---- A trekker is a lead, and on the land a tractor.
    ("Programma Groene Erven, trekker: gemeente Dorpwijk.", "dorp"),
    ("Programma Groene Erven (trekker gemeente Dorpwijk).", "dorp"),
    ("Programma Groene Erven loopt. De gemeente Dorpwijk is de trekker.", "dorp"),
    ("Programma Groene Erven loopt, met de gemeente Dorpwijk als trekker.", "dorp"),
    ("Programma Groene Erven loopt. Gemeente Dorpwijk reed een trekker vast.", ""),
    ("Programma Groene Erven loopt. Met de trekker kwam gemeente Dorpwijk.", ""),
    ("Programma Groene Erven loopt. Trekkers reden naar gemeente Dorpwijk.", ""),
    ("Programma Groene Erven loopt. Gemeente Dorpwijk weert oude trekkers.", ""),
    ("Programma Groene Erven loopt. Trekker gemeente Dorpwijk.", "dorp"),
    ("Programma Groene Erven. Gemeente Dorpwijk is bestuurlijk trekker.", "dorp"),
    ("Programma Groene Erven loopt. Er is geen trekker gevonden.", ""),
    ("Programma Groene Erven loopt. De gemeente is trekker.", "dorp"),
    ("Gemeente Dorpwijk leest mee. De gemeente trekt Programma Groene Erven.", "dorp"),
    ("Programma Groene Erven loopt. De provincie is trekker.", "prov"),
    ("Nu bereidt de provincie het Programma Groene Erven voor.", "prov"),
    ("Nu bereidt de provincie, zegt men in Programma Groene Erven, niets voor.", ""),
    ("Gedeputeerde Staten stelden Programma Groene Erven in mei vast.", "prov"),
    ("Er is Programma Groene Erven, dat de gemeente Dorpwijk in 2022 begon.", "dorp"),
    ("Er is Programma Groene Erven, dat de gemeente Dorpwijk nooit zag.", ""),
    (
        "Programma Groene Erven is er. Het programma is opgezet door de gemeente.",
        "dorp",
    ),
    ("Programma Groene Erven is er. Het bad is gemaakt door de gemeente.", ""),
    ("Programma Groene Erven is er. De gemeente trekt de lijn jeugd.", ""),
    ("Programma Groene Erven is er. De gemeente trekt dat project.", "dorp"),
    ("Programma Groene Erven is er. De gemeente trekt, met bewoners.", "dorp"),
    ("Programma Groene Erven. Een bank is eigenaar; de provincie helpt.", ""),
    ("Programma Groene Erven kreeg subsidie van de gemeente Dorpwijk.", ""),
    ("Programma Groene Erven is bezocht door de gemeente Dorpwijk.", ""),
    ("Programma Groene Erven ligt op grond van de provincie.", ""),
    (
        "Programma Groene Erven ligt op grond van de provincie en wordt geleid door "
        "de gemeente Dorpwijk.",
        "dorp",
    ),
    ("Programma Groene Erven (PGE) van de gemeente Dorpwijk loopt.", "dorp"),
    ("Met Programma Groene Erven werkt de provincie aan meer bomen.", "prov"),
    ("De gemeente Dorpwijk en de provincie starten Programma Groene Erven.", "dorp"),
]


@pytest.fixture(scope="module")
def reader() -> Reader:
    book = load_codebook(default_codebook_text())
    return Reader(
        book,
        places=(),
        organisations=(MUNICIPALITY,),
        model="blank",
        bodies={"gemeente": "dorp", "provincie": "prov"},
    )


@pytest.mark.parametrize(("text", "lead"), CASES)
def test_the_lead_is_who_the_text_calls_so(
    reader: Reader, text: str, lead: str
) -> None:
    (reading,) = reader.read([PassageToRead(passage_id="p", text=text, language="nl")])
    assert [mention.lead_id for mention in reading.initiatives] == [lead]


PARTNERS = [
    "De gemeente Dorpwijk en de provincie doen mee aan Programma Groene Erven.",
    "Programma Groene Erven loopt. Partners zijn de gemeente Dorpwijk en de provincie.",
    "Programma Groene Erven loopt. De gemeente Dorpwijk en de provincie doen mee.",
    "Partners van Programma Groene Erven zijn de gemeente Dorpwijk en de provincie.",
]


@pytest.mark.parametrize("text", PARTNERS)
def test_who_takes_part_may_stand_in_a_list(reader: Reader, text: str) -> None:
    (reading,) = reader.read([PassageToRead(passage_id="p", text=text, language="nl")])
    [mention] = reading.initiatives
    assert (mention.lead_id, mention.partner_ids) == ("", ("dorp", "prov"))


NO_PARTNERS = [
    "De gemeente Dorpwijk doet niet mee aan Programma Groene Erven.",
    "Programma Groene Erven loopt. De gemeente Dorpwijk doet niet mee.",
    "Programma Groene Erven loopt. De provincie werkt mee aan de nieuwe brug.",
    "Programma Groene Erven loopt. Partijen in de gemeente Dorpwijk klagen.",
    "Deelnemers aan Programma Groene Erven vragen de gemeente Dorpwijk om geld.",
]


@pytest.mark.parametrize("text", NO_PARTNERS)
def test_who_does_not_take_part_is_no_partner(reader: Reader, text: str) -> None:
    (reading,) = reader.read([PassageToRead(passage_id="p", text=text, language="nl")])
    [mention] = reading.initiatives
    assert (mention.lead_id, mention.partner_ids) == ("", ())


YEARS = [
    ("De Omgevingsvisie Dorpwijk 2040 is vastgesteld.", (0, 2040)),
    ("Programma Groene Erven 2024-2028 loopt.", (2024, 2028)),
    ("De looptijd van Programma Groene Erven is 2024-2028.", (2024, 2028)),
    ("Programma Groene Erven werd in 2019 beëindigd.", (0, 2019)),
    ("Programma Groene Erven is per 1 juli 2022 ingetrokken.", (0, 2022)),
    ("Programma Groene Erven geldt tot en met 2030.", (0, 2030)),
    ("Programma Groene Erven begon in 2014 en is in 2020 afgerond.", (2014, 2020)),
    ("In 2021 begon Programma Groene Erven.", (2021, 0)),
    ("In 2021 begon de bouw, en nu is er Programma Groene Erven.", (0, 0)),
    ("Met Programma Groene Erven moet het in 2045 schoon zijn.", (0, 0)),
    ("Programma Groene Erven wordt in 2027 herzien.", (0, 0)),
    (
        "Programma Groene Erven loopt van 1 januari 2020 tot en met 31 december 2024.",
        (2020, 2024),
    ),
    ("Programma Groene Erven loopt tussen 2020 en 2024.", (2020, 2024)),
    ("Sinds 2015 verdwijnen vogels, en nu is er Programma Groene Erven.", (0, 0)),
    ("In de periode 2015-2019 ging het mis, nu is er Programma Groene Erven.", (0, 0)),
]


@pytest.mark.parametrize(("text", "years"), YEARS)
def test_years_say_when_it_begins_and_ends(
    reader: Reader, text: str, years: tuple[int, int]
) -> None:
    (reading,) = reader.read([PassageToRead(passage_id="p", text=text, language="nl")])
    assert [(m.start_year, m.end_year) for m in reading.initiatives] == [years]


STATUS = [
    ("Programma Groene Erven is er. Het programma is in mei gestart.", "running"),
    ("Ook is er Programma Groene Erven. Het regent in mei.", "unknown"),
    ("In de raad: Nota Bodem. Zij is in maart vastgesteld.", "adopted"),
    ("De raad stelde de Nota Bodem in maart vast.", "adopted"),
    ("Hier is de Nota Bodem. Het bestuur stelde het in mei vast.", "adopted"),
    ("Hier is de Nota Bodem. Het bestuur stelde het team vast.", "unknown"),
    ("Hier is de Nota Bodem. Zij telt vijf delen. De nota is aangenomen.", "adopted"),
    ("Hier is de Nota Bodem. Het geldt tot 2030.", "adopted"),
    ("Hier is de Nota Bodem. Het is gestart met regenen.", "unknown"),
    ("Zonnepark De Kwelder is in juni in bedrijf genomen.", "finished"),
    ("Het Digiloket Dorpwijk helpt bewoners met formulieren.", "running"),
]


@pytest.mark.parametrize(("text", "status"), STATUS)
def test_the_next_sentence_may_say_how_far_it_is(
    reader: Reader, text: str, status: str
) -> None:
    (reading,) = reader.read([PassageToRead(passage_id="p", text=text, language="nl")])
    assert [mention.status for mention in reading.initiatives] == [status]
