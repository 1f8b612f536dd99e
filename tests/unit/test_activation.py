"""A survey that begins anew is told from one that is edited, whatever the door."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from domain.errors import SourceIncomplete
from domain.landing import LostTokens, Manifest, SurveyExpectation
from domain.surveys import SurveyStructure
from sources.activation import refuse_new_activation
from sources.followed_people import FollowedBy
from sources.landing import LandingStore
from sources.respondent_door import landed_pages
from sources.survey_shelf import SurveyShelf
from tests.doors.survey_examples import question, survey

SURVEY = survey(question("OPEN", "T"))
FOLLOWED = FollowedBy(key=b"k", panel="p")


@pytest.fixture
def landing(tmp_path: Path) -> LandingStore:
    return LandingStore(tmp_path)


def row(number: int, **more: str | None) -> dict[str, Any]:
    return {
        "id": number,
        "submitdate": "2026-09-01 09:00:00",
        "token": f"TOK{number:06d}",
        "startdate": "2026-09-01 08:50:00",
        "datestamp": "2026-09-01 09:00:00",
        "OPEN": "antwoord",
        **more,
    }


def manifest(
    landing: LandingStore,
    *rows: dict[str, Any],
    kind: str = "limesurvey-export",
    structure: SurveyStructure = SURVEY,
    **more: Any,
) -> Manifest:
    shelf = SurveyShelf(landing, structure=structure, wave=1)
    shelf.put_structure()
    shelf.put_pages(landed_pages(rows, structure=structure, key=b"k", panel="p"))
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


def begun_anew(count: int) -> list[dict[str, Any]]:
    return [
        row(number, startdate="2026-11-01 08:00:00", token=None)
        for number in range(1, count + 1)
    ]


def test_other_responses_under_the_same_ids_are_refused(landing: LandingStore) -> None:
    before = manifest(landing, *(row(number) for number in range(1, 9)))
    with pytest.raises(SourceIncomplete, match="5 of 5 ids are other") as caught:
        refuse_new_activation(
            before,
            manifest(landing, *begun_anew(5)),
            landing=landing,
            followed_by=FOLLOWED,
        )
    assert "earlier export" in caught.value.remedy
    assert "closed" not in caught.value.remedy


@pytest.mark.parametrize(("others", "is_refused"), [(4, False), (5, True)])
def test_more_than_half_must_be_others(
    landing: LandingStore, others: int, is_refused: bool
) -> None:
    """Data on both sides of the edge: 8 responses."""
    before = manifest(landing, *(row(number) for number in range(1, 9)))
    mixed = begun_anew(others) + [row(number) for number in range(others + 1, 9)]
    after = manifest(landing, *mixed)
    if is_refused:
        with pytest.raises(SourceIncomplete):
            refuse_new_activation(before, after, landing=landing, followed_by=FOLLOWED)
    else:
        refuse_new_activation(before, after, landing=landing, followed_by=FOLLOWED)


@pytest.mark.parametrize(("held", "is_refused"), [(9, False), (10, True)])
def test_ten_responses_do_not_all_go_by_chance(
    landing: LandingStore, held: int, is_refused: bool
) -> None:
    before = manifest(landing, *(row(number) for number in range(1, held + 1)))
    after = manifest(landing, row(50))
    if is_refused:
        with pytest.raises(SourceIncomplete, match="none of 10"):
            refuse_new_activation(before, after, landing=landing, followed_by=FOLLOWED)
    else:
        refuse_new_activation(before, after, landing=landing, followed_by=FOLLOWED)


def test_another_person_under_an_id_is_another_response(landing: LandingStore) -> None:
    before = manifest(landing, row(1), known_by="k")
    other = [row(1, token="TOKANDER")]
    with pytest.raises(SourceIncomplete):
        refuse_new_activation(
            before,
            manifest(landing, *other, known_by="k"),
            landing=landing,
            followed_by=FOLLOWED,
        )
    refuse_new_activation(
        before,
        manifest(landing, *other, known_by="ander"),
        landing=landing,
        followed_by=FOLLOWED,
    )


@pytest.mark.parametrize(
    ("before", "after", "is_refused"),
    [
        ("2026-09-01 08:50:00", "2026-09-01T08:50:00", False),
        ("2026-09-01 08:50:37", "2026-09-01 08:50", False),
        ("2026-09-01T08:50", "2026-09-01 08:50:37", False),
        ("2026-09-01 08:50:00", "2026-09-01 08:50:00.000", False),
        ("2026-09-01 08:50:00", "2026-09-01T08:51:00", True),
        ("2026-09-01 08:50:00", "2026-09-01 08:51", True),
    ],
)
def test_moments_are_compared_and_not_how_they_are_written(
    landing: LandingStore, before: str, after: str, *, is_refused: bool
) -> None:
    old = manifest(landing, *(row(number, startdate=before) for number in (1, 2, 3)))
    new = manifest(landing, *(row(number, startdate=after) for number in (1, 2, 3)))
    if is_refused:
        with pytest.raises(SourceIncomplete, match="seems to have begun anew"):
            refuse_new_activation(old, new, landing=landing, followed_by=FOLLOWED)
    else:
        refuse_new_activation(old, new, landing=landing, followed_by=FOLLOWED)


@pytest.mark.parametrize("begin", ["2026-09-01 08:50:00", None])
def test_a_missing_token_is_no_new_activation(
    landing: LandingStore, begin: str | None
) -> None:
    rows = [row(number, startdate=begin) for number in range(1, 13)]
    bare = [
        {name: each[name] for name in each if name != "token"} | {"OPEN": "anders"}
        for each in rows[:6]
    ] + [{name: each[name] for name in each if name != "token"} for each in rows[6:]]
    with pytest.raises(SourceIncomplete, match="lack their token") as caught:
        refuse_new_activation(
            manifest(landing, *rows),
            manifest(landing, *bare),
            landing=landing,
            followed_by=FOLLOWED,
        )
    assert "`token`" in caught.value.remedy
    assert "activation" not in caught.value.remedy


def test_a_survey_that_became_anonymous_is_called_so(landing: LandingStore) -> None:
    rows = [row(number) for number in range(1, 5)]
    hidden = manifest(landing, *rows, structure=replace(SURVEY, is_anonymised=True))
    with pytest.raises(SourceIncomplete, match="became anonymous") as caught:
        refuse_new_activation(
            manifest(landing, *rows), hidden, landing=landing, followed_by=FOLLOWED
        )
    assert "activation" not in caught.value.remedy
    other = manifest(
        landing,
        *rows,
        structure=replace(SURVEY, is_anonymised=True),
        known_by="ander panel",
    )
    refuse_new_activation(
        manifest(landing, *rows), other, landing=landing, followed_by=FOLLOWED
    )


@pytest.mark.parametrize("held", [1, 40])
def test_an_export_without_responses_is_called_empty(
    landing: LandingStore, held: int
) -> None:
    before = manifest(landing, *(row(number) for number in range(1, held + 1)))
    with pytest.raises(SourceIncomplete, match="not a single response") as caught:
        refuse_new_activation(
            before, manifest(landing), landing=landing, followed_by=FOLLOWED
        )
    assert "activation" not in caught.value.remedy


def test_a_page_that_stands_speaks_for_the_survey(landing: LandingStore) -> None:
    before = manifest(landing, *(row(number) for number in (1, 2, 1001)))
    after = manifest(landing, *begun_anew(2), row(1001))
    refuse_new_activation(before, after, landing=landing, followed_by=FOLLOWED)


def test_what_is_declared_or_has_no_ids_of_limesurvey_passes(
    landing: LandingStore,
) -> None:
    rows = [row(number) for number in range(1, 20)]
    before = manifest(landing, *rows)
    refuse_new_activation(None, before, landing=landing, followed_by=FOLLOWED)
    refuse_new_activation(
        before,
        manifest(landing, *begun_anew(19), activation=2),
        landing=landing,
        followed_by=FOLLOWED,
    )
    refuse_new_activation(
        manifest(landing, *rows, kind="polis"),
        manifest(landing, *begun_anew(19), kind="polis"),
        landing=landing,
        followed_by=FOLLOWED,
    )


def with_tokens(few: int, all_of_them: int, **more: str | None) -> list[dict[str, Any]]:
    """Draw responses of which the last ``few`` have a token."""
    first = all_of_them - few + 1
    return [
        row(number, **({} if number >= first else {"token": ""}), **more)
        for number in range(1, all_of_them + 1)
    ]


def without(rows: list[dict[str, Any]], heading: str) -> list[dict[str, Any]]:
    return [{name: each[name] for name in each if name != heading} for each in rows]


@pytest.mark.parametrize("kind", ["limesurvey", "limesurvey-export"])
@pytest.mark.parametrize(("few", "held"), [(1, 40), (3, 9), (7, 1200)])
def test_tokens_are_counted_among_responses_that_had_one(
    landing: LandingStore, kind: str, few: int, held: int
) -> None:
    """Also where the page of all others still stands."""
    rows = with_tokens(few, held)
    before = manifest(landing, *rows, kind=kind)
    for after in (without(rows, "token"), [each | {"token": "x"} for each in rows]):
        fresh = manifest(landing, *after, kind=kind)
        with pytest.raises(SourceIncomplete, match=f"of {few} with a token {few} now"):
            refuse_new_activation(before, fresh, landing=landing, followed_by=FOLLOWED)
    hidden = manifest(
        landing, *rows, kind=kind, structure=replace(SURVEY, is_anonymised=True)
    )
    with pytest.raises(SourceIncomplete, match=f"of {few} of {few} response") as caught:
        refuse_new_activation(before, hidden, landing=landing, followed_by=FOLLOWED)
    assert "became anonymous" in caught.value.what


@pytest.mark.parametrize(("lost", "is_refused"), [(5, False), (6, True)])
def test_more_than_half_of_the_tokens_must_be_gone(
    landing: LandingStore, lost: int, is_refused: bool
) -> None:
    """Data on both sides of the edge: 10 of 30 responses have a token."""
    rows = with_tokens(10, 30)
    after = [*rows[:20], *(each | {"token": ""} for each in rows[20 : 20 + lost])]
    fresh = manifest(landing, *after, *rows[20 + lost :])
    before = manifest(landing, *rows)
    if is_refused:
        with pytest.raises(SourceIncomplete, match="of 10 with a token 6"):
            refuse_new_activation(before, fresh, landing=landing, followed_by=FOLLOWED)
    else:
        told = refuse_new_activation(
            before, fresh, landing=landing, followed_by=FOLLOWED
        )
        assert told == gone(lost, of=10)


def gone(lost: int, *, of: int) -> tuple[LostTokens, ...]:
    return (LostTokens(survey_id="7", lost_count=lost, held_count=of),)


@pytest.mark.parametrize("kind", ["limesurvey", "limesurvey-export"])
@pytest.mark.parametrize("new", ["", None, "TOKNIEUW"])
@pytest.mark.parametrize(("few", "held", "lost"), [(2, 2, 1), (40, 1200, 1), (9, 9, 4)])
def test_every_token_that_is_gone_is_told_until_responses_change(
    landing: LandingStore, kind: str, new: str | None, few: int, held: int, lost: int
) -> None:
    rows = with_tokens(few, held)
    after = [*rows[:-lost], *(each | {"token": new} for each in rows[-lost:])]
    before, fresh = (manifest(landing, *each, kind=kind) for each in (rows, after))

    def told(earlier: Manifest, later: Manifest) -> tuple[LostTokens, ...]:
        return refuse_new_activation(
            earlier, later, landing=landing, followed_by=FOLLOWED
        )

    assert told(before, before) == ()
    assert told(before, fresh) == gone(lost, of=few)
    kept = replace(fresh, lost_tokens=told(before, fresh))
    landing.write_manifest(kept)
    assert landing.read_manifest(kept.source_id) == kept
    assert told(kept, fresh) == gone(lost, of=few)
    grown = manifest(landing, *after, row(held + 1), kind=kind)
    assert told(kept, grown) == ()


def test_other_terms_lose_no_token(landing: LandingStore) -> None:
    rows = with_tokens(4, 4)
    before = manifest(landing, *rows)
    hidden = manifest(landing, *without(rows, "token"), known_by="ander panel")
    found = refuse_new_activation(before, hidden, landing=landing, followed_by=FOLLOWED)
    assert found == ()


def test_tokens_that_come_are_no_loss(landing: LandingStore) -> None:
    rows = with_tokens(0, 20)
    fresh = [each | {"token": f"NIEUW{each['id']}"} for each in rows]
    before, after = manifest(landing, *rows), manifest(landing, *fresh)
    refuse_new_activation(before, after, landing=landing, followed_by=FOLLOWED)


@pytest.mark.parametrize(
    ("rows", "panel", "is_told"),
    [
        (with_tokens(1, 1200), "p", False),
        (with_tokens(0, 5), "p", True),
        (without(with_tokens(5, 5), "token"), "p", True),
        (with_tokens(0, 5), None, False),
        ([], "p", False),
    ],
)
def test_a_panel_that_follows_nobody_is_told(
    landing: LandingStore, rows: list[dict[str, Any]], panel: str | None, is_told: bool
) -> None:
    found = manifest(landing, *rows)
    followed_by = FollowedBy(key=b"k", panel=panel)
    remarks = followed_by.remarks(found.items, found.expectations[0], landing=landing)
    assert ["follows nobody" in str(each) for each in remarks] == [True] * is_told


def test_a_survey_that_is_not_active_is_told_to_be_closed(
    landing: LandingStore,
) -> None:
    before = manifest(landing, row(1), kind="limesurvey", status="active")
    after = manifest(landing, kind="limesurvey", status="inactive")
    with pytest.raises(SourceIncomplete, match="survey 7 is not active") as caught:
        refuse_new_activation(before, after, landing=landing, followed_by=FOLLOWED)
    assert "anew" not in caught.value.what
    remedy = caught.value.remedy
    assert remedy.index("`closed = true`") < remedy.index("`activation`")
    nothing = manifest(landing, kind="limesurvey", status="active")
    refuse_new_activation(nothing, after, landing=landing, followed_by=FOLLOWED)
