"""Mentions from all passages in, the initiatives behind them out.

Ids come from the normalised name and its guard, so that more mentions of the same name
change nothing. Where a later document brings a longer official name, the initiatives of
the run before (``earlier``) pass their ids on.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.gazetteers import Sector
from domain.identifiers import stable_id
from domain.readings import InitiativeStatus, LocatedMention, ResolvedInitiative
from nlp.initiative_keys import (
    NameKey,
    clean_name,
    expanded_names,
    guard_of,
    name_key,
    same_name_pairs,
)

MOST_CONFIDENT = 0.99
YEARS = re.compile(r"(?:19|20)\d\d(?:-\d{2,4})?")
# The course of an initiative's life: of two statuses from one date the further counts.
LIFE = (
    InitiativeStatus.UNKNOWN,
    InitiativeStatus.IDEA,
    InitiativeStatus.ANNOUNCED,
    InitiativeStatus.IN_PREPARATION,
    InitiativeStatus.ADOPTED,
    InitiativeStatus.RUNNING,
    InitiativeStatus.FINISHED,
)


@dataclass(frozen=True, slots=True)
class NamedMention:
    """A mention with its name written out and the key of that name."""

    located: LocatedMention
    name: str
    key: NameKey


def resolve_initiatives(
    mentions: Sequence[LocatedMention],
    *,
    sectors: Mapping[str, str] | None = None,
    earlier: Sequence[ResolvedInitiative] = (),
) -> tuple[ResolvedInitiative, ...]:
    """Return each initiative once, in order of id, with what its mentions say together.

    ``sectors`` gives the sector of an organisation by id. Status: the one said last
    (``said_on``); of the same date, the furthest in its life (finished, running,
    adopted, in preparation, announced, idea); unknown never counts against another.
    """
    named = [
        NamedMention(located, name, name_key(name, guard=guard_of(located, name=name)))
        for located, name in zip(mentions, expanded_names(mentions), strict=True)
    ]
    named = _with_guards(named)
    parents = _joined_keys({mention.key for mention in named})
    groups: dict[NameKey, list[NamedMention]] = defaultdict(list)
    for mention in named:
        groups[_root(mention.key, parents=parents)].append(mention)
    ids = _earlier_ids(earlier)
    resolved = (
        _resolved(group, sectors=sectors or {}, ids=ids) for group in groups.values()
    )
    return tuple(sorted(resolved, key=lambda initiative: initiative.initiative_id))


def _with_guards(named: Sequence[NamedMention]) -> list[NamedMention]:
    """Give a shared name without a place the only guard its document, or all, know."""
    guards: dict[tuple[str, str], set[str]] = defaultdict(set)
    for mention in named:
        if mention.key.guard:
            base = _base(mention.key)
            guards["", base].add(mention.key.guard)
            guards[mention.located.context_id, base].add(mention.key.guard)
    result = []
    for mention in named:
        key, base = mention.key, _base(mention.key)
        if not key.guard:
            own = guards.get((mention.located.context_id, base), set())
            found = own if len(own) == 1 else guards.get(("", base), set())
            if len(found) == 1:
                key = NameKey(key.core, key.numbers, next(iter(found)))
        result.append(NamedMention(mention.located, mention.name, key))
    return result


def _base(key: NameKey) -> str:
    return f"{key.core}|{' '.join(key.numbers)}"


def _joined_keys(keys: set[NameKey]) -> dict[NameKey, NameKey]:
    """Return for each key that joins another the key it joins."""
    parents: dict[NameKey, NameKey] = {}
    for one, other in same_name_pairs(keys):
        _join(one, other, parents=parents)
    dated: dict[tuple[str, str], list[NameKey]] = defaultdict(list)
    for key in sorted(keys, key=lambda key: key.text):
        if key.numbers and YEARS.fullmatch(" ".join(key.numbers)):
            dated[key.core, key.guard].append(key)
    # "Woonvisie Zaanstad" is the "Woonvisie Zaanstad 2020" while there is only one;
    # "RES" need not be the "RES 2.0".
    for key in keys:
        others = dated.get((key.core, key.guard), [])
        if not key.numbers and len(others) == 1:
            _join(others[0], key, parents=parents)
    return parents


def _join(one: NameKey, other: NameKey, *, parents: dict[NameKey, NameKey]) -> None:
    first, second = _root(one, parents=parents), _root(other, parents=parents)
    if first != second:
        parents[second] = first


def _root(key: NameKey, *, parents: Mapping[NameKey, NameKey]) -> NameKey:
    while key in parents:
        key = parents[key]
    return key


def _earlier_ids(earlier: Iterable[ResolvedInitiative]) -> dict[str, str]:
    """Return the earlier id of each name that only one earlier initiative had."""
    found: dict[str, set[str]] = defaultdict(set)
    for initiative in earlier:
        for name in initiative.names:
            found[_base(name_key(name))].add(initiative.initiative_id)
    return {name: min(ids) for name, ids in found.items() if len(ids) == 1}


def _resolved(
    group: Sequence[NamedMention],
    *,
    sectors: Mapping[str, str],
    ids: Mapping[str, str],
) -> ResolvedInitiative:
    mentions = [mention.located.mention for mention in group]
    canonical = min(group, key=lambda m: (m.located.is_from_answer, _name_rank(m.name)))
    bases = sorted({_base(mention.key) for mention in group})
    kept = [ids[base] for base in bases if base in ids]
    lead_id = _commonest(m.lead_id for m in mentions if m.lead_id)
    partners = _by_count(p for m in mentions for p in (m.lead_id, *m.partner_ids) if p)
    partner_ids = tuple(p for p in partners if p != lead_id)
    years = Counter((m.start_year, m.end_year) for m in mentions if m.start_year)
    start_year, end_year = min(years, key=lambda y: (-years[y], y), default=(0, 0))
    return ResolvedInitiative(
        initiative_id=kept[0] if kept else stable_id("initiatief", canonical.key.text),
        name=canonical.name,
        kind=min(
            {m.kind for m in mentions},
            key=lambda kind: (-sum(m.kind is kind for m in mentions), kind),
        ),
        status=_status(group),
        sector=_sector((lead_id, *partner_ids), sectors=sectors),
        confidence=_confidence(m.confidence for m in mentions),
        lead_id=lead_id,
        start_year=start_year,
        end_year=end_year,
        partner_ids=partner_ids,
        place_ids=_by_count(p for m in mentions for p in m.place_ids),
        theme_ids=_by_count(t for m in group for t in m.located.theme_ids),
        names=tuple(sorted({clean_name(m.located.mention.text) for m in group})),
        mentions=tuple(
            sorted(
                (m.located.passage_id, m.located.mention.start_offset) for m in group
            )
        ),
    )


def _name_rank(name: str) -> tuple[bool, int, str]:
    """Order names: the longest first, one written in capitals only at last."""
    return name.isupper(), -len(name), name


def _status(group: Sequence[NamedMention]) -> InitiativeStatus:
    said = [
        (m.located.said_on, LIFE.index(m.located.mention.status))
        for m in group
        if m.located.mention.status is not InitiativeStatus.UNKNOWN
    ]
    return LIFE[max(said)[1]] if said else InitiativeStatus.UNKNOWN


def _sector(ids: Iterable[str], *, sectors: Mapping[str, str]) -> str:
    """Return the sector of all who carry it; knowledge only when nobody else does."""
    found = {sectors[i] for i in ids if i in sectors} - {Sector.UNKNOWN}
    carrying = found - {Sector.KNOWLEDGE} or found
    if not carrying:
        return Sector.UNKNOWN
    return str(next(iter(carrying))) if len(carrying) == 1 else Sector.MIXED


def _confidence(values: Iterable[float]) -> float:
    doubt = 1.0
    for confidence in values:
        doubt *= 1.0 - confidence
    return round(min(MOST_CONFIDENT, 1.0 - doubt), 2)


def _commonest(values: Iterable[str]) -> str:
    return next(iter(_by_count(values)), "")


def _by_count(values: Iterable[str]) -> tuple[str, ...]:
    counts = Counter(values)
    return tuple(sorted(counts, key=lambda value: (-counts[value], value)))
