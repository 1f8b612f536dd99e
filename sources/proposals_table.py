"""A table of proposals in, its rows as an export of LimeSurvey has them out."""

import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from domain.declarations import (
    AUTHOR_GROUP,
    PROPOSAL_BODY,
    PROPOSAL_REGION,
    PROPOSAL_TITLE,
    PROPOSAL_VOTES,
    PROPOSAL_VOTES_AGAINST,
    ProposalsSource,
)
from domain.errors import SettingsInvalid, SourceIncomplete
from domain.identifiers import sha256_hex
from domain.landing import RefusedRow
from domain.phrases import Phrase, phrase
from domain.surveys import UNTIMED
from sources.numbered_rows import NumberedRow, read_numbered_rows
from sources.saved_files import saved_bytes

_ANYTHING = "*"
_RULE = "proposal_row"
_FIELDS = phrase("refused_proposal_fields")
_NO_ID = phrase("refused_proposal_no_id")
_TWICE = phrase("refused_proposal_twice")
_NO_TEXT = phrase("refused_proposal_no_text")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposals:
    """A table as read: ``rows`` rise by number and look like an export of LimeSurvey.

    ``left_out`` counts proposals left out by heading; ``columns`` says which heading
    holds what.
    """

    rows: tuple[dict[str, Any], ...]
    refused: tuple[RefusedRow, ...]
    left_out: dict[str, int]
    columns: dict[str, str]
    untimed_count: int
    sha256: str


def read_proposals(declaration: ProposalsSource, *, root: Path) -> Proposals:
    """Read the table that a declaration names, relative to ``root``.

    Raises ``SettingsInvalid`` for a file or heading that is not there,
    ``SourceIncomplete`` for a file that is no table or holds no proposal.
    """
    data = saved_bytes(root, declaration.path, setting="path")
    table = read_numbered_rows(data, where=declaration.path)
    columns = _columns(declaration, table.headings)
    unwanted = _unwanted(declaration, table.headings)
    found: dict[int, dict[str, Any]] = {}
    refused: list[RefusedRow] = []
    left_out: Counter[str] = Counter()
    for row in table.rows:
        heading = _left_out_by(row, unwanted)
        problem = _problem(row, columns, found)
        if heading:
            left_out[heading] += 1
        elif problem:
            refused.append(_refusal(row, declaration.path, problem))
        else:
            landed = _landed(row, columns, declaration)
            found[landed["id"]] = landed
    if not found:
        raise SourceIncomplete("no_proposal_readable", where=declaration.path)
    return Proposals(
        rows=tuple(found[number] for number in sorted(found)),
        refused=tuple(refused),
        left_out=dict(left_out),
        columns=columns,
        untimed_count=sum(row["submitdate"] == UNTIMED for row in found.values()),
        sha256=sha256_hex(data),
    )


@cache
def _known() -> dict[str, Any]:
    path = Path(__file__).with_name("proposal_headings.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _columns(declaration: ProposalsSource, headings: tuple[str, ...]) -> dict[str, str]:
    """Return the heading of each column that is declared or known.

    Raises ``SettingsInvalid`` for a declared heading the file does not have, or where
    nothing says what the number and the text of a proposal are.
    """
    found: dict[str, str] = {}
    for name, heading in declaration.columns.model_dump().items():
        known = _known()["columns"].get(name, [])
        tried = [each.format(language=declaration.language) for each in known]
        present = [
            each for each in ([heading] if heading else tried) if each in headings
        ]
        if present:
            found[name] = present[0]
        elif heading:
            raise SettingsInvalid(
                "proposals_heading_missing", where=declaration.path, heading=heading
            )
    if "id" not in found or not {"title", "body"} & found.keys():
        raise SettingsInvalid("proposals_headings_unknown", where=declaration.path)
    return found


def _unwanted(
    declaration: ProposalsSource, headings: tuple[str, ...]
) -> dict[str, set[str]]:
    """Return the values per heading by which a proposal is left out."""
    rules = {**_known()["leave_out"], **declaration.leave_out}
    missing = [name for name in declaration.leave_out if name not in headings]
    if missing:
        raise SettingsInvalid(
            "proposals_heading_missing", where=declaration.path, heading=missing[0]
        )
    return {
        heading: {value.casefold() for value in values}
        for heading, values in rules.items()
        if heading in headings
    }


def _left_out_by(row: NumberedRow, unwanted: Mapping[str, set[str]]) -> str:
    for heading, values in unwanted.items():
        text = row.cells.get(heading, "").strip().casefold()
        if text and (text in values or _ANYTHING in values):
            return heading
    return ""


def _problem(
    row: NumberedRow, columns: Mapping[str, str], found: Mapping[int, object]
) -> Phrase | None:
    if not row.cells:
        return _FIELDS
    number = _cell(row, columns, "id").removesuffix(".0")
    if not number.isascii() or not number.isdigit() or not 0 < int(number) < 10**15:
        return _NO_ID
    if int(number) in found:
        return _TWICE
    texts = (_cell(row, columns, name) for name in ("title", "summary", "body"))
    return None if any(texts) else _NO_TEXT


def _landed(
    row: NumberedRow, columns: Mapping[str, str], declaration: ProposalsSource
) -> dict[str, Any]:
    parts = [_cell(row, columns, name) for name in ("summary", "body")]
    author = _cell(row, columns, "author")
    answers = {
        PROPOSAL_TITLE: _cell(row, columns, "title"),
        PROPOSAL_BODY: "\n\n".join(part for part in parts if part),
        AUTHOR_GROUP: _cell(row, columns, "group") or declaration.author_group or "",
        PROPOSAL_REGION: _cell(row, columns, "region"),
        PROPOSAL_VOTES: _cell(row, columns, "votes"),
        PROPOSAL_VOTES_AGAINST: _cell(row, columns, "votes_against"),
    }
    kept = answered_codes(columns, declaration)
    return {
        "id": int(_cell(row, columns, "id").removesuffix(".0")),
        "token": f"author:{author}" if author else "",
        "submitdate": _moment(_cell(row, columns, "created"), declaration.timezone),
        **{code: text for code, text in answers.items() if code in kept},
    }


def answered_codes(
    columns: Mapping[str, str], declaration: ProposalsSource
) -> frozenset[str]:
    """Return the codes of the questions that this table answers at all."""
    asked = {
        PROPOSAL_TITLE: "title" in columns,
        PROPOSAL_BODY: bool({"summary", "body"} & columns.keys()),
        AUTHOR_GROUP: "group" in columns or bool(declaration.author_group),
        PROPOSAL_REGION: "region" in columns,
        PROPOSAL_VOTES: "votes" in columns,
        PROPOSAL_VOTES_AGAINST: "votes_against" in columns,
    }
    return frozenset(code for code, is_asked in asked.items() if is_asked)


def _cell(row: NumberedRow, columns: Mapping[str, str], name: str) -> str:
    return row.cells.get(columns.get(name, ""), "").strip()


def _moment(text: str, timezone: str) -> str:
    """Return a moment in the time of the declaration, or the mark for "not kept".

    A day without a time is taken at noon, so that it is that day in UTC as well; a
    spreadsheet writes it as midnight.
    """
    try:
        moment = datetime.fromisoformat(text.removesuffix(" UTC") or "-")
        if text.endswith(" UTC"):
            moment = moment.replace(tzinfo=UTC)
        if moment.tzinfo is not None:
            moment = moment.astimezone(ZoneInfo(timezone)).replace(tzinfo=None)
        elif moment.time() == time.min:
            moment = moment.replace(hour=12)
    except (ValueError, OverflowError):
        # A placeholder such as 9999-12-31 has no counterpart in another zone.
        return UNTIMED
    return moment.isoformat(" ", "seconds")


def _refusal(row: NumberedRow, where: str, reason: Phrase) -> RefusedRow:
    return RefusedRow(
        table="response",
        item=where,
        row_key=phrase("the_row", number=row.number),
        rule=_RULE,
        reason=reason,
    )
