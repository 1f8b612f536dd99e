"""A Polis export in, a landed survey out: statements people agree with, pass or not.

A voter becomes a response, a statement a subquestion on three points, so that nothing
behind the door needs to know where it came from.
"""

import html
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from domain.declarations import STATEMENT, PolisSource
from domain.identifiers import sha256_hex
from domain.landing import Manifest, RefusedRow, SurveyExpectation
from domain.phrases import Phrase, phrase
from domain.surveys import (
    UNTIMED,
    AnswerOption,
    Question,
    Subquestion,
    SurveyStructure,
)
from sources.landing import LandingStore
from sources.limesurvey_columns import columns_from_questions
from sources.polis_files import (
    AGREE,
    DISAGREE,
    PASS,
    Statement,
    Votes,
    read_participants_votes,
    read_statements,
    read_votes,
    voters,
)
from sources.polis_sign import agree_sign, votes_missing
from sources.saved_files import saved_bytes
from sources.survey_shelf import shelf_of_files

_ARRAY = "F"
_OPTIONS = (
    (DISAGREE, "N", {"nl": "Oneens", "en": "Disagree"}),
    (PASS, "P", {"nl": "Pas", "en": "Pass"}),
    (AGREE, "A", {"nl": "Eens", "en": "Agree"}),
)
_QUESTION = {"nl": "Stelling", "en": "Statement"}
_SHORTEST_MILLISECONDS = 10**11
"""Exports of some clones give seconds; no vote was cast before 1973 either way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """A conversation as read: ``agree`` is the sign that means so in ``votes``."""

    statements: dict[int, Statement]
    votes: Votes
    agree: int
    refused: tuple[RefusedRow, ...]
    comments_sha256: str
    votes_sha256: str

    @property
    def shown(self) -> list[Statement]:
        """The statements that moderators did not take out."""
        return [each for each in self.statements.values() if not each.is_moderated_out]


def read_polis(declaration: PolisSource, *, root: Path) -> Conversation:
    """Read the export that a declaration names, relative to ``root``.

    Raises ``SettingsInvalid`` for a file that is not there or a declared sign that the
    counts contradict, ``SourceIncomplete`` for a file that is no Polis export, or
    votes that do not fit the counts.
    """
    comments = saved_bytes(root, declaration.comments, setting="comments")
    statements, refused = read_statements(comments, where=declaration.comments)
    where = declaration.votes or declaration.participants_votes or ""
    setting = "votes" if declaration.votes else "participants_votes"
    data = saved_bytes(root, where, setting=setting)
    read = read_votes if declaration.votes else read_participants_votes
    votes, more = read(data, statements=statements, where=where)
    agree = agree_sign(
        votes, statements.values(), declared=declaration.agree, where=where
    )
    return Conversation(
        statements=statements,
        votes=votes,
        agree=agree,
        refused=(*refused, *more),
        comments_sha256=sha256_hex(comments),
        votes_sha256=sha256_hex(data),
    )


def collect_polis(
    declaration: PolisSource,
    *,
    source_id: str,
    root: Path,
    key: bytes,
    landing: LandingStore,
) -> Manifest:
    """Land a conversation as a survey named after its source.

    Items are put in ``landing``; the manifest is for the caller to write. Raises as
    ``read_polis`` does.
    """
    conversation = read_polis(declaration, root=root)
    structure = _structure(declaration, conversation, source_id=source_id)
    shelf = shelf_of_files(
        _rows(conversation, structure),
        structure=structure,
        wave=declaration.wave,
        panel=declaration.panel,
        key=key,
        landing=landing,
        structure_sha256=conversation.comments_sha256,
        rows_sha256=conversation.votes_sha256,
    )
    refused_voters = sum(row.table == "response" for row in conversation.refused)
    expectation = SurveyExpectation(
        survey_id=source_id,
        wave=declaration.wave,
        expected_count=shelf.row_count + refused_voters,
    )
    return Manifest(
        source_id=source_id,
        kind=declaration.kind,
        retrieved_at=datetime.now(UTC).isoformat(timespec="seconds"),
        items=tuple(shelf.items),
        expectations=(expectation,),
        warnings=(*shelf.warnings, *_remarks(conversation)),
        refused=conversation.refused,
    )


def _structure(
    declaration: PolisSource, conversation: Conversation, *, source_id: str
) -> SurveyStructure:
    language = declaration.language
    question = Question(
        code=STATEMENT,
        type=_ARRAY,
        group="",
        position=1,
        has_other=False,
        is_hidden=False,
        texts={language: _QUESTION.get(language, _QUESTION["en"])},
        subquestions=tuple(
            Subquestion(
                code=str(statement.comment_id),
                scale=0,
                position=position,
                # Texts of questions may hold markup, those of Polis never do.
                texts={language: html.escape(statement.text, quote=False)},
            )
            for position, statement in enumerate(conversation.shown, start=1)
        ),
        options=tuple(
            AnswerOption(code=code, scale=0, position=position, labels=labels)
            for position, (_, code, labels) in enumerate(_OPTIONS, start=1)
        ),
    )
    return SurveyStructure(
        survey_id=source_id,
        languages=(language,),
        titles={language: declaration.title or source_id},
        is_anonymised=False,
        has_datestamp=bool(conversation.votes.times),
        questions=(question,),
        columns=tuple(columns_from_questions([question], ranks={})),
    )


def _rows(
    conversation: Conversation, structure: SurveyStructure
) -> Iterator[dict[str, Any]]:
    """Yield one row per voter, as an export of LimeSurvey would have it.

    Polis numbers voters from 0 and responses count from 1.
    """
    codes = {value * conversation.agree: code for value, code, _ in _OPTIONS}
    headings = [
        (each.heading, int(each.subquestion_code)) for each in structure.columns
    ]
    shown = [number for _, number in headings]
    for voter_id in voters(conversation.votes, shown=shown):
        choices = conversation.votes.last[voter_id]
        moments = conversation.votes.times.get(voter_id)
        first, last = map(_written, moments) if moments else (None, UNTIMED)
        yield {
            "id": voter_id + 1,
            "token": f"voter:{voter_id}",
            "submitdate": last,
            "startdate": first,
            "datestamp": None,
            **{
                heading: codes[choices[number]] if number in choices else None
                for heading, number in headings
            },
        }


def _written(moment: int) -> str:
    seconds = moment / 1000 if moment >= _SHORTEST_MILLISECONDS else float(moment)
    try:
        return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M:%S")
    except (ValueError, OverflowError, OSError):
        return UNTIMED


def _remarks(conversation: Conversation) -> Iterator[Phrase]:
    hidden = [s for s in conversation.statements.values() if s.is_moderated_out]
    shown = [statement.comment_id for statement in conversation.shown]
    if hidden:
        whole = len(conversation.statements)
        yield phrase("remark_statements_out", count=len(hidden), whole=whole)
    silent = len(conversation.votes.last) - len(
        list(voters(conversation.votes, shown=shown))
    )
    if silent:
        yield phrase("remark_voters_out", count=silent)
    statements = conversation.statements.values()
    missing = votes_missing(conversation.votes, statements, agree=conversation.agree)
    if missing:
        yield phrase("remark_votes_missing", count=missing)
    if conversation.agree != AGREE:
        yield phrase("remark_minus_agrees")
