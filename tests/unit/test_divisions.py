"""Municipalities lie in the regions of CBS, and in those the team draws itself."""

from collections import Counter

import pytest

from domain.errors import SettingsInvalid
from domain.gazetteers import PlaceRegion
from sources.reference.divisions import read_division_register, read_divisions
from sources.reference.gazetteers import read_places

HEADINGS = "indeling;jaar;regio;regiocode;gemeente"


def _read(*lines: str, headings: str = HEADINGS) -> tuple[PlaceRegion, ...]:
    data = "\n".join([headings, *lines]).encode()
    return read_division_register(data, name="indelingen.csv", places=read_places())


def test_every_municipality_of_2022_is_in_one_region_of_each_division() -> None:
    found = Counter((region.division, region.place_id) for region in read_divisions())
    assert set(found.values()) == {1}
    counts = Counter(division for division, _ in found)
    assert len(counts) == 8
    assert set(counts.values()) == {345}
    assert {region.year for region in read_divisions()} == {2022}


def test_regions_are_as_many_as_there_are() -> None:
    named = {(region.division, region.region_name) for region in read_divisions()}
    counts = Counter(division for division, _ in named)
    assert counts["COROP-gebied"] == 40
    assert counts["RES-regio"] == 30
    assert counts["veiligheidsregio"] == 25
    assert counts["landsdeel"] == 4


def test_all_of_them_are_known_places() -> None:
    known = {place.place_id for place in read_places()}
    assert {region.place_id for region in read_divisions()} <= known


def test_a_division_of_the_team_names_municipalities_by_name_or_code() -> None:
    found = _read(
        "deelgebied;2026;Noordrand;;Alphen aan den Rijn",
        "deelgebied;2026;Zuid;Z1;gm0484",
    )
    told = [(region.place_id, region.region_code, region.year) for region in found]
    assert told == [("GM0484", "noordrand", 2026), ("GM0484", "Z1", 2026)]


@pytest.mark.parametrize(
    "line",
    [
        "deelgebied;2026;Noordrand;;Nergenshuizen",
        "deelgebied;ooit;Noordrand;;Alphen aan den Rijn",
        "deelgebied;2026;;N1;Alphen aan den Rijn",
        ";2026;Noordrand;;Alphen aan den Rijn",
    ],
)
def test_a_row_that_cannot_be_placed_is_an_error_that_names_it(line: str) -> None:
    with pytest.raises(SettingsInvalid, match=r"regel 2|line 2"):
        _read(line)


def test_other_headings_are_refused() -> None:
    with pytest.raises(SettingsInvalid, match="provincie"):
        _read("a;b", headings="gemeente;provincie")
