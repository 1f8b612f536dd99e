"""What a wave and its answers look like to disclosure control: groups and spreads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Rows = Sequence[Mapping[str, Any]]
"""Rows of a table of the build."""
Group = tuple[str, str]
"""A grouping and the name of one of its groups."""
EVERYONE: Group = ("all", "all")


def group_of(row: Mapping[str, Any]) -> Group:
    """Return the group a row is about."""
    return row["grouping"], row["group_name"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Nested:
    """Groups of one grouping of whom all are in some groups of another.

    Who else is in ``wholes`` is what subtraction leaves.
    """

    parts: tuple[Group, ...]
    wholes: tuple[Group, ...]

    def others(self, counts: Mapping[Group, float]) -> float:
        """Return how many of ``counts`` are in the wholes and not in the parts."""
        inside = sum(counts.get(group, 0) for group in self.parts)
        return sum(counts.get(group, 0) for group in self.wholes) - inside


@dataclass(frozen=True, slots=True, kw_only=True)
class Wave:
    """Who took part in a wave: the size of each group, and which hold which.

    ``wholes`` maps a group to the group of another grouping that holds all of it;
    only groupings that divide every group of the other are given. ``nested`` are groups
    that hold others and somebody else besides. ``before`` says of groups that are as
    they were in the publication before whether their size was shown.
    """

    sizes: Mapping[Group, int]
    wholes: Mapping[Group, Group] = field(default_factory=dict)
    nested: tuple[Nested, ...] = ()
    before: Mapping[Group, bool] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many respondents count in the wave."""
        return self.sizes[EVERYONE]

    def groupings(self) -> dict[str, list[Group]]:
        """Return the groups of each grouping but the total."""
        found: dict[str, list[Group]] = {}
        for group in self.sizes:
            if group != EVERYONE:
                found.setdefault(group[0], []).append(group)
        return found


NONE_GIVEN = ""
"""Stands for the answer of whoever gave none, among those that lead past a question."""


@dataclass(frozen=True, slots=True)
class Told:
    """How many were led to a question, and whether all of them answered it."""

    people: int
    all_answered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """How many answered a question that some answers to another one lead past.

    ``subjects`` are questions with the same ``bases``, ``past`` the answers that do not
    lead to them. ``price`` is how many rows of theirs a group has. ``before`` says of
    groups that are as they were whether their base was shown.
    """

    subjects: tuple[str, ...]
    past: frozenset[str]
    bases: Mapping[Group, int]
    price: float
    before: Mapping[Group, bool] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Stands for the answer in the row that shows the base."""
        return f"(base of {self.subjects[0]})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """The answers to one question, or the mentions of one theme, in one wave.

    ``counts`` gives respondents per group and answer, ``bases`` those who answered at
    all. With ``is_exclusive`` everybody in the base is at one answer; without, each
    answer stands alone against the rest of the base. ``merged`` are further figures,
    each the sum of some answers out of the sum of others; all merged figures of a
    group are one published row. ``role`` is what the question is for; ``closed`` are
    groups hidden though large enough: their figures would tell on everybody in them.
    ``before`` says of every row of groups that are as they were in the publication
    before whether it was shown there; merged figures are the row ``MERGED``. ``told``
    gives of groups how many were led here, by answers to another question that are
    shown, although the group may be hidden here.
    """

    subject: str
    counts: Mapping[tuple[Group, str], int]
    bases: Mapping[Group, int]
    is_exclusive: bool = True
    merged: Sequence[tuple[Sequence[str], Sequence[str]]] = ()
    role: str = ""
    closed: frozenset[Group] = frozenset()
    before: Mapping[tuple[Group, str], bool] = field(default_factory=dict)
    followed: tuple[Followed, ...] = ()
    told: Mapping[Group, Told] = field(default_factory=dict)

    @property
    def bases_before(self) -> dict[Group, bool]:
        """Of each group that is as it was, whether any of its rows was shown."""
        found: dict[Group, bool] = {}
        for (group, _), is_shown in self.before.items():
            found[group] = found.get(group, False) or is_shown
        return found

    @property
    def answers(self) -> list[str]:
        """The answers in order."""
        return list(dict.fromkeys(answer for _, answer in self.counts))


Figure = tuple[str, Group, str]
"""A published row: its subject, group and answer."""
MERGED = "(merged)"
"""Stands for the answer in a row of merged figures."""


@dataclass(slots=True)
class Hidden:
    """What is hidden, and how it came out.

    ``primary`` rows break the rule by themselves; the others of ``figures`` keep those
    from being computed. ``recoverable`` counts what the audit could still narrow.
    With ``must_stand`` no choice keeps them hidden from who has the publication before
    as well: only its figures can be shown again. ``dropped`` are the groups hidden
    altogether, by subject. ``closed`` are the groups to hide of questions that answers
    to these lead to: how many answered there would give a hidden count away.
    """

    figures: set[Figure] = field(default_factory=set)
    primary: int = 0
    recoverable: int = 0
    left_out: list[str] = field(default_factory=list)
    must_stand: bool = False
    dropped: Mapping[str, frozenset[Group]] = field(default_factory=dict)
    closed: Mapping[str, frozenset[Group]] = field(default_factory=dict)
