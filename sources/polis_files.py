"""The files of a Polis export in, statements and last votes out, sign checked."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from domain.errors import SourceIncomplete
from domain.landing import RefusedRow
from domain.phrases import Phrase, phrase
from sources.numbered_rows import NumberedRow, read_numbered_rows, require_headings

AGREE, PASS, DISAGREE = 1, 0, -1
_COMMENT_HEADINGS = ("comment-id", "agrees", "disagrees", "moderated", "comment-body")
_VOTE_HEADINGS = ("timestamp", "comment-id", "voter-id", "vote")
_VOTER_HEADING = "participant"
_MODERATED_OUT = -1

_FIELDS = phrase("refused_row_fields")
_NO_STATEMENT = phrase("refused_no_statement")
_TWICE = phrase("refused_statement_twice")
_NO_VOTE = phrase("refused_no_vote")
_UNKNOWN = phrase("refused_vote_unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One comment of a conversation; the counts are those Polis gives itself."""

    comment_id: int
    text: str
    agree_count: int
    disagree_count: int
    is_moderated_out: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Votes:
    """What was voted: every vote cast, and the last of each voter per statement.

    ``times`` holds the first and last moment of each voter in milliseconds since 1970;
    an export of participants has none.
    """

    cast: Counter[tuple[int, int]] = field(default_factory=Counter)
    last: dict[int, dict[int, int]] = field(default_factory=dict)
    times: dict[int, tuple[int, int]] = field(default_factory=dict)


def read_statements(
    data: bytes, *, where: str
) -> tuple[dict[int, Statement], list[RefusedRow]]:
    """Return the statements of ``comments.csv`` by number, and rows set apart.

    Raises ``SourceIncomplete`` where the file is no such export.
    """
    table = read_numbered_rows(data, where=where)
    require_headings(table, _COMMENT_HEADINGS, where=where)
    found: dict[int, Statement] = {}
    refused: list[RefusedRow] = []
    for row in table.rows:
        statement = _statement(row)
        if statement is None:
            reason = _NO_STATEMENT if row.cells else _FIELDS
            refused.append(_refusal(row, "question", where, reason))
        elif statement.comment_id in found:
            refused.append(_refusal(row, "question", where, _TWICE))
        else:
            found[statement.comment_id] = statement
    if not found:
        raise SourceIncomplete("no_statement_readable", where=where)
    return dict(sorted(found.items())), refused


def read_votes(
    data: bytes, *, statements: Mapping[int, Statement], where: str
) -> tuple[Votes, list[RefusedRow]]:
    """Return the votes of ``votes.csv``, and rows set apart.

    The last vote is the one with the latest time; of equal times the lower row.
    """
    table = read_numbered_rows(data, where=where)
    require_headings(table, _VOTE_HEADINGS, where=where)
    votes, refused = Votes(), []
    moments: dict[tuple[int, int], int] = {}
    for row in table.rows:
        numbers = _numbers(row, _VOTE_HEADINGS)
        if numbers is None or numbers[3] not in (AGREE, PASS, DISAGREE):
            reason = _NO_VOTE if row.cells else _FIELDS
            refused.append(_refusal(row, "answer", where, reason))
            continue
        moment, comment_id, voter_id, vote = numbers
        if comment_id not in statements or voter_id < 0:
            refused.append(_refusal(row, "answer", where, _UNKNOWN))
            continue
        votes.cast[comment_id, vote] += 1
        _note_time(votes, voter_id, moment)
        if moment >= moments.get((voter_id, comment_id), moment):
            moments[voter_id, comment_id] = moment
            votes.last.setdefault(voter_id, {})[comment_id] = vote
    return votes, refused


def read_participants_votes(
    data: bytes, *, statements: Mapping[int, Statement], where: str
) -> tuple[Votes, list[RefusedRow]]:
    """Return the votes of ``participants-votes.csv``: a row per voter, no times."""
    table = read_numbered_rows(data, where=where)
    require_headings(table, [_VOTER_HEADING], where=where)
    columns = [name for name in table.headings if name.isascii() and name.isdigit()]
    strange = [name for name in columns if int(name) not in statements]
    if strange or not columns:
        counts = {"strange": len(strange), "all": len(columns)}
        raise SourceIncomplete("columns_no_statement", where=where, **counts)
    votes, refused = Votes(), []
    for row in table.rows:
        last = _votes_of(row, columns)
        voter = _numbers(row, [_VOTER_HEADING])
        if last is None or voter is None or voter[0] in votes.last:
            reason = _NO_VOTE if row.cells else _FIELDS
            refused.append(_refusal(row, "response", where, reason))
            continue
        votes.last[voter[0]] = last
        votes.cast.update(last.items())
    return votes, refused


def _statement(row: NumberedRow) -> Statement | None:
    numbers = _numbers(row, _COMMENT_HEADINGS[:4])
    text = row.cells.get("comment-body", "").strip()
    if numbers is None or not text or min(numbers[:3]) < 0:
        return None
    comment_id, agrees, disagrees, moderated = numbers
    return Statement(
        comment_id=comment_id,
        text=text,
        agree_count=agrees,
        disagree_count=disagrees,
        is_moderated_out=moderated == _MODERATED_OUT,
    )


def _votes_of(row: NumberedRow, columns: list[str]) -> dict[int, int] | None:
    texts = {int(name): row.cells.get(name, "").strip() for name in columns}
    found = {name: _whole(text) for name, text in texts.items() if text}
    if not row.cells or not set(found.values()) <= {AGREE, PASS, DISAGREE}:
        return None
    return {name: vote for name, vote in found.items() if vote is not None}


def _numbers(row: NumberedRow, headings: Iterable[str]) -> list[int] | None:
    found = [_whole(row.cells.get(heading, "").strip()) for heading in headings]
    whole = [number for number in found if number is not None]
    return whole if len(whole) == len(found) else None


def _whole(text: str) -> int | None:
    """Return a whole number of at most eighteen digits; spreadsheets add ``.0``."""
    digits = text.removesuffix(".0").removeprefix("-")
    if not digits.isascii() or not digits.isdigit() or len(digits) > 18:
        return None
    return int(text.removesuffix(".0"))


def _note_time(votes: Votes, voter_id: int, moment: int) -> None:
    first, last = votes.times.get(voter_id, (moment, moment))
    votes.times[voter_id] = (min(first, moment), max(last, moment))


def _refusal(row: NumberedRow, table: str, where: str, reason: Phrase) -> RefusedRow:
    return RefusedRow(
        table=table,
        item=where,
        row_key=phrase("the_row", number=row.number),
        rule=f"polis_{table}",
        reason=reason,
    )


def voters(votes: Votes, *, shown: Iterable[int]) -> Iterator[int]:
    """Yield, in order, who voted on at least one of the statements ``shown``."""
    kept = set(shown)
    for voter_id in sorted(votes.last):
        if not kept.isdisjoint(votes.last[voter_id]):
            yield voter_id
