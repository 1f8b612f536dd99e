"""A row of a table says who leads and where by the names of its columns."""

import pytest

from domain.readings import InitiativeMention, PassageReading, PassageToRead
from flows.reading_lists import lists_of, reader_for
from nlp.model import RULES_ONLY
from nlp.reading import Reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    """One reader with the shipped names for the whole file."""
    made = reader_for(lists_of(None), model=RULES_ONLY, workspace=None)
    assert isinstance(made, Reader)
    return made


def read(reader: Reader, text: str, *, kind: str = "table_row") -> PassageReading:
    """Read one row."""
    passage = PassageToRead(passage_id="p", text=text, language="nl", kind=kind)
    [reading] = reader.read([passage])
    return reading


def named(reader: Reader, text: str) -> tuple[InitiativeMention, dict[str, str]]:
    """Return the first initiative of a row, and the words of each id in it."""
    reading = read(reader, text)
    words = {e.entity_id: e.text for e in (*reading.organisations, *reading.places)}
    return reading.initiatives[0], words


ROW = "Project: Wijkvernieuwing Overgaarde; {}; Status: in voorbereiding"


@pytest.mark.parametrize(
    ("cells", "lead", "partners"),
    [
        ("Trekker: Wovion", "Wovion", []),
        ("Trekker: Sivé; Gemeente: Doetinchem", "Sivé", []),
        ("Trekker: VlietWonen; Gemeente: Zutphen", "VlietWonen", []),
        ("Trekker: Groen Gas Montferland", "Groen Gas Montferland", []),
        ("Trekker: AGXM", "AGXM", []),
        ("Penvoerder: gemeente Zutphen", "gemeente Zutphen", []),
        ("Trekker: Zutphen", "Zutphen", []),
        ("Initiatiefnemer: Wovion; Partners: Sivé, Vitens en LTO Noord", "Wovion",
         ["Sivé", "Vitens", "LTO Noord"]),
        ("Partners: Sivé / Wovion", "", ["Sivé", "Wovion"]),
        # Nobody is named, or no body.
        ("Trekker: n.t.b.", "", []),
        ("Trekker: Wethouder Wonen", "", []),
        ("Trekker: Team Ruimte", "", []),
        ("Trekker: Programma Wonen", "", []),
        ("Trekker: bewoners", "", []),
        ("Gemeente: Zutphen", "", []),
    ],
)  # fmt: skip
def test_who_leads_stands_behind_its_label(
    reader: Reader, cells: str, lead: str, partners: list[str]
) -> None:
    mention, words = named(reader, ROW.format(cells))
    assert mention.text == "Wijkvernieuwing Overgaarde"
    assert words.get(mention.lead_id, "") == lead
    assert [words[each] for each in mention.partner_ids] == partners


@pytest.mark.parametrize(
    "somebody",
    ["Marieke", "Jan Jansen", "Jan", "J. Wassing", "Wassink", "Hiemstra", "De Vries",
     "Wubbo Ockels", "mevrouw Klomp", "JANSEN", "Jansen, De Boer en Bakker"],
)  # fmt: skip
def test_a_person_behind_a_label_is_no_body(reader: Reader, somebody: str) -> None:
    reading = read(reader, ROW.format(f"Trekker: {somebody}"))
    assert [each.text for each in reading.organisations] == []


@pytest.mark.parametrize(
    ("row", "places"),
    [
        ("Project: Herstructurering De Pol; Gemeente: Oude IJsselstreek; Status: loopt",
         ["Oude IJsselstreek"]),
        ("Project: Hofje van Hengelo; Trekker: Wovion; Gemeente: Bronckhorst",
         ["Bronckhorst"]),
        ("Gemeente: Zutphen; Project: Hofje van Wonink; Status: loopt", ["Zutphen"]),
        ("Project: Hofje van Hengelo; Status: loopt", ["Hengelo"]),
    ],
)  # fmt: skip
def test_where_it_is_stands_behind_its_label(
    reader: Reader, row: str, places: list[str]
) -> None:
    mention, words = named(reader, row)
    assert [words[each] for each in mention.place_ids] == places


def test_a_row_tells_of_its_own_project(reader: Reader) -> None:
    """What another cell speaks of has neither its lead nor its place."""
    row = (
        "Project: Wijkvernieuwing Overgaarde; Trekker: Wovion; Gemeente: Zutphen; "
        "Toelichting: onderdeel van het programma Schone Kernen"
    )
    own, other = read(reader, row).initiatives
    assert own.lead_id
    assert (other.text, other.lead_id, other.place_ids) == (
        "programma Schone Kernen",
        "",
        (),
    )


@pytest.mark.parametrize(
    ("row", "themes"),
    [
        ("Onderwerp: Overgaarde; Trekker: Sivé; Status: loopt", set()),
        ("Naam | Trekker | Gemeente | Status", set()),
        ("Onderwerp: Overgaarde; Bestuurlijk trekker: Sivé", set()),
        ("Melkveehouder: Overgaarde; Status: loopt", {"landbouw"}),
        ("Onderwerp: de trekkers op de akkers; Trekker: Sivé", {"landbouw"}),
        ("Kern: Overgaarde; Melkveehouders: 40", {"landbouw"}),
    ],
)
def test_a_label_is_no_word_of_a_theme(
    reader: Reader, row: str, themes: set[str]
) -> None:
    found = {each.theme_id for each in read(reader, row).themes}
    assert found & {"landbouw"} == themes
    assert themes or not found


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Trekker van dit overleg is mijn collega.", False),
        ("Wie is de trekker?", False),
        ("Trekker: Sivé", False),
        ("De trekker van de boer stond op de weg.", True),
        ("Er rijden te veel trekkers door het dorp.", True),
    ],
)
def test_who_leads_is_no_tractor(reader: Reader, text: str, *, is_told: bool) -> None:
    themes = {each.theme_id for each in read(reader, text, kind="answer").themes}
    assert ("landbouw" in themes) is is_told
