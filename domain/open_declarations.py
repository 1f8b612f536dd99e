"""The declaration of an open source in, what is asked of it out."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, Field

from domain.declared import Declaration
from domain.settings import unfit
from domain.texts import JsonCollection

_Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9_]{1,40}$")]
"""A code as CBS writes it; nothing in it can mean anything in a query."""


def _http_address(value: str) -> str:
    if not value.startswith(("http://", "https://")):
        raise unfit("url_scheme")
    return value.rstrip("/")


HttpAddress = Annotated[str, AfterValidator(_http_address)]
"""Where a source is asked, without a stroke at the end."""

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
    url: HttpAddress = "https://datasets.cbs.nl/odata/v1/CBS"
    older_url: HttpAddress = "https://opendata.cbs.nl/ODataFeed/odata"


_Word = Annotated[str, Field(pattern=r'^[^"\\\x00-\x1f]{1,200}$')]
"""A word of a search; a quotation mark would end it."""


class PublicationsSource(OpenSource):
    """Official publications (officielebekendmakingen.nl) of some authorities.

    ``creators`` as the register writes them (`Alkmaar`, `Noord-Holland`); ``words``
    stand in the title; ``publications`` are names such as `Gemeenteblad`. Of more than
    ``most`` the newest come.
    """

    kind: Literal["officielebekendmakingen"]
    creators: Annotated[tuple[_Word, ...], Field(min_length=1)]
    since: date
    words: tuple[_Word, ...] = ()
    publications: tuple[_Word, ...] = ()
    most: Annotated[int, Field(ge=1, le=10_000)] = 500
    publisher: str | None = "officielebekendmakingen.nl"
    url: HttpAddress = "https://repository.overheid.nl/sru"


class SearchSource(OpenSource):
    """A search whose hits are documents; of more than ``most`` the first come."""

    query: Annotated[str, Field(min_length=1, max_length=500)]
    most: Annotated[int, Field(ge=1, le=10_000)] = 200


class DatasetsSource(SearchSource):
    """Descriptions of data sets on data.overheid.nl, as CKAN gives them."""

    kind: Literal["data-overheid"]
    publisher: str | None = "data.overheid.nl"
    url: HttpAddress = "https://data.overheid.nl/data/api/3/action"

    @property
    def collection(self) -> JsonCollection:
        """Where the text of a description stands."""
        return JsonCollection(text=("notes",), title="title")


class CouncilPapersSource(SearchSource):
    """Papers of councils and provincial states, as Open Raadsinformatie holds them.

    ``index`` names one body or more (`ori_alkmaar*`, `osi_noord-holland*`).
    """

    kind: Literal["raadsinformatie"]
    index: Annotated[str, Field(pattern=r"^(ori|osi|owi)_[a-z0-9_*-]{1,80}$")]
    publisher: str | None = "Open Raadsinformatie"
    url: HttpAddress = "https://api.openraadsinformatie.nl/v1/elastic"

    @property
    def collection(self) -> JsonCollection:
        """Where the pages of a paper stand."""
        return JsonCollection(text=("text",), title="name", is_paged=True)


_BODY_LISTS = (
    "rwc_provincies_compleet",
    "rwc_gemeenten_compleet",
    "rwc_waterschappen_compleet",
    "rwc_samenwerkingsorganisaties_compleet",
    "rwc_overige_overheidsorganisaties_compleet",
    "rwc_zbo_compleet",
    "rwc_caribische_openbare_lichamen_compleet",
)
"""The lists of bodies that were seen, without their version."""


def _lists_of_bodies(names: tuple[str, ...]) -> tuple[str, ...]:
    """Refuse a list that holds no bodies, such as the TOP-lijst of subjects."""
    others = [name for name in names if not name.startswith("rwc_")]
    if others:
        raise unfit("tooi_list", name=others[0], known=", ".join(_BODY_LISTS))
    return names


class TooiSource(OpenSource):
    """Bodies and municipalities as the TOOI registers of the government list them.

    Each list is named with its version; a newer version is another list.
    """

    kind: Literal["tooi"]
    lists: Annotated[
        tuple[Annotated[str, Field(pattern=r"^[a-z_]{3,80}_[0-9]{1,4}$")], ...],
        Field(min_length=1),
        AfterValidator(_lists_of_bodies),
    ] = (
        "rwc_provincies_compleet_1",
        "rwc_gemeenten_compleet_5",
        "rwc_waterschappen_compleet_2",
        "rwc_samenwerkingsorganisaties_compleet_3",
        "rwc_overige_overheidsorganisaties_compleet_13",
        "rwc_zbo_compleet_6",
        "rwc_caribische_openbare_lichamen_compleet_1",
    )
    publisher: str | None = "KOOP"
    licence: str | None = "CC0"
    url: HttpAddress = (
        "https://repository.officiele-overheidspublicaties.nl/waardelijsten"
    )


AnySearch: TypeAlias = DatasetsSource | CouncilPapersSource
AnyOpenSource: TypeAlias = CbsSource | PublicationsSource | TooiSource | AnySearch
