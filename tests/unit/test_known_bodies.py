"""Known bodies in, the one that a form of a name stands for out."""

import pytest

from domain.gazetteers import Organisation, Sector
from nlp.initiative_keys import clean_name, name_key
from nlp.known_bodies import KnownBodies
from nlp.organisation_words import type_nouns

BODIES = tuple(
    Organisation(organisation_id=body_id, name=name, kind="", sector=sector)
    for body_id, name, sector in (
        ("veenkracht", "Energiecoöperatie VeenKracht", Sector.CIVIC),
        ("raad", "Dorpsraad Tiendkade", Sector.CIVIC),
        ("melkkan", "De Melkkan", Sector.PRIVATE),
        ("lede", "Zorggroep Lede", Sector.CIVIC),
        ("stedin", "Stedin", Sector.PUBLIC),
        ("kadelanden", "Kadelanden", Sector.PUBLIC),
    )
)


@pytest.mark.parametrize(
    ("name", "sector", "body"),
    [
        ("Energiecoöperatie VeenKracht U.A.", "civic", "veenkracht"),
        ("Stedin B.V.", "private", "stedin"),
        ("dorpsraad van Tiendkade", "civic", "raad"),
        ("zuivelfabriek De Melkkan", "private", "melkkan"),
        ("basisschool De Melkkan", "public", None),
        ("Stedin Groep", "private", None),
        ("woonzorgcentrum van Zorggroep Lede", "civic", None),
        ("gemeente Kadelanden", "public", None),
        ("B.V.", "private", None),
    ],
)
def test_a_form_of_a_name_stands_for_a_body(
    name: str, sector: str, body: str | None
) -> None:
    """The same body or none: a part or a namesake is another."""
    forms = KnownBodies(BODIES, nouns=type_nouns())
    assert forms.body_of(name, sector=sector) == body


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Energiecoöperatie VeenKracht U.A.", "Energiecoöperatie VeenKracht U.A."),
        ("Woonvisie Gouda e.o.,", "Woonvisie Gouda e.o."),
        ("Woonvisie Gouda.", "Woonvisie Gouda"),
        ("Plan A.", "Plan A"),
    ],
)
def test_the_dot_of_letters_stays(written: str, shown: str) -> None:
    """A dot ends a sentence or belongs to letters; the key has it in neither case."""
    assert clean_name(written) == shown
    assert name_key(written) == name_key(written.rstrip(".,"))
