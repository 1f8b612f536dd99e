"""The sheets of the review book: which columns each has, and what may stand in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from tomllib import loads
from typing import Any

from domain.gazetteers import Sector
from domain.readings import InitiativeKind, InitiativeStatus

LANGUAGES = ("nl", "en")


class Sheet(StrEnum):
    """One sheet that people fill in."""

    INITIATIVES = "initiatives"
    MERGES = "merges"
    ORGANISATIONS = "organisations"
    PASSAGES = "passages"
    REDACTIONS = "redactions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column; people fill in only the answers, some by choosing."""

    key: str
    width: int = 14
    is_answer: bool = False
    is_hidden: bool = False
    choices: tuple[str, ...] = ()


def _answer(key: str, *choices: str, width: int = 16) -> Column:
    return Column(key=key, width=width, is_answer=True, choices=choices)


def _hidden(key: str) -> Column:
    return Column(key=key, is_hidden=True)


_NOTE = _answer("note", width=24)
SHEETS: Mapping[Sheet, tuple[Column, ...]] = {
    Sheet.INITIATIVES: (
        _hidden("initiative_id"),
        Column(key="name", width=34),
        _answer("verdict", "right", "changed", "none"),
        Column(key="kind"),
        Column(key="status", width=16),
        Column(key="lead", width=24),
        Column(key="sector"),
        Column(key="start_year", width=9),
        Column(key="end_year", width=9),
        Column(key="mention_count", width=11),
        Column(key="confidence", width=9),
        Column(key="context", width=60),
        Column(key="origin", width=26),
        _answer("new_name", width=30),
        _answer("new_kind", *InitiativeKind),
        _answer("new_status", *InitiativeStatus),
        _answer("new_lead", width=24),
        _answer("new_sector", *Sector),
        _answer("new_start_year", width=10),
        _answer("new_end_year", width=10),
        _NOTE,
    ),
    Sheet.MERGES: (
        _hidden("initiative_id"),
        _hidden("other_id"),
        Column(key="name", width=34),
        Column(key="other_name", width=34),
        _answer("verdict", "same", "apart"),
        Column(key="reason", width=30),
        Column(key="context", width=50),
        Column(key="other_context", width=50),
        _NOTE,
    ),
    Sheet.ORGANISATIONS: (
        _hidden("organisation_id"),
        Column(key="name", width=34),
        Column(key="kind", width=18),
        Column(key="sector"),
        Column(key="mention_count", width=11),
        Column(key="context", width=60),
        _answer("same_as", width=34),
        _answer("new_sector", *Sector),
        _NOTE,
    ),
    Sheet.PASSAGES: (
        _hidden("passage_id"),
        Column(key="text", width=80),
        Column(key="origin", width=26),
        Column(key="themes", width=28),
        _answer("verdict", "right", "changed"),
        _answer("new_themes", width=28),
        _answer("missed_words", width=28),
        _NOTE,
    ),
    Sheet.REDACTIONS: (
        _hidden("passage_id"),
        Column(key="replaced", width=22),
        Column(key="context", width=80),
        Column(key="origin", width=34),
        _answer("released_words", width=34),
        _answer("missed_words", width=34),
        _NOTE,
    ),
}
DECISION_COLUMNS = (
    Column(key="about"),
    Column(key="name", width=34),
    Column(key="field"),
    Column(key="value", width=30),
    Column(key="decided_by", width=18),
    Column(key="decided_at", width=22),
    Column(key="effect", width=28),
    Column(key="note", width=24),
)


@cache
def review_texts() -> Mapping[str, Mapping[str, Any]]:
    """Return what the book says, by language."""
    file = Path(__file__).with_name("review_sheets.toml")
    return loads(file.read_text(encoding="utf-8"))


def field_label(field: str, *, language: str) -> str:
    """Return how people call what was decided; the name of another stays as it is."""
    return str(review_texts()[language]["columns"].get(field, field))


def value_label(value: str, *, language: str) -> str:
    """Return how people call a chosen value; what they wrote stays as it is."""
    return str(review_texts()[language]["choices"].get(value, value))


def choice_of(shown: str, choices: tuple[str, ...]) -> str | None:
    """Return the choice that stands for what a cell shows, in either language."""
    wanted = shown.strip().casefold()
    for choice in choices:
        labels = {review_texts()[each]["choices"][choice] for each in LANGUAGES}
        if wanted in {choice, *(label.casefold() for label in labels)}:
            return choice
    return None
