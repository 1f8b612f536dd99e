"""Places in a text lie in regions, an ended municipality in those of its successor."""

from pathlib import Path

import pytest

from tests.flows.line import BASE, feitenbasis, rows, small_workspace

pytestmark = pytest.mark.slow
TEXT = (
    "In Eindhoven en in Maarheeze komen betaalbare woningen bij het station. "
    "In Beemster vragen bewoners om een betere busverbinding met de stad. "
    "De gemeente Beemster en de provincie Zuid-Holland tekenden daarvoor. "
    "In Brielle en in de gemeente Voorne aan Zee wordt de dijk hoger."
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = small_workspace(tmp_path_factory.mktemp("regio") / "proef", {"a.md": TEXT})
    (folder / "registers").mkdir()
    (folder / "registers/indelingen.csv").write_text(
        "indeling;jaar;regio;regiocode;gemeente\ndeelgebied;2026;Kern;;Eindhoven\n",
        encoding="utf-8",
    )
    outcome = feitenbasis("-C", folder, "run")
    assert outcome.code == 0, outcome.err
    return folder / BASE


@pytest.mark.parametrize(
    ("place", "division", "region"),
    [
        ("Eindhoven", "RES-regio", "Metropoolregio Eindhoven"),
        ("Eindhoven", "deelgebied", "Kern"),
        ("Maarheeze", "COROP-gebied", "Zuidoost-Noord-Brabant"),
        ("Beemster", "COROP-gebied", "Groot-Amsterdam"),
        ("Brielle", "COROP-gebied", "Groot-Rijnmond"),
        ("Voorne aan Zee", "COROP-gebied", "Groot-Rijnmond"),
        ("Voorne aan Zee", "RES-regio", "Rotterdam/Den Haag"),
    ],
)
def test_a_place_lies_in_its_regions(
    base: Path, place: str, division: str, region: str
) -> None:
    found = rows(
        base,
        "SELECT region_name FROM place_region INNER JOIN place USING (place_id) "
        "WHERE name = ? AND division = ?",
        place,
        division,
    )
    assert found == [(region,)]


def test_the_successor_of_an_ended_municipality_is_published_with_it(
    base: Path,
) -> None:
    found = rows(
        base,
        "SELECT later.name, place.has_ended, later.has_ended FROM place INNER JOIN "
        "place AS later ON later.place_id = place.successor_id "
        "WHERE place.name = 'Beemster'",
    )
    assert found == [("Purmerend", True, False)]


@pytest.mark.parametrize(
    ("place", "corop"),
    [
        ("Eindhoven", "Zuidoost-Noord-Brabant"),
        ("Maarheeze", "Zuidoost-Noord-Brabant"),
        ("Beemster", "Groot-Amsterdam"),
        ("Purmerend", "Groot-Amsterdam"),
        ("Voorne aan Zee", "Groot-Rijnmond"),
    ],
)
def test_a_municipality_has_its_corop_region_as_a_town_has(
    base: Path, place: str, corop: str
) -> None:
    found = rows(base, "SELECT DISTINCT corop FROM place WHERE name = ?", place)
    assert found == [(corop,)]


def test_a_municipality_and_its_body_have_one_address_and_one_code(base: Path) -> None:
    found = rows(
        base,
        "SELECT place.code_cbs, place.tooi_uri, organisation.name FROM place "
        "INNER JOIN organisation USING (code_cbs, tooi_uri) ORDER BY code_cbs",
    )
    tooi = "https://identifier.overheid.nl/tooi/id/gemeente"
    assert ("GM0370", f"{tooi}/gm0370", "gemeente Beemster") in found


def test_the_body_of_an_ended_municipality_leads_to_its_successor(base: Path) -> None:
    found = rows(
        base,
        "SELECT o.name, later.name, o.has_ended, later.has_ended FROM organisation o "
        "LEFT JOIN organisation AS later ON later.organisation_id = o.successor_id "
        "ORDER BY o.name",
    )
    assert ("gemeente Beemster", "gemeente Purmerend", True, False) in found
    assert ("provincie Zuid-Holland", None, False, None) in found
