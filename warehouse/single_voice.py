"""The groups of a spread in, those whose figures would be about somebody known out.

Two ways in which a figure over enough people still tells of each of them: everybody in
the group gave one answer, or one organisation is most of the group. Which answers are
opinions, and so meant to be told, is in ``domain.privacy``.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from domain.privacy import DisclosureRule
from warehouse.spreads import EVERYONE, Group, Spread

Subject = tuple[str, str]
"""A kind of figure (size, answer or theme) and its question."""


def unanimous_groups(spread: Spread, *, rule: DisclosureRule) -> frozenset[Group]:
    """Return the groups in which everybody gave one and the same answer.

    Where everybody of the wave did, it tells nothing of a group, and where the question
    made the groups it tells nothing new: then there are none.
    """
    found = frozenset(
        group
        for (group, _), count in spread.counts.items()
        if count == spread.bases[group]
        and not rule.hides_base(count)
        and group[0] != spread.role
    )
    return frozenset() if EVERYONE in found else found


def dominated_groups(
    rows: Iterable[Mapping[str, Any]],
) -> dict[Subject, frozenset[Group]]:
    """Return per kind of figure and question the groups that one organisation fills."""
    found: dict[Subject, set[Group]] = {}
    for row in rows:
        subject = row["kind"], row["subject_id"]
        found.setdefault(subject, set()).add((row["grouping"], row["group_name"]))
    return {subject: frozenset(groups) for subject, groups in found.items()}
