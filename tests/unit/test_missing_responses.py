"""What a later export lacks is told, and refused where it looks cut off."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from domain.errors import SourceIncomplete
from domain.landing import Manifest, MissingResponses, SurveyExpectation
from sources.landing import LandingStore
from sources.missing_responses import missing_responses
from sources.respondent_door import landed_pages
from sources.survey_shelf import SurveyShelf
from tests.doors.survey_examples import question, survey

SURVEY = survey(question("OPEN", "T"))


@pytest.fixture
def landing(tmp_path: Path) -> LandingStore:
    return LandingStore(tmp_path)


def manifest(
    landing: LandingStore, *ids: int, kind: str = "limesurvey-export", **more: Any
) -> Manifest:
    """Return the collection of a survey with these responses."""
    rows = [
        {"id": number, "submitdate": "2026-09-01 09:00:00", "OPEN": "antwoord"}
        for number in ids
    ]
    shelf = SurveyShelf(landing, structure=SURVEY, wave=1)
    shelf.put_structure()
    shelf.put_pages(landed_pages(rows, structure=SURVEY, key=b"k", panel="p"))
    expectation = SurveyExpectation(
        survey_id="7", wave=1, expected_count=len(rows), **more
    )
    return Manifest(
        source_id="export",
        kind=kind,
        retrieved_at="2026-09-01T08:00:00+00:00",
        items=shelf.items_in_order,
        expectations=(expectation,),
    )


def lost(count: int, held: int) -> tuple[MissingResponses, ...]:
    return (MissingResponses(survey_id="7", missing_count=count, held_count=held),)


@pytest.mark.parametrize(
    ("held", "left", "is_refused"),
    [
        (40, 37, False),
        (40, 36, True),
        (100, 95, False),
        (100, 94, True),
        (4, 1, False),
        (4, 0, True),
        (1200, 1140, False),
        (1200, 900, True),
    ],
)
def test_data_on_both_sides_of_the_edge(
    landing: LandingStore, held: int, left: int, is_refused: bool
) -> None:
    before = manifest(landing, *range(1, held + 1))
    after = manifest(landing, *range(1, left + 1))
    if not is_refused:
        found = missing_responses(before, after, landing=landing)
        assert found == lost(held - left, held)
        return
    with pytest.raises(SourceIncomplete) as caught:
        missing_responses(before, after, landing=landing)
    assert f"of the {held} responses" in caught.value.what
    assert f"{held - left} are missing" in caught.value.what
    assert f"`least_responses = {left}`" in caught.value.remedy


def test_new_responses_do_not_make_up_for_lost_ones(landing: LandingStore) -> None:
    before = manifest(landing, *range(1, 41))
    after = manifest(landing, *range(21, 81))
    with pytest.raises(SourceIncomplete, match="20 are missing"):
        missing_responses(before, after, landing=landing)


@pytest.mark.parametrize(("least", "is_refused"), [(18, False), (10, True), (40, True)])
def test_a_number_explains_a_loss_only_if_it_fits_the_export(
    landing: LandingStore, least: int, is_refused: bool
) -> None:
    before = manifest(landing, *range(1, 41))
    after = manifest(landing, *range(1, 19))
    if is_refused:
        with pytest.raises(SourceIncomplete):
            missing_responses(before, after, landing=landing, least_responses=least)
        return
    found = missing_responses(before, after, landing=landing, least_responses=least)
    assert found == lost(22, 40)


def test_a_loss_is_told_until_the_responses_change_again(landing: LandingStore) -> None:
    before, after = manifest(landing, 1, 2, 3), manifest(landing, 1, 2)
    told = replace(after, missing=missing_responses(before, after, landing=landing))
    assert missing_responses(told, after, landing=landing) == lost(1, 3)
    grown = manifest(landing, 1, 2, 4)
    assert missing_responses(told, grown, landing=landing) == ()


@pytest.mark.parametrize(("left", "found"), [(38, ()), (37, ()), (18, lost(22, 40))])
def test_a_server_is_believed_and_a_great_loss_told(
    landing: LandingStore, left: int, found: tuple[MissingResponses, ...]
) -> None:
    before = manifest(landing, *range(1, 41), kind="limesurvey")
    after = manifest(landing, *range(1, left + 1), kind="limesurvey")
    assert missing_responses(before, after, landing=landing) == found


def test_what_began_anew_or_is_of_another_platform_passes(
    landing: LandingStore,
) -> None:
    before = manifest(landing, *range(1, 41))
    anew = manifest(landing, 1, activation=2)
    assert missing_responses(None, before, landing=landing) == ()
    assert missing_responses(before, anew, landing=landing) == ()
    votes = manifest(landing, *range(1, 41), kind="polis")
    fewer = manifest(landing, 1, kind="polis")
    assert missing_responses(votes, fewer, landing=landing) == ()


def test_a_manifest_keeps_what_is_missing(landing: LandingStore) -> None:
    told = replace(manifest(landing, 1), missing=lost(2, 3))
    assert landing.write_manifest(told)
    assert landing.read_manifest("export") == told
    assert not landing.write_manifest(told)
