"""An account on a LimeSurvey server in, the surveys it may see out, to choose one."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import requests

from domain.errors import SourceIncomplete
from domain.landing import SurveyExpectation
from domain.secrets import Secret
from domain.surveys import SurveyStructure
from sources.limesurvey_attributes import fetch_attribute_names
from sources.limesurvey_rows import fetch_expectation
from sources.limesurvey_session import LimeSurveySession
from sources.limesurvey_structure import fetch_structure


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Who asks which server."""

    url: str
    username: str
    password: Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedSurvey:
    """One survey as a server lists it; times are those of the server, or empty."""

    survey_id: str
    title: str
    is_active: bool
    starts_at: str
    expires_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribedSurvey:
    """A survey as somebody needs to know it to declare it.

    ``attributes`` maps each attribute of the participants to what the survey's owner
    calls it.
    """

    structure: SurveyStructure
    expectation: SurveyExpectation
    attributes: dict[str, str]


def fetch_catalogue(
    account: Account, *, http: requests.Session | None = None
) -> tuple[ListedSurvey, ...]:
    """Return the surveys an account may see, by number.

    Raises ``SourceUnreachable`` or ``SourceIncomplete``.
    """
    with _session(account, http) as session:
        listed = session.call_list("list_surveys") or []
        where = session.where
    try:
        found = tuple(_listed(listed))
    except (KeyError, TypeError, ValueError, AttributeError):
        raise SourceIncomplete("catalogue_unknown_form", where=where) from None
    return tuple(sorted(found, key=lambda each: int(each.survey_id)))


def fetch_description(
    account: Account, survey_id: str, *, http: requests.Session | None = None
) -> DescribedSurvey:
    """Return what a server says of one survey, without any answer.

    Raises ``SourceUnreachable`` or ``SourceIncomplete``.
    """
    with _session(account, http) as session:
        return DescribedSurvey(
            structure=fetch_structure(session, survey_id),
            expectation=fetch_expectation(session, survey_id, wave=1),
            attributes=fetch_attribute_names(session, survey_id),
        )


def _session(account: Account, http: requests.Session | None) -> LimeSurveySession:
    return LimeSurveySession(
        account.url, username=account.username, password=account.password, http=http
    )


def _listed(surveys: list[dict[str, Any]]) -> Iterator[ListedSurvey]:
    for each in surveys:
        yield ListedSurvey(
            survey_id=str(int(each["sid"])),
            title=str(each.get("surveyls_title") or ""),
            is_active=each.get("active") == "Y",
            starts_at=str(each.get("startdate") or ""),
            expires_at=str(each.get("expires") or ""),
        )
