"""The text of ``sources/*.toml`` in, one checked declaration per source out."""

from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, field_validator, model_validator

from domain.declared import Declaration
from domain.errors import SettingsInvalid
from domain.open_declarations import (
    AnyOpenSource,
    CbsSource,
    CouncilPapersSource,
    DatasetsSource,
    PublicationsSource,
    TooiSource,
)
from domain.settings import (
    Retention,
    Strict,
    checked,
    known_timezone,
    plain_path,
    toml_table,
    unfit,
)
from domain.texts import JsonCollection

_Path = Annotated[str, AfterValidator(plain_path)]

STATEMENT = "STELLING"
"""The code of the one question of a Polis conversation; its parts are statements."""

PROPOSAL_TITLE, PROPOSAL_BODY = "TITEL", "VOORSTEL"
AUTHOR_GROUP, PROPOSAL_REGION = "GROEP", "REGIO"
PROPOSAL_VOTES, PROPOSAL_VOTES_AGAINST = "STEMMEN", "TEGENSTEMMEN"
"""The codes of the questions that a table of proposals answers."""


AttributeName = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9]*$")]
"""What an attribute is called here: as the code of a question, without underscore."""

ParticipantAttribute = Annotated[str, Field(pattern=r"^attribute_\d+$")]
"""A column of the participants; names and addresses are not to be had."""


def _one_step(renamed: dict[str, str]) -> dict[str, str]:
    """Refuse a chain of names: then it would matter where a reader begins."""
    twice = sorted(set(renamed) & set(renamed.values()))
    if twice:
        raise unfit("renamed_chain", code=twice[0])
    return renamed


Renamed = Annotated[dict[str, str], AfterValidator(_one_step)]
"""The code of a question in its own questionnaire to the code it is followed by."""


class InitiativeRole(Strict):
    """The question codes that together name one initiative."""

    name: str
    lead: str | None = None
    place: str | None = None


class Roles(Strict):
    """Which question plays which part; a subquestion is named ``CODE_SUB``."""

    stakeholder_group: str | None = None
    organisation: str | None = None
    region: str | None = None
    open: tuple[str, ...] = ()
    statement: tuple[str, ...] = ()
    importance: tuple[str, ...] = ()
    initiative: InitiativeRole | None = None
    level: str | None = None
    lens: str | None = None
    relation: str | None = None
    interest: str | None = None


class Consent(Strict):
    """The question that asks for consent, and the code that gives it.

    A response with anything else there keeps no other answer and does not count.
    """

    question: str
    code: str


class DocumentsSource(Declaration):
    """A folder of documents, read recursively; ``collection`` is for JSON in it.

    Without ``recognise_scans`` pages without text stay unread, whatever is installed.
    """

    kind: Literal["documents"]
    path: _Path
    collection: JsonCollection | None = None
    published_on: date | None = None
    region: str | None = None
    recognise_scans: bool = True

    @field_validator("collection")
    @classmethod
    def _names_texts(cls, value: JsonCollection | None) -> JsonCollection | None:
        if value is not None and not value.text:
            raise unfit("collection_text")
        return value


class SurveySource(Declaration):
    """What surveys have in common, whichever door they come through.

    A response that holds exactly one of ``test_words`` is a test and does not count.
    ``renamed`` gives a question's own code the one it is followed by over the waves;
    ``attributes`` gives an attribute of the participants the code of a question;
    ``redact_participant_names`` takes their names out of what is written freely;
    ``retention`` is how long a response is kept, such as ``2 jaar``.
    """

    timezone: str = "Europe/Amsterdam"
    panel: Annotated[str, Field(pattern=r"^[^|]+$")] | None = None
    attributed: bool = False
    test_words: tuple[str, ...] = ()
    roles: Roles = Roles()
    consent: Consent | None = None
    renamed: Renamed = Field(default_factory=dict)
    attributes: dict[AttributeName, ParticipantAttribute] = Field(default_factory=dict)
    redact_participant_names: bool = False
    retention: Retention = None

    @property
    def has_markup(self) -> bool:
        """Whether answers were written in an editor that adds HTML."""
        return False

    @property
    def questions_are_answers(self) -> bool:
        """Whether participants wrote the questions, as statements in Polis."""
        return False

    @field_validator("timezone")
    @classmethod
    def _known_timezone(cls, value: str) -> str:
        return known_timezone(value)

    def renamed_in(self, survey_id: str) -> dict[str, str]:
        """Return the renamed questions of one survey."""
        return self.renamed


class SurveyWave(Strict):
    """One questionnaire on a server, and the round of the region it belongs to.

    A ``closed`` one is kept as last collected, without asking the server. A higher
    ``activation`` says that its responses may begin anew: the earlier ones go.
    ``removed_options`` names, by question, options that were taken out on purpose
    though answers with them remain.
    """

    id: Annotated[int, Field(gt=0)]
    wave: Annotated[int, Field(gt=0)]
    closed: bool = False
    activation: Annotated[int, Field(gt=0)] = 1
    renamed: Renamed = Field(default_factory=dict)
    removed_options: dict[str, tuple[str, ...]] = Field(default_factory=dict)


class LimeSurveySource(SurveySource):
    """Questionnaires on a LimeSurvey server, over RemoteControl 2.

    ``uploads`` asks for the files that respondents sent along.
    """

    kind: Literal["limesurvey"]
    url: str
    username: str
    password_env: str
    surveys: Annotated[tuple[SurveyWave, ...], Field(min_length=1)]
    uploads: bool = False

    @field_validator("surveys")
    @classmethod
    def _each_once(cls, value: tuple[SurveyWave, ...]) -> tuple[SurveyWave, ...]:
        ids = [survey.id for survey in value]
        twice = sorted({number for number in ids if ids.count(number) > 1})
        if twice:
            raise unfit("survey_twice", survey_id=twice[0])
        return value

    @field_validator("url")
    @classmethod
    def _http_address(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise unfit("url_scheme")
        return value

    mode: Literal["sweep", "manifest"] = "sweep"
    sweep_every: Annotated[int, Field(gt=0)] = 7

    def renamed_in(self, survey_id: str) -> dict[str, str]:
        """Return the renamed questions of one survey: its own before the source's."""
        own = (each.renamed for each in self.surveys if str(each.id) == survey_id)
        return self.renamed | next(own)


class LimeSurveyExportSource(SurveySource):
    """One questionnaire from files saved by hand: a definition and its answers.

    An archive (``.lsa``) as ``structure`` holds both, ``responses`` is left out then.
    R data needs its syntax: ``r_syntax``, or the file beside it that LimeSurvey names.
    ``uploaded_files`` is the zip, or the folder it was unpacked in, that LimeSurvey
    gives under "download all files". An export with fewer than ``least_responses`` is
    refused.
    """

    kind: Literal["limesurvey-export"]
    structure: _Path
    responses: _Path | None = None
    wave: Annotated[int, Field(gt=0)]
    r_syntax: _Path | None = None
    uploaded_files: _Path | None = None
    activation: Annotated[int, Field(gt=0)] = 1
    least_responses: Annotated[int, Field(gt=0)] | None = None


_OF_LIMESURVEY = frozenset(
    "roles attributes test_words consent renamed redact_participant_names".split()
)


class SavedConversation(SurveySource):
    """What sources from other platforms share: their questions are known beforehand.

    ``language`` is that of the texts people wrote.
    """

    wave: Annotated[int, Field(gt=0)]
    language: Annotated[str, Field(pattern="^[a-z]{2,3}(-[a-zA-Z]+)?$")] = "nl"

    @model_validator(mode="before")
    @classmethod
    def _roles_are_fixed(cls, table: Any) -> Any:
        for key in _OF_LIMESURVEY & set(table if isinstance(table, dict) else ()):
            raise unfit("of_limesurvey", name=key)
        return table


class PolisSource(SavedConversation):
    """A Polis conversation from its export: statements, and votes or voters.

    ``agree`` is needed only where the counts cannot tell which sign means "agree".
    Voters are numbered per conversation, so there is no ``panel``; times are in UTC.
    """

    kind: Literal["polis"]
    comments: _Path
    votes: _Path | None = None
    participants_votes: _Path | None = None
    agree: Literal[1, -1] | None = None
    panel: None = None
    timezone: Literal["UTC"] = "UTC"
    roles: Roles = Roles(statement=(STATEMENT,))

    @property
    def questions_are_answers(self) -> bool:
        """Participants wrote the statements themselves."""
        return True

    @model_validator(mode="after")
    def _one_file_of_votes(self) -> Self:
        if (self.votes is None) == (self.participants_votes is None):
            raise unfit("one_file_of_votes")
        return self


class ProposalColumns(Strict):
    """Which heading holds what; left out, the known headings are tried."""

    id: str | None = None
    title: str | None = None
    summary: str | None = None
    body: str | None = None
    author: str | None = None
    group: str | None = None
    region: str | None = None
    created: str | None = None
    votes: str | None = None
    votes_against: str | None = None


class ProposalsSource(SavedConversation):
    """A table of proposals, as Decidim and OpenStad export them.

    ``author_group`` is the stakeholder group of rows without one. ``leave_out`` names
    values per heading; a proposal that holds one of them is left out.
    """

    kind: Literal["proposals"]
    path: _Path
    columns: ProposalColumns = ProposalColumns()
    author_group: str | None = None
    leave_out: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    roles: Roles = Roles(
        stakeholder_group=AUTHOR_GROUP,
        region=PROPOSAL_REGION,
        open=(PROPOSAL_TITLE, PROPOSAL_BODY),
    )

    @property
    def has_markup(self) -> bool:
        """Proposals are written in an editor."""
        return True


AnySource = (
    DocumentsSource
    | LimeSurveySource
    | LimeSurveyExportSource
    | PolisSource
    | ProposalsSource
    | AnyOpenSource
)
_KINDS: dict[str, type[AnySource]] = {
    "documents": DocumentsSource,
    "limesurvey": LimeSurveySource,
    "limesurvey-export": LimeSurveyExportSource,
    "polis": PolisSource,
    "proposals": ProposalsSource,
    "cbs": CbsSource,
    "officielebekendmakingen": PublicationsSource,
    "data-overheid": DatasetsSource,
    "raadsinformatie": CouncilPapersSource,
    "tooi": TooiSource,
}


def declaration_from_toml(text: str, *, where: str) -> AnySource:
    """Return the checked declaration; raise ``SettingsInvalid`` naming the key."""
    table: dict[str, Any] = toml_table(text, where=where)
    kind = table.get("kind")
    if not isinstance(kind, str) or kind not in _KINDS:
        known = ", ".join(sorted(_KINDS))
        raise SettingsInvalid("unknown_kind", where=where, kind=str(kind), known=known)
    return checked(_KINDS[kind], table, where=where)
