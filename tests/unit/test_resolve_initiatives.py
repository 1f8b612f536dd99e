"""Mentions in, one initiative for each thing they mean out."""

import random

import pytest

from domain.readings import (
    InitiativeStatus,
)
from nlp.initiative_keys import expanded_names, is_same_name, name_key
from tests.doors.located_mentions import had, located, names, resolve_initiatives


def test_spellings_of_one_name_are_one_initiative() -> None:
    resolved = resolve_initiatives(
        [
            located("Waterplan Zilverdam 2016 \\- 2021"),
            located("waterplan Zilverdam 2016-2021", passage="p2"),
            located("Waterplan Zilverdan 2016-2021", passage="p3"),
        ]
    )
    assert len(resolved) == 1
    assert len(resolved[0].mentions) == 3


def test_a_document_names_what_a_respondent_words_otherwise() -> None:
    written = located("Warmtenet Kanaalzoom")
    said = located("het warmtenet Kanaalzoom", passage="p2", is_from_answer=True)
    assert names(resolve_initiatives([written, said])) == ["Warmtenet Kanaalzoom"]
    assert names(resolve_initiatives([said])) == ["het warmtenet Kanaalzoom"]


def test_where_it_is_makes_no_longer_name() -> None:
    bare = located("Warmtenet Kanaalzoom")
    placed = located("Warmtenet Kanaalzoom in Sluiswijk", passage="p2")
    assert names(resolve_initiatives([placed, bare])) == ["Warmtenet Kanaalzoom"]


def test_a_leading_noun_makes_no_other_initiative() -> None:
    """The longest name is shown."""
    resolved = resolve_initiatives(
        [located("Levende Sloten"), located("project 'Levende Sloten'", passage="p2")]
    )
    assert names(resolved) == ["project 'Levende Sloten'"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("RES 1.0", "RES 2.0"),
        ("Woonvisie Zilverdam 2020", "Woonvisie Zilverdam 2030"),
        ("Regio Deal Foodvalley", "Regio Deal Veenrand"),
        (
            "Regionaal Mobiliteitsprogramma Noord-Holland Noord",
            "Regionaal Mobiliteitsprogramma Noord-Holland Zuid",
        ),
        ("Gebiedsvisie Zilverdam Oost", "Gebiedsvisie Zilverdam West"),
    ],
)
def test_alike_names_stay_two(one: str, other: str) -> None:
    """Numbers, versions and places hold names apart."""
    assert len(resolve_initiatives([located(one), located(other)])) == 2


def test_shared_names_differ_by_place() -> None:
    """Two Regio Deals without a name of their own differ by place."""
    deals = [
        located("Regio Deal", context="a", place_ids=("GM1",), rule="known-name"),
        located("Regio Deal", context="b", place_ids=("GM2",), rule="known-name"),
        located("Regio Deal", context="a", passage="p2", rule="known-name"),
    ]
    resolved = resolve_initiatives(deals)
    assert sorted(len(initiative.mentions) for initiative in resolved) == [1, 2]


def test_national_programmes_are_one_everywhere() -> None:
    """A place in the sentence does not split a national programme."""
    mentions = [
        located("Deltaprogramma", place_ids=(place,), rule="known-name", passage=place)
        for place in ("GM1", "GM2")
    ]
    assert len(resolve_initiatives(mentions)) == 1


def test_an_abbreviation_binds_in_its_document() -> None:
    """RES means what its own document says; elsewhere only if all agree."""
    resolved = resolve_initiatives(
        [
            located("Regionale Energiestrategie", abbreviation="RES"),
            located("RES", passage="p2"),
            located("RES", context="doc2", passage="p3"),
            located("RES 2.0", context="doc2", passage="p4"),
        ]
    )
    assert names(resolved) == [
        "Regionale Energiestrategie",
        "Regionale Energiestrategie 2.0",
    ]


@pytest.mark.parametrize(
    ("long", "short", "others"),
    [
        # The short name is a word of the whole one, and of others of its document.
        (
            "Regionale Woonagenda Waverland 2023-2030",
            "Woonagenda",
            {"Woonagenda": "Regionale Woonagenda Waverland 2023-2030"},
        ),
        (
            "Gebiedsvisie Oud Zwiepdorp",
            "Gebiedsvisie",
            {"Gebiedsvisie Nieuw Zwiepdorp": "Gebiedsvisie Nieuw Zwiepdorp"},
        ),
        ("Programma PVW Zwiepdorp", "PVW", {"PVW": "Programma PVW Zwiepdorp"}),
        # What stands beside the short form already is not said twice.
        (
            "programma Veen en Water",
            "PVW",
            {"Programma PVW": "Programma Veen en Water"},
        ),
        (
            "Energiestrategie Wavervallei",
            "RESW",
            {"RESW Wavervallei": "Energiestrategie Wavervallei"},
        ),
        (
            "Veen en Water",
            "VW",
            {
                "Veen en Water VW 2.0": "Veen en Water 2.0",
                "aanpak 'Veen VW nu": "aanpak 'Veen en Water nu",
                "Uitvoering VW 2.0": "Uitvoering Veen en Water 2.0",
            },
        ),
    ],
)
def test_a_short_name_is_written_out_once(
    long: str, short: str, others: dict[str, str]
) -> None:
    """No name holds another of its own words twice, the one that binds least of all."""
    mentions = [
        located(long, passage="p1", abbreviation=short),
        located(long, passage="p2"),
        *(located(other, passage=f"o-{other}") for other in others),
    ]
    expected = [long, long, *others.values()]
    assert expanded_names(mentions) == expected


def test_an_abbreviation_with_two_meanings_binds_only_at_home() -> None:
    """In a third document it stays what it is."""
    resolved = resolve_initiatives(
        [
            located("Programma Veen", context="a", abbreviation="PV"),
            located("Plan Vlietzicht", context="b", abbreviation="PV"),
            located("PV", context="a", passage="p2"),
            located("PV", context="c", passage="p3"),
        ]
    )
    assert names(resolved) == ["PV", "Plan Vlietzicht", "Programma Veen"]


def test_a_name_without_year_joins_the_only_one_with() -> None:
    """With two years it stands alone."""
    plain, first = located("Woonvisie Zilverdam"), located("Woonvisie Zilverdam 2020")
    assert names(resolve_initiatives([plain, first])) == ["Woonvisie Zilverdam 2020"]
    second = located("Woonvisie Zilverdam 2030")
    assert len(resolve_initiatives([plain, first, second])) == 3


def test_ids_stay_when_mentions_are_added() -> None:
    """More mentions of a name, and mentions of others, change no id."""
    before = resolve_initiatives([located("Woonvisie Zilverdam 2020")])
    after = resolve_initiatives(
        [
            located("woonvisie Zilverdam 2020", passage="p0"),
            located("Woonvisie Zilverdam 2020"),
            located("Regio Deal Veenrand"),
        ]
    )
    assert before[0].initiative_id in {i.initiative_id for i in after}


def test_earlier_ids_outlive_a_longer_name() -> None:
    """A longer official name keeps the id of the run before."""
    before = resolve_initiatives([located("Levende Sloten")])
    mentions = [located("Levende Sloten"), located("Levende Slooten", passage="p2")]
    after = resolve_initiatives(mentions, earlier=had(before))
    assert [i.initiative_id for i in after] == [before[0].initiative_id]
    assert resolve_initiatives(mentions)[0].name == "Levende Slooten"


def test_the_order_of_mentions_does_not_matter() -> None:
    """Any order gives the same result."""
    mentions = [
        located("Woonvisie Zilverdam", passage="p1"),
        located("Woonvisie Zilverdam 2020", passage="p2", lead_id="b"),
        located("woonvisie Zilverdan 2020", passage="p3", lead_id="a"),
        located("Regionale Energiestrategie", passage="p4", abbreviation="RES"),
        located("RES", passage="p5"),
    ]
    expected = resolve_initiatives(mentions)
    for seed in range(5):
        shuffled = random.Random(seed).sample(mentions, len(mentions))
        assert resolve_initiatives(shuffled) == expected


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ([("", "adopted"), ("", "idea")], "adopted"),
        ([("", "running"), ("", "finished")], "finished"),
        ([("2024-01-01", "finished"), ("2025-01-01", "running")], "running"),
        ([("2025-01-01", "unknown"), ("2024-01-01", "idea")], "idea"),
        ([("", "unknown")], "unknown"),
    ],
)
def test_status_is_the_latest_then_the_furthest(
    said: list[tuple[str, str]], status: str
) -> None:
    """The last date counts; of one date the furthest in its life."""
    mentions = [
        located("Woonvisie Zilverdam", said_on=date, status=InitiativeStatus(value))
        for date, value in said
    ]
    assert resolve_initiatives(mentions)[0].status == status


@pytest.mark.parametrize(
    ("partners", "sector"),
    [
        (("gemeente",), "public"),
        (("gemeente", "bedrijf"), "mixed"),
        (("gemeente", "universiteit"), "public"),
        (("universiteit",), "knowledge"),
        (("onbekend",), "unknown"),
        ((), "unknown"),
    ],
)
def test_sector_follows_who_carries_it(partners: tuple[str, ...], sector: str) -> None:
    """More than one sector is mixed; knowledge counts only by itself."""
    sectors = {"gemeente": "public", "bedrijf": "private", "universiteit": "knowledge"}
    mention = located("Woonvisie Zilverdam", partner_ids=partners)
    assert resolve_initiatives([mention], sectors=sectors)[0].sector == sector


def test_what_mentions_say_comes_together() -> None:
    """Lead, partners, years, places and themes of all mentions."""
    resolved = resolve_initiatives(
        [
            located("Woonvisie Zilverdam", lead_id="a", themes=("wonen",)),
            located(
                "Woonvisie Zilverdam",
                passage="p2",
                lead_id="a",
                partner_ids=("b",),
                place_ids=("GM1",),
                start_year=2024,
                themes=("wonen", "zorg"),
            ),
        ]
    )[0]
    assert (resolved.lead_id, resolved.partner_ids) == ("a", ("b",))
    assert (resolved.start_year, resolved.place_ids) == (2024, ("GM1",))
    assert resolved.theme_ids == ("wonen", "zorg")
    assert resolved.mentions == (("p1", 0), ("p2", 0))
    assert resolved.confidence == 0.96


def test_nothing_gives_nothing() -> None:
    """No mentions, no initiatives."""
    assert resolve_initiatives([]) == ()


def test_keys_set_numbers_apart() -> None:
    """Numbers must be equal, words may differ by a letter."""
    assert name_key("RES 1.0").numbers == ("1.0",)
    assert not is_same_name(name_key("RES 1.0"), name_key("RES 2.0"))
    assert is_same_name(name_key("Woonvisie Zeist"), name_key("Woonvisie Zeisst"))
