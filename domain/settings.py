"""The text of ``feitenbasis.toml`` in, checked settings out."""

import re
import tomllib
from typing import Annotated, Any, Literal, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
    field_validator,
)
from pydantic_core import PydanticCustomError

from domain.errors import SettingsInvalid
from domain.foreign_words import setting_problem, toml_place
from domain.privacy import SMALLEST_GROUP_FLOOR, DisclosureRule
from domain.retention import period_of
from domain.toml_mistakes import toml_advice

_Model = TypeVar("_Model")


class Strict(BaseModel):
    """A table of settings in which an unknown key is an error that names it."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class RegionSettings(Strict):
    """The region whose fact base this is; ``notice`` is printed on every page."""

    name: str
    notice: str = ""


class PrivacySettings(Strict):
    """The numbers of the disclosure rule, counted in respondents.

    ``controller``, ``purpose`` and ``legal_basis`` go into the record of processing.
    """

    smallest_group: Annotated[int, Field(ge=SMALLEST_GROUP_FLOOR)] = 10
    smallest_count: Annotated[int, Field(ge=1)] = 3
    open_answers: Literal["quotes", "all"] = "quotes"
    controller: str = ""
    purpose: str = ""
    legal_basis: str = ""

    @property
    def rule(self) -> DisclosureRule:
        """The disclosure rule with these numbers."""
        return DisclosureRule(
            smallest_group=self.smallest_group, smallest_count=self.smallest_count
        )


class ScheduleSettings(Strict):
    """When ``schedule`` and ``deploy`` start a run; the cron has five fields."""

    cron: str = "0 6 * * 1"
    timezone: str = "Europe/Amsterdam"

    @field_validator("cron")
    @classmethod
    def _five_fields(cls, value: str) -> str:
        if not re.fullmatch(r"(?:[\w*/,#?-]+\s+){4}[\w*/,#?-]+", value.strip()):
            raise unfit("five_fields")
        return value

    @field_validator("timezone")
    @classmethod
    def _known_timezone(cls, value: str) -> str:
        return known_timezone(value)


def _known_period(value: str | None) -> str | None:
    if value is not None:
        period_of(value)
    return value


Retention = Annotated[str | None, AfterValidator(_known_period)]
"""How long something is kept, such as ``2 jaar``; left out: until it is taken away."""


class RetentionSettings(Strict):
    """How long publications are kept that are not the current one any more."""

    publications: Retention = None


class ReadingSettings(Strict):
    """How texts are read: ``model`` names a spaCy pipeline, or ``auto``.

    ``emergent`` also finds themes beside the codebook (decision 0160).
    """

    model: str = "auto"
    emergent: bool = False


class WorkspaceSettings(Strict):
    """Everything in ``feitenbasis.toml``."""

    language: Literal["nl", "en"] = "nl"
    region: RegionSettings
    privacy: PrivacySettings = PrivacySettings()
    schedule: ScheduleSettings = ScheduleSettings()
    reading: ReadingSettings = ReadingSettings()
    retention: RetentionSettings = RetentionSettings()


def unfit(kind: str, **values: str | int) -> PydanticCustomError:
    """Return the error for a value that does not fit; its sentence is ``setting_…``."""
    return PydanticCustomError(kind, "does not fit", values)


def plain_path(path: str) -> str:
    """Return ``path``; raise ``ValueError`` if a backslash made another character."""
    if any(ord(character) < 32 for character in path):
        raise unfit("path_control")
    return path


def known_timezone(name: str) -> str:
    """Return ``name`` if it is a time zone; raise ``ValueError`` if not."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise unfit("time_zone", name=name) from error
    return name


def utf8_text(data: bytes, *, where: str) -> str:
    """Return the text of a settings file; raise ``SettingsInvalid`` if it is none."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SettingsInvalid(
            "settings_no_utf8", where=where, number=error.start + 1
        ) from None


def settings_from_toml(text: str, *, where: str) -> WorkspaceSettings:
    """Return the checked settings; raise ``SettingsInvalid`` naming key and remedy."""
    return checked(WorkspaceSettings, toml_table(text, where=where), where=where)


def toml_table(text: str, *, where: str) -> dict[str, Any]:
    """Return the parsed TOML; raise ``SettingsInvalid`` with line and column."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsInvalid(
            "settings_no_toml",
            where=where,
            place=toml_place(error),
            advice=toml_advice(text, error),
        ) from error


def checked(model: type[_Model], table: dict[str, Any], *, where: str) -> _Model:
    """Return ``table`` as ``model``; raise ``SettingsInvalid`` naming every key."""
    try:
        return TypeAdapter(model).validate_python(table)
    except ValidationError as error:
        known = getattr(model, "model_fields", {})
        problems = tuple(
            setting_problem(dict(item), known=known) for item in error.errors()
        )
        raise SettingsInvalid(
            "settings_unfit", where=where, problems=problems
        ) from None
