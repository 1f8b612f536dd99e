"""No token or unlisted column passes the door, and pages do not move."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.declarations import Consent
from domain.errors import SettingsInvalid, SourceIncomplete
from domain.identifiers import pseudonym
from domain.surveys import ResponseColumn
from sources.asked_consent import consent_heading
from sources.door_columns import dropped_columns, unexpected_columns
from sources.respondent_door import LandedPage, landed_pages
from tests.doors.survey_examples import every_type, question, survey
from transforms.answer_columns import is_coded, known_codes
from transforms.question_names import named

KEY = b"sleutel"
ALL = every_type()
OPEN = question("OPEN", "T")
SURVEY = survey(OPEN)


def row(number: int, **more: object) -> dict[str, Any]:
    """Return a row as a server gives it."""
    return {
        "id": number,
        "submitdate": "2026-09-01 09:00:00",
        "lastpage": 3,
        "startlanguage": "nl",
        "seed": "123",
        "token": f"TOK{number:06d}",
        "startdate": "2026-09-01 08:50:00",
        "datestamp": "2026-09-01 09:00:00",
        "OPEN": "antwoord",
        **more,
    }


def pages(*rows: dict[str, Any], panel: str = "p") -> list[LandedPage]:
    """Let rows through the door of survey 7."""
    return list(landed_pages(iter(rows), structure=SURVEY, key=KEY, panel=panel))


def landed(page: LandedPage) -> list[dict[str, Any]]:
    """Return the rows of a page."""
    rows: list[dict[str, Any]] = json.loads(page.data)["rows"]
    return rows


def test_a_row_lands_with_listed_columns_only() -> None:
    (page,) = pages(row(5, email="a@example.org", attribute_1="zorg"))
    assert json.loads(page.data) == {
        "survey_id": "7",
        "rows": [
            {
                "id": 5,
                "respondent_id": pseudonym(KEY, panel="p", token="TOK000005"),
                "submitdate": "2026-09-01 09:00:00",
                "startdate": "2026-09-01 08:50:00",
                "datestamp": "2026-09-01 09:00:00",
                "startlanguage": "nl",
                "lastpage": 3,
                "answers": {"OPEN": "antwoord"},
            }
        ],
    }
    assert page.dropped_columns == ("seed", "token", "email", "attribute_1")


def test_one_person_is_the_same_in_one_panel_only() -> None:
    (here,), (there,) = pages(row(1)), pages(row(1), panel="q")
    assert landed(here)[0]["respondent_id"] != landed(there)[0]["respondent_id"]


@pytest.mark.parametrize("token", [None, ""])
def test_without_token_every_response_is_a_respondent(token: str | None) -> None:
    (page,) = pages(row(1, token=token), row(2, token=token))
    expected = [pseudonym(KEY, panel="p", token=f"response:7:{n}") for n in (1, 2)]
    assert [each["respondent_id"] for each in landed(page)] == expected


def test_an_anonymised_survey_has_no_tokens_even_if_it_sends_them() -> None:
    structure = survey(OPEN, is_anonymised=True)
    (page,) = landed_pages([row(1)], structure=structure, key=KEY, panel="p")
    expected = pseudonym(KEY, panel="p", token="response:7:1")
    assert landed(page)[0]["respondent_id"] == expected


def consenting(*rows: dict[str, Any], asked: str = "AKKOORD") -> list[dict[str, Any]]:
    """Let rows through the door of a survey that asks consent."""
    structure = survey(OPEN, question("AKKOORD", "Y"), question("K", "K", rows=("a",)))
    consent = Consent(question=asked, code="Y")
    found = landed_pages(rows, structure=structure, key=KEY, panel="p", consent=consent)
    return [each for page in found for each in landed(page)]


@pytest.mark.parametrize("said", ["N", "", None, "y"])
def test_without_consent_no_answer_lands(said: str | None) -> None:
    more = {"K[a]": "12"}
    yes, no = consenting(
        row(1, AKKOORD="Y", **more), row(2, AKKOORD=said, OPEN="nee", **more)
    )
    assert yes["answers"] == {"OPEN": "antwoord", "AKKOORD": "Y", "K[a]": "12"}
    assert "has_consent" not in yes
    assert no["answers"] == {"OPEN": None, "AKKOORD": said, "K[a]": None}
    assert no["has_consent"] is False


def test_consent_may_be_a_subquestion() -> None:
    (no,) = consenting(row(1, AKKOORD="Y", **{"K[a]": "0"}), asked="K_a")
    assert no["has_consent"] is False


@pytest.mark.parametrize("column", [c for c in ALL.columns if is_coded(c)])
def test_a_code_that_nobody_can_choose_gives_no_consent(column: ResponseColumn) -> None:
    """A slip of one letter would drop every answer of everybody without a word."""
    codes = dict(known_codes(ALL))[column]
    asked = named("", column.question_code, column.subquestion_code).removeprefix(".")
    for code in codes:
        assert consent_heading(ALL, Consent(question=asked, code=code))
    with pytest.raises(SettingsInvalid, match=r"JA.*Choose one of these codes") as bad:
        consent_heading(ALL, Consent(question=asked, code="JA"))
    assert bad.value.exit_code == 10


def test_a_text_may_be_any_code_of_consent() -> None:
    assert consent_heading(ALL, Consent(question="S1", code="akkoord")) == "S1"


def test_a_consent_question_that_is_not_asked_is_refused() -> None:
    with pytest.raises(SettingsInvalid, match=r"consent.*TOESTEMMING"):
        consenting(row(1, AKKOORD="Y", **{"K[a]": "0"}), asked="TOESTEMMING")


def test_another_activation_has_other_respondents_where_there_are_no_tokens() -> None:
    first, second = (
        [
            each["respondent_id"]
            for page in landed_pages(
                [row(1, token=None), row(2)],
                structure=SURVEY,
                key=KEY,
                panel="p",
                activation=activation,
            )
            for each in landed(page)
        ]
        for activation in (1, 2)
    )
    assert first[0] != second[0]
    assert first[1] == second[1], "a token is the same person"


def test_pages_are_blocks_of_a_thousand_ids() -> None:
    found = pages(*(row(number) for number in (1, 1000, 1001, 5000)))
    assert [(page.name, page.row_count) for page in found] == [
        ("7/0000001-0001000", 2),
        ("7/0001001-0002000", 1),
        ("7/0004001-0005000", 1),
    ]


def test_one_changed_row_changes_one_page() -> None:
    before = pages(*(row(number) for number in range(1, 3001)))
    after = pages(
        *(row(n, OPEN="anders" if n == 1500 else "antwoord") for n in range(1, 3001))
    )
    same = [old.data == new.data for old, new in zip(before, after, strict=True)]
    assert same == [True, False, True]


@pytest.mark.parametrize("numbers", [(1, 1), (2, 1), (1001, 2)])
def test_ids_must_rise(numbers: tuple[int, int]) -> None:
    with pytest.raises(SourceIncomplete, match="twice or out of order"):
        pages(*(row(number) for number in numbers))


@pytest.mark.parametrize("number", [None, "", "abc", "-1", 0, "٣"])
def test_an_id_is_a_number(number: object) -> None:
    with pytest.raises(SourceIncomplete, match="no response id"):
        pages(row(1, id=number))


def test_a_missing_column_is_refused_in_any_row() -> None:
    short = row(2)
    del short["OPEN"]
    with pytest.raises(SourceIncomplete, match="OPEN"):
        pages(row(1), short)


@pytest.mark.parametrize(
    "date",
    [
        "1-9-2026 9:00",
        "2026-09-01",
        "09/01/2026",
        "2026-09-01T09:00:00Z",
        "2026-09-01 09:00:00+02:00",
        "2026-09-01 09:00:00 UTC",
        "30 februari 2026",
    ],
)
def test_a_date_of_another_form_is_refused(date: str) -> None:
    """With a zone it would be another moment than the declared zone makes of it."""
    with pytest.raises(SourceIncomplete, match="submitdate of response 1"):
        pages(row(1, submitdate=date))


@pytest.mark.parametrize("number", [0, -5, 2**63, "9" * 5000, 1.5, None, True, "x"])
def test_what_cannot_be_a_number_of_a_response_is_refused(number: object) -> None:
    with pytest.raises(SourceIncomplete, match="no response id"):
        pages(row(1) | {"id": number})


IMPOSSIBLE = ["0000-00-00 00:00:00", "2026-02-30 09:00:00", "2026-09-01 25:00:00"]


@pytest.mark.parametrize("moment", IMPOSSIBLE)
def test_a_date_that_is_none_passes_as_it_stands(moment: str) -> None:
    """One day that does not exist must not cost a survey; it is told where it is read.

    A date of another form says that the whole file was saved in another way.
    """
    (page,) = pages(row(1, submitdate=moment), row(2))
    assert [each["submitdate"] for each in landed(page)] == [
        moment,
        "2026-09-01 09:00:00",
    ]


def test_one_moment_lands_as_one_text() -> None:
    marked = "2026-09-01T09:00:00"
    assert pages(row(1, submitdate=marked))[0].data == pages(row(1))[0].data


def test_numbers_and_objects_land_as_text() -> None:
    (page,) = pages(row(1, OPEN=12, lastpage=None), row(2, OPEN=[{"b": 1, "a": "é"}]))
    assert [each["answers"]["OPEN"] for each in landed(page)] == [
        "12",
        '[{"a": "é", "b": 1}]',
    ]


def test_half_a_character_lands_as_a_replacement() -> None:
    (page,) = pages(row(1, OPEN="a\ud800b"))
    assert landed(page)[0]["answers"]["OPEN"] == "a\ufffdb"


def test_the_received_digest_needs_the_key() -> None:
    (one,) = pages(row(1))
    (other,) = landed_pages([row(1)], structure=SURVEY, key=b"x", panel="p")
    assert one.received_digest != other.received_digest
    (changed,) = pages(row(1, seed="124"))
    assert changed.data == one.data
    assert changed.received_digest != one.received_digest


def test_personal_columns_are_expected_and_others_are_not() -> None:
    names = ("token", "ipaddr", "attribute_12", "groupTime7", "NIEUW")
    assert unexpected_columns(names) == ("NIEUW",)
    assert dropped_columns(SURVEY, [*row(1), "NIEUW"]) == ("seed", "token", "NIEUW")


texts = st.none() | st.text(st.characters(exclude_categories=[]), max_size=20)
secret = st.text("ABCDEFGHJKLMNPQRSTUVWXYZ23456789~_-", min_size=8, max_size=35)


@given(
    st.lists(st.tuples(secret, secret, texts), min_size=1, max_size=8),
    st.booleans(),
)
def test_no_token_or_address_survives(
    given_rows: list[tuple[str, str, str | None]], is_anonymised: bool
) -> None:
    rows = [
        row(
            number, token=f"tk{token}", ipaddr=f"ip{address}", refurl=address, OPEN=text
        )
        for number, (token, address, text) in enumerate(given_rows, start=1)
        if not any(part in (text or "") for part in (token, address))
    ]
    structure = survey(OPEN, is_anonymised=is_anonymised)
    data = b"".join(
        page.data
        for page in landed_pages(rows, structure=structure, key=KEY, panel="p")
    )
    for each in rows:
        assert each["token"].encode() not in data
        assert each["ipaddr"].encode() not in data


@given(st.lists(texts, min_size=1, max_size=5))
def test_answers_pass_unaltered(answers: list[str | None]) -> None:
    rows = [row(number, OPEN=text) for number, text in enumerate(answers, start=1)]
    (page,) = pages(*rows)
    whole = [
        text and text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        for text in answers
    ]
    assert [each["answers"]["OPEN"] for each in landed(page)] == whole
