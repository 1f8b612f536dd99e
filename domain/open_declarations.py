"""The declaration of an open source in, what is asked of it out."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, field_validator

from domain.declared import Declaration
from domain.settings import unfit

_Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9_]{1,40}$")]
"""A code as CBS writes it; nothing in it can mean anything in a query."""

_Year = Annotated[int, Field(ge=1800, le=2200)]


class PeriodKind(StrEnum):
    """How long the periods are that figures are asked of."""

    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"


class OpenSource(Declaration):
    """What open sources share: a failing one leaves the rest of the run whole.

    Between two questions is a pause, so that nobody has to keep us out.
    """

    pause_seconds: Annotated[float, Field(ge=0, le=60)] = 0.2


class CbsSource(OpenSource):
    """Figures of one table of CBS StatLine, for some measures and regions.

    A measure is named by its code or its title; ``choose`` fixes every other dimension
    to one code. ``period`` is that of a table without periods of its own. The table is
    asked at ``url`` (OData v4), and at ``older_url`` (v3) where that does not give it.
    """

    kind: Literal["cbs"]
    table: _Code
    measures: Annotated[tuple[str, ...], Field(min_length=1)]
    regions: tuple[_Code, ...] = ()
    since: _Year | None = None
    every: PeriodKind = PeriodKind.YEAR
    period: str | None = None
    choose: dict[_Code, _Code] = Field(default_factory=dict)
    publisher: str | None = "Centraal Bureau voor de Statistiek"
    licence: str | None = "CC BY 4.0"
    url: str = "https://datasets.cbs.nl/odata/v1/CBS"
    older_url: str = "https://opendata.cbs.nl/ODataFeed/odata"

    @field_validator("url", "older_url")
    @classmethod
    def _http_address(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise unfit("url_scheme")
        return value.rstrip("/")
