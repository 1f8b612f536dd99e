"""What respondents say of an initiative in, what of it may be told out."""

from domain.readings import (
    InitiativeStatus,
    LocatedMention,
)
from tests.doors.located_mentions import located, names, resolve_initiatives

RUNS, STOPPED = InitiativeStatus.RUNNING, InitiativeStatus.FINISHED
HUB = "Energiehub De Dam"


def answered(voice: str, name: str = HUB, **fields: object) -> LocatedMention:
    """What one respondent says of the hub."""
    return located(name, passage=voice, is_from_answer=True, voice=voice, **fields)  # type: ignore[arg-type]


def test_one_answer_tells_nothing_of_what_a_document_names() -> None:
    """Status, years, lead, place and theme stay as the document has them."""
    written = located(HUB, status=RUNS, start_year=2023)
    said = answered(
        "r1",
        f"{HUB} van Anna",
        status=STOPPED,
        end_year=2027,
        lead_id="org-x",
        partner_ids=("org-y",),
        place_ids=("GM1",),
        themes=("energie",),
        said_on="2026-01-01",
    )
    (alone,) = resolve_initiatives([written], least_voices=3)
    both = resolve_initiatives([written, said], least_voices=3)
    found = next(each for each in both if each.initiative_id == alone.initiative_id)
    assert (found.status, found.start_year, found.end_year) == (RUNS, 2023, 0)
    assert (found.name, found.lead_id, found.partner_ids) == (HUB, "", ())
    assert (found.place_ids, found.theme_ids) == ((), ())
    assert found.confidence == alone.confidence


def test_answers_tell_what_enough_of_them_say() -> None:
    """Of an initiative that only answers name, what fewer than three say is unknown."""
    said = [
        answered("r1", status=RUNS, end_year=2027, place_ids=("GM1", "GM2")),
        answered("r2", status=RUNS, place_ids=("GM1",), lead_id="org-x"),
        answered("r2", status=STOPPED, said_on="2026-01-01"),
        answered("r3", status=RUNS, place_ids=("GM1",), themes=("energie",)),
    ]
    (found,) = resolve_initiatives(said, least_voices=3)
    assert (found.status, found.end_year, found.lead_id) == (RUNS, 0, "")
    assert (found.place_ids, found.theme_ids) == (("GM1",), ())
    (all_told,) = resolve_initiatives(said)
    assert (all_told.end_year, all_told.lead_id) == (2027, "org-x")


def test_answers_name_it_as_most_of_them_do() -> None:
    """The longest wording may be that of one person."""
    said = [answered(f"r{n}") for n in range(3)]
    said.append(answered("r4", f"het {HUB} van Anna"))
    assert HUB in names(resolve_initiatives(said, least_voices=3))
