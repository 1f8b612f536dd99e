"""Names that may be one in, which join and which are put to people out."""

import pytest

from nlp.join_initiatives import NameDecisions
from nlp.resolve_initiatives import resolve_initiatives as resolution_of
from tests.doors.located_mentions import had, located, names, resolve_initiatives


@pytest.mark.parametrize(
    ("short", "longer"),
    [
        ("Woondeal", "Woondeal Veenrand"),
        ("Bouwtafel", "Bouwtafel Zilverdam"),
        ("Proeftuin Natte Voeten", "Proeftuin Natte Voeten Rietdorp"),
        ("Regionale Woonvisie 2025", "Regionale Woonvisie Veenrand 2025"),
        ("warmtenet in de Haven", "Warmtenet Haven"),
        ("uitvoeringsagenda Frisse Straten", "Frisse Straten"),
    ],
)
def test_a_shortened_name_is_the_only_longer_one(short: str, longer: str) -> None:
    one = located(short, passage="p1", context="a", rule="capital-compound")
    other = located(longer, passage="p2", context="b")
    [found] = resolve_initiatives([one, other])
    assert found.name == longer


@pytest.mark.parametrize(
    "longer",
    [
        ("Gebiedsvisie Zilverdam Oost",),
        ("Gebiedsvisie Zilverdam fase 2",),
        ("Gebiedsvisie Zilverdam Haven", "Gebiedsvisie Zilverdam Station"),
    ],
)
def test_a_part_or_a_choice_joins_nothing(longer: tuple[str, ...]) -> None:
    mentions = [
        located(name, passage=name) for name in ("Gebiedsvisie Zilverdam", *longer)
    ]
    assert len(resolve_initiatives(mentions)) == len(mentions)


def test_a_choice_is_put_to_people_with_its_reason() -> None:
    said = ("Vlietakkoord", "Vlietakkoord 1.0", "Vlietakkoord 2.0")
    resolution = resolution_of([located(name, passage=name) for name in said])
    by_id = {each.initiative_id: each.name for each in resolution.initiatives}
    assert {
        (frozenset((by_id[s.initiative_id], by_id[s.other_id])), s.reason)
        for s in resolution.suggestions
    } == {
        (frozenset(("Vlietakkoord", "Vlietakkoord 1.0")), "number"),
        (frozenset(("Vlietakkoord", "Vlietakkoord 2.0")), "number"),
    }


def test_a_place_in_a_shared_name_is_its_guard() -> None:
    """A Regio Deal of another place stays another; "RES Veenrand" is the RES there."""
    there = {"place_ids": ("GM1",), "rule": "known-name"}
    mentions = [
        located("Regio Deal Veenrand", places=("Veenrand",), **there),  # type: ignore[arg-type]
        located("Regio Deal", passage="p2", rule="known-name"),
        located("Regio Deal", context="b", place_ids=("GM2",), rule="known-name"),
    ]
    resolved = resolve_initiatives(mentions)
    assert sorted(len(each.mentions) for each in resolved) == [1, 2]


def test_another_name_in_brackets_is_the_same() -> None:
    mentions = [
        located("Deal Wonen met Hout", abbreviation="Houtdeal"),
        located("Houtdeal", passage="p2"),
    ]
    assert names(resolve_initiatives(mentions)) == ["Deal Wonen met Hout"]


def test_people_decide_what_is_one_and_what_never_is() -> None:
    mentions = [
        located("Valleiakkoord", passage="p1"),
        located("Samen Gezond", passage="p2"),
        located("Woondeal", passage="p3"),
        located("Woondeal Veenrand", passage="p4"),
    ]
    decided = NameDecisions(
        same=(("Valleiakkoord", "Samen Gezond"),),
        apart=(("Woondeal", "Woondeal Veenrand"),),
    )
    resolution = resolution_of(mentions, decided=decided)
    assert names(resolution.initiatives) == [
        "Valleiakkoord",
        "Woondeal",
        "Woondeal Veenrand",
    ]
    assert resolution.suggestions == ()


def test_ids_outlive_added_documents_merges_and_splits() -> None:
    first = [located("Woondeal Veenrand"), located("Bouwtafel", passage="p2")]
    before = resolve_initiatives(first)
    ids = {each.name: each.initiative_id for each in before}
    more = [
        *first,
        located("Bouwtafel Zilverdam", passage="p3", context="doc2"),
        located("Woondeal Veenrand 2025", passage="p4", context="doc2"),
    ]
    after = {
        each.name: each.initiative_id
        for each in resolve_initiatives(more, earlier=had(before))
    }
    assert after == {
        "Woondeal Veenrand 2025": ids["Woondeal Veenrand"],
        "Bouwtafel Zilverdam": ids["Bouwtafel"],
    }
    apart = NameDecisions(apart=(("Bouwtafel", "Bouwtafel Zilverdam"),))
    split = resolve_initiatives(more, earlier=had(before), decided=apart)
    assert len({each.initiative_id for each in split}) == len(split) == 3


def test_the_number_of_a_deal_keeps_it_apart_from_the_one_without() -> None:
    """The second and third are two, and whether the first is one of them is asked."""
    named = [
        located(name, passage=f"p-{name}", places=("Waverland",), place_ids=("w",))
        for name in (
            "Regio Deal Waverland",
            "Regio Deal Waverland 2",
            "Regio Deal Waverland 3",
        )
    ]
    found = resolution_of(named)
    assert len(found.initiatives) == len(named)
    ids = {each.name: each.initiative_id for each in found.initiatives}
    first, second, third = (ids[each.mention.text] for each in named)
    pairs = {frozenset((s.initiative_id, s.other_id)) for s in found.suggestions}
    assert pairs == {frozenset((first, second)), frozenset((first, third))}


def test_a_deal_without_a_number_is_not_the_only_one_without() -> None:
    """Next to a numbered deal of one place "de Regio Deal" is not that of another."""
    named = [
        located("Regio Deal Waverland 2", places=("Waverland",), place_ids=("w",)),
        located("Regio Deal Zwiepdal", places=("Zwiepdal",), place_ids=("z",)),
        located("Regio Deal", passage="p-bare"),
    ]
    found = resolution_of(named)
    assert sorted(each.name for each in found.initiatives) == [
        "Regio Deal",
        "Regio Deal Waverland 2",
        "Regio Deal Zwiepdal",
    ]
    names = {each.initiative_id: each.name for each in found.initiatives}
    pairs = [{names[s.initiative_id], names[s.other_id]} for s in found.suggestions]
    assert {"Regio Deal Waverland 2", "Regio Deal Zwiepdal"} not in pairs
