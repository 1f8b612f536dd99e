"""The shipped tables and registers in, checked places and organisations out."""

import io
import re
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from domain.errors import SettingsInvalid
from domain.gazetteers import PlaceKind, Sector
from sources.reference.gazetteers import (
    read_organisation_register,
    read_organisations,
    read_place_register,
    read_places,
)
from sources.reference.tooi_items import (
    code_of,
    current_successor,
    organisation_kind,
    successors,
)

PROV = "http://www.w3.org/ns/prov#"


def test_ids_are_unique() -> None:
    """No two places and no two organisations share an id."""
    places = [place.place_id for place in read_places()]
    organisations = [o.organisation_id for o in read_organisations()]
    assert len(set(places)) == len(places)
    assert len(set(organisations)) == len(organisations)


def test_the_tables_are_whole() -> None:
    """Twelve provinces, the present municipalities, and about 2,500 towns."""
    places = read_places()
    kinds = [place.kind for place in places]
    present = [
        p for p in places if p.kind is PlaceKind.MUNICIPALITY and not p.has_ended
    ]
    assert kinds.count(PlaceKind.PROVINCE) == 12
    assert 340 <= len(present) <= 345
    assert kinds.count(PlaceKind.TOWN) > 2_450
    assert kinds.count(PlaceKind.WATER) > 60
    assert kinds.count(PlaceKind.REGION) > 100


def test_codes_have_their_form() -> None:
    """Codes are written as CBS writes them."""
    for place in read_places():
        assert re.fullmatch(r"(?:GM|PV|WP)\d+|", place.code_cbs)


def test_ended_municipalities_lead_to_a_present_one() -> None:
    """Each ended municipality's successor exists and has not ended."""
    by_id = {place.place_id: place for place in read_places()}
    ended = [p for p in by_id.values() if p.has_ended]
    known = [p for p in ended if p.successor_id]
    assert len(known) > 0.9 * len(ended)
    assert not any(by_id[place.successor_id].has_ended for place in known)
    assert by_id["GM0478"].successor_id == "GM0385"


def test_provinces_and_municipalities_have_their_address_in_tooi() -> None:
    """The address ends with the code that CBS gives; nothing else has one."""
    for place in read_places():
        has_body = place.kind in {PlaceKind.MUNICIPALITY, PlaceKind.PROVINCE}
        code = place.tooi_uri.rsplit("/", 1)[-1]
        assert code == (place.code_cbs.lower() if has_body else "")


def test_bodies_of_places_carry_the_code_of_cbs() -> None:
    """A municipality and a province as a body have the code of the place."""
    codes = {
        place.code_cbs
        for place in read_places()
        if place.kind in {PlaceKind.MUNICIPALITY, PlaceKind.PROVINCE}
    }
    bodies = {o.code_cbs: o.organisation_id for o in read_organisations() if o.code_cbs}
    assert set(bodies) == codes
    assert all(code.lower() == known for code, known in bodies.items())


def test_ended_bodies_lead_to_a_present_one() -> None:
    """A municipality that ended has the body of its successor; others may not."""
    by_id = {body.organisation_id: body for body in read_organisations()}
    ended = [body for body in by_id.values() if body.has_ended]
    towns = [body for body in ended if body.kind == "gemeente"]
    assert len(towns) == sum(place.has_ended for place in read_places())
    assert all(body.successor_id for body in towns)
    for body in by_id.values():
        assert not body.successor_id or body.has_ended
        assert not body.successor_id or not by_id[body.successor_id].has_ended
    assert by_id[by_id["gm0370"].successor_id].name == "gemeente Purmerend"


def test_towns_know_their_municipality() -> None:
    """A town names a municipality and a COROP region."""
    by_id = {place.place_id: place for place in read_places()}
    town = next(p for p in by_id.values() if p.name == "Maarheeze")
    assert by_id[town.municipality_id].name == "Cranendonck"
    assert town.corop
    assert town.province == "Noord-Brabant"


@pytest.mark.parametrize("name", ["Best", "Putten", "Houten", "Loon op Zand", "Huizen"])
def test_words_and_surnames_are_ambiguous(name: str) -> None:
    """Single names that are a word or surname are marked; longer ones are not."""
    found = {p.is_ambiguous for p in read_places() if p.name == name}
    assert found == {" " not in name}


def test_known_parties_extend_the_register() -> None:
    """A hand-written row keeps the register's id and URI and adds the sector."""
    by_name = {o.name: o for o in read_organisations()}
    statistics = by_name["Centraal Bureau voor de Statistiek"]
    assert statistics.sector is Sector.KNOWLEDGE
    assert statistics.tooi_uri.endswith(statistics.organisation_id)
    assert "CBS" in statistics.aliases
    assert by_name["Stedin"].tooi_uri == ""


def test_a_place_register_adds_places() -> None:
    """A workspace's own places, with comma or semicolon, and a byte order mark."""
    rows = "naam;soort;code_cbs;provincie;aliassen\nLagerveen;gemeente;GM9901;;\n"
    rows += "Vlietmeer;water;;Utrecht;Het Vliet|'t Vliet\n"
    first, second = read_place_register(b"\xef\xbb\xbf" + rows.encode()).values()
    assert (first.place_id, first.kind) == ("GM9901", PlaceKind.MUNICIPALITY)
    assert second.place_id == "plaats-vlietmeer"
    assert second.aliases == ("Het Vliet", "'t Vliet")


def test_an_organisation_register_adds_organisations() -> None:
    """Missing columns are empty; the id is the slug of the name."""
    data = "naam,soort,sector\nLaakstroom,energiecoöperatie,maatschappelijk\n".encode()
    (found,) = read_organisation_register(data).values()
    assert found.organisation_id == "laakstroom"
    assert (found.kind, found.sector) == ("energiecoöperatie", Sector.CIVIC)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"naam,kleur\nX,rood\n", "kleur"),
        (b"soort\ngemeente\n", "naam"),
        (b"naam,soort\nLagerveen,planeet\n", "planeet"),
        (b"naam,soort\n,gemeente\n", "line 2"),
        (b"naam,soort\nX,gemeente,meer\n", "line 2"),
        (b"naam,soort\n\nX,gemeente\n\n,gemeente\n", "line 5"),
        (b"naam,soort,naam\nX,gemeente,Y\n", "naam"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"", "naam"),
    ],
)
def test_a_wrong_register_says_what_to_mend(data: bytes, says: str) -> None:
    """The error names the heading, value or line."""
    with pytest.raises(SettingsInvalid, match=says):
        read_place_register(data)


def test_registers_of_names_are_read_from_a_workbook() -> None:
    """A workbook reads like a CSV, and a mistake names the file it is in."""
    book = openpyxl.Workbook()
    for row in (("Naam", "Soort"), ("Lagerveen", "dorp"), ("Vlietmeer", "planeet")):
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    with pytest.raises(SettingsInvalid, match=r"registers/plaatsen\.xlsx, line 3"):
        read_place_register(stream.getvalue(), name="plaatsen.xlsx")
    found = read_organisation_register(stream.getvalue(), name="organisaties.xlsx")
    assert {number: body.name for number, body in found.items()} == {
        2: "Lagerveen",
        3: "Vlietmeer",
    }


def test_successors_are_followed_to_the_present() -> None:
    """Two mergers in a row lead to the last body."""

    def merger(old: str, new: str) -> dict[str, object]:
        return {
            "@id": "https://x/wzg_1",
            PROV + "invalidated": [{"@id": f"https://x/{old}"}],
            PROV + "generated": [{"@id": f"https://x/{new}"}],
        }

    heirs = successors([merger("gm1", "gm2"), merger("gm2", "gm3")])
    assert current_successor("gm1", heirs=heirs, ended={"gm1", "gm2"}) == "gm3"
    assert current_successor("gm9", heirs=heirs, ended={"gm9"}) == ""


def test_kinds_follow_the_name() -> None:
    """An environmental service is told from other joint arrangements by its name."""
    assert organisation_kind("so", name="Omgevingsdienst IJmond") == "omgevingsdienst"
    assert organisation_kind("so", name="Avalex") == "samenwerkingsverband"
    assert code_of("https://identifier.overheid.nl/tooi/id/so/so0300") == "so0300"


def test_the_attribution_names_every_input() -> None:
    """Each file the tables are made from is attributed."""
    folder = Path(__file__).parents[2] / "sources" / "reference"
    attribution = (folder / "ATTRIBUTION.md").read_text(encoding="utf-8")
    code = (folder / "make_tables.py").read_text(encoding="utf-8")
    inputs = re.findall(r'^[A-Z_]+ = "((?:api|reference)/[^"]+)"', code, re.MULTILINE)
    assert len(inputs) == 4
    assert all(name in attribution for name in inputs)


@pytest.mark.parametrize(
    ("spoken", "official"),
    [
        ("waterschap Rijnland", "Hoogheemraadschap van Rijnland"),
        ("waterschap Vallei en Eem", "waterschap Vallei & Eem"),
        ("waterschap Fryslân", "Wetterskip Fryslân"),
        ("waterschap Dommel", "waterschap De Dommel"),
        (
            "hoogheemraadschap Stichtse Rijnlanden",
            "Hoogheemraadschap De Stichtse Rijnlanden",
        ),
        ("provincie Zuid Holland", "provincie Zuid-Holland"),
        ("gemeente Noord Beveland", "gemeente Noord-Beveland"),
    ],
)
def test_a_water_authority_goes_by_the_name_it_has_in_speech(
    spoken: str, official: str
) -> None:
    (named,) = (body for body in read_organisations() if spoken in body.aliases)
    assert named.name == official
    assert named.tooi_uri


def test_no_two_bodies_share_a_name_of_a_water_authority() -> None:
    names = Counter(
        name.casefold()
        for body in read_organisations()
        for name in {body.name, *body.aliases}
        if body.kind == "waterschap"
    )
    assert max(names.values()) == 1
