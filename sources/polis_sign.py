"""Votes and the counts Polis gives of them in, the sign that means "agree" out."""

from collections import Counter
from collections.abc import Iterable, Mapping

from domain.errors import SettingsInvalid, SourceIncomplete
from sources.polis_files import AGREE, DISAGREE, Statement, Votes

_WIDEST_DEVIATION = 0.05


def agree_sign(
    votes: Votes,
    statements: Iterable[Statement],
    *,
    declared: int | None,
    where: str,
) -> int:
    """Return the sign that means "agree", held against the counts Polis gives.

    Some exports write agree as -1. Those counts take in votes that were changed later,
    so either every vote cast or the last ones may fit. Votes on what moderators took
    out are in some exports and not in others, so they only count where the others fit
    both signs. Raises ``SourceIncomplete`` where neither sign comes within five
    percent, or where both do and none is declared; ``SettingsInvalid`` where only the
    other sign than the ``declared`` one does.
    """
    known = list(statements)
    counted = [each for each in known if not each.is_moderated_out]
    fitting = _fitting(votes, counted)
    if len(fitting) > 1:
        fitting = _fitting(votes, known) or fitting
    if declared in fitting:
        fitting = [declared]
    if len(fitting) == 1:
        if declared is not None and declared not in fitting:
            raise SettingsInvalid(
                "votes_against_sign", where=where, declared=declared, counted=fitting[0]
            )
        return fitting[0]
    key = "votes_undecided" if fitting else "votes_unfit"
    raise SourceIncomplete(key, where=where)


def votes_missing(votes: Votes, statements: Iterable[Statement], *, agree: int) -> int:
    """Return how many votes for or against are counted and were not read.

    Polis counts now and then, so more votes than it counted are no fault; fewer are a
    file that was cut off or filtered. Held against whichever fits best: every vote
    cast, or the last ones.
    """
    known = [each for each in statements if not each.is_moderated_out]
    counts = min(_counts(votes), key=lambda each: _off(each, known, agree))
    return sum(
        max(each.agree_count - counts[each.comment_id, agree], 0)
        + max(each.disagree_count - counts[each.comment_id, -agree], 0)
        for each in known
    )


def _fitting(votes: Votes, statements: list[Statement]) -> list[int]:
    return [
        sign
        for sign in (AGREE, DISAGREE)
        if _deviation(votes, statements, sign) <= _WIDEST_DEVIATION
    ]


def _deviation(votes: Votes, statements: list[Statement], sign: int) -> float:
    held = sum(each.agree_count + each.disagree_count for each in statements)
    least = min(_off(counts, statements, sign) for counts in _counts(votes))
    return least / max(held, 1)


def _off(
    counts: Mapping[tuple[int, int], int], statements: list[Statement], sign: int
) -> int:
    return sum(
        abs(each.agree_count - counts[each.comment_id, sign])
        + abs(each.disagree_count - counts[each.comment_id, -sign])
        for each in statements
    )


def _counts(votes: Votes) -> tuple[Counter[tuple[int, int]], Counter[tuple[int, int]]]:
    """Return the votes per statement and sign: all that were cast, and the last ones.

    Polis gives either, depending on its version.
    """
    last = Counter(
        (comment_id, vote)
        for choices in votes.last.values()
        for comment_id, vote in choices.items()
    )
    return votes.cast, last
