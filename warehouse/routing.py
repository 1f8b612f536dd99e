"""Which answers lead past which question in, what its base tells of them out.

A question asked only of those who said yes has a base that is the number of those who
did, or nearly. So questions are hidden in the order in which they lead to each other,
and each knows the bases of those it leads to.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter

from warehouse.followed_bases import led_there
from warehouse.spreads import (
    EVERYONE,
    NONE_GIVEN,
    Followed,
    Group,
    Hidden,
    Rows,
    Spread,
    Told,
    Wave,
)

Routes = Mapping[tuple[str, str], frozenset[str]]
"""By filter and question led to: the answers to the filter that lead past it."""


def routes_of(rows: Rows) -> Routes:
    """Sort the rows of ``routed_answer``; no question leads back to itself."""
    found: dict[tuple[str, str], set[str]] = {}
    for row in sorted(rows, key=lambda row: (row["question_id"], row["filter_id"])):
        pair = row["filter_id"], row["question_id"]
        found.setdefault(pair, set()).add(row["option_code"])
    kept: dict[tuple[str, str], frozenset[str]] = {}
    for pair, past in found.items():
        if _is_acyclic([*kept, pair]):
            kept[pair] = frozenset(past)
    return kept


def _is_acyclic(pairs: Iterable[tuple[str, str]]) -> bool:
    before: dict[str, set[str]] = {}
    for first, then in pairs:
        before.setdefault(then, set()).add(first)
    try:
        TopologicalSorter(before).prepare()
    except CycleError:
        return False
    return True


def in_order(
    components: Iterable[Sequence[Spread]], routes: Routes
) -> list[Sequence[Spread]]:
    """Return what belongs together after all that leads to it, else as given."""
    found = list(components)
    if not routes:
        return found
    place = {each.subject: n for n, spreads in enumerate(found) for each in spreads}
    before: dict[int, set[int]] = {number: set() for number in range(len(found))}
    for first, then in routes:
        if first in place and then in place and place[first] != place[then]:
            before[place[then]].add(place[first])
    try:
        order = list(TopologicalSorter(before).static_order())
    except CycleError:
        # Places of two rankings that lead to each other: one of them goes first.
        order = list(range(len(found)))
    return [found[number] for number in order]


def without_nobody(spread: Spread) -> tuple[Spread, frozenset[Group]]:
    """Return the spread of the groups in which anybody answered, and the others."""
    nobody = frozenset(group for group, base in spread.bases.items() if base == 0)
    if not nobody:
        return spread, nobody
    held = replace(
        spread,
        counts={at: n for at, n in spread.counts.items() if at[0] not in nobody},
        bases={group: n for group, n in spread.bases.items() if group not in nobody},
    )
    return held, nobody


def with_followed(
    spread: Spread, routes: Routes, questions: Mapping[str, Spread], wave: Wave
) -> Spread:
    """Return the spread with the bases of ``questions`` that it leads to."""
    alike: dict[tuple[object, ...], Followed] = {}
    for (first, then), past in routes.items():
        if first != spread.subject or then not in questions:
            continue
        asked = questions[then]
        followed = Followed(
            subjects=(then,),
            past=past,
            bases=asked.bases,
            price=float(len(asked.answers) + bool(asked.merged)),
            before=asked.bases_before,
        )
        led = led_there(followed, spread, wave.sizes, EVERYONE)
        if led < asked.bases.get(EVERYONE, 0):
            continue
        key = (past, *sorted(asked.bases.items()), *sorted(asked.bases_before.items()))
        if key in alike:
            followed = replace(
                alike[key],
                subjects=(*alike[key].subjects, then),
                price=alike[key].price + followed.price,
            )
        alike[key] = followed
    return replace(spread, followed=tuple(alike.values()))


def told_bases(
    spreads: Iterable[Spread], wave: Wave, hidden: Hidden, *, small: frozenset[Group]
) -> dict[str, dict[Group, Told]]:
    """Return per question and group how many were led there, where that is shown.

    It is the sum of the answers that lead there, or the size less those that lead past.
    """
    told: dict[str, dict[Group, Told]] = {}
    for spread in spreads:
        dropped = small | hidden.dropped.get(spread.subject, frozenset())
        for followed in spread.followed:
            everyone = led_there(followed, spread, wave.sizes, EVERYONE)
            all_answered = everyone == followed.bases.get(EVERYONE, 0)
            is_led = NONE_GIVEN in followed.past
            telling = [a for a in spread.answers if (a in followed.past) is not is_led]
            for group, base in followed.bases.items():
                figures = {(spread.subject, group, answer) for answer in telling}
                people = led_there(followed, spread, wave.sizes, group)
                if group in dropped or figures & hidden.figures or people < base:
                    continue
                for subject in followed.subjects:
                    own = told.setdefault(subject, {})
                    own.setdefault(group, Told(people, all_answered))
    return told
