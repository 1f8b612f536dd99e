"""Mentions from all passages in, the initiatives behind them out.

Ids come from the normalised name and its guard, so that more mentions of the same name
change nothing. Where a later document brings a longer official name, the initiatives of
the run before (``earlier``) pass their ids on.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.gazetteers import Sector
from domain.identifiers import stable_id
from domain.readings import (
    InitiativeKind,
    InitiativeMention,
    InitiativeStatus,
    LocatedMention,
    MergeSuggestion,
    ResolvedInitiative,
)
from nlp.initiative_keys import (
    SMALL,
    NameKey,
    clean_name,
    expanded_names,
    guarded_key,
    name_key,
)
from nlp.initiative_voices import sayable, voices_of
from nlp.join_initiatives import KeyUse, NameDecisions, joined_keys, possible_pairs

MOST_CONFIDENT = 0.99
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
# A vision or agreement is adopted; that people work on it says less.
TEXT_KINDS = frozenset(
    {InitiativeKind.VISION, InitiativeKind.PLAN, InitiativeKind.AGREEMENT}
)
LIFE_OF_TEXT = (
    InitiativeStatus.UNKNOWN,
    InitiativeStatus.IDEA,
    InitiativeStatus.ANNOUNCED,
    InitiativeStatus.IN_PREPARATION,
    InitiativeStatus.RUNNING,
    InitiativeStatus.ADOPTED,
    InitiativeStatus.FINISHED,
)


@dataclass(frozen=True, slots=True)
class NamedMention:
    """A mention with its name written out and the key of that name."""

    located: LocatedMention
    name: str
    key: NameKey


@dataclass(frozen=True, slots=True)
class EarlierName:
    """A name and the initiative that had it in the run before."""

    initiative_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """Each initiative once, and the pairs that people may find to be one."""

    initiatives: tuple[ResolvedInitiative, ...]
    suggestions: tuple[MergeSuggestion, ...]


def resolve_initiatives(
    mentions: Sequence[LocatedMention],
    *,
    sectors: Mapping[str, str] | None = None,
    earlier: Sequence[EarlierName] = (),
    decided: NameDecisions | None = None,
    least_voices: int = 1,
) -> Resolution:
    """Return each initiative once, in order of id, with what its mentions say together.

    What only respondents say of it is told from ``least_voices`` of them on.
    ``sectors`` gives the sector of an organisation by id. Status: the one said last
    (``said_on``); of the same date, the furthest in its life (finished, running,
    adopted, in preparation, announced, idea); unknown never counts against another.
    """
    named = [
        NamedMention(located, name, guarded_key(located, name=name))
        for located, name in zip(mentions, expanded_names(mentions), strict=True)
    ]
    named = _with_guards(named)
    uses = _uses(named)
    joins = joined_keys(uses, decided=decided)
    groups: dict[NameKey, list[NamedMention]] = defaultdict(list)
    for mention in named:
        groups[joins.root(mention.key)].append(mention)
    ids = _kept_ids(groups, earlier=earlier)
    initiatives = [
        _resolved(
            group,
            sectors=sectors or {},
            initiative_id=ids[root],
            least_voices=least_voices,
        )
        for root, group in groups.items()
    ]
    suggestions = (
        MergeSuggestion(
            initiative_id=ids[pair.one],
            other_id=ids[pair.other],
            reason=pair.reason,
            alikeness=pair.alikeness,
        )
        for pair in possible_pairs(uses, joins=joins)
    )
    return Resolution(
        tuple(sorted(initiatives, key=lambda each: each.initiative_id)),
        tuple(sorted(suggestions, key=lambda s: (s.initiative_id, s.other_id))),
    )


def _with_guards(named: Sequence[NamedMention]) -> list[NamedMention]:
    """Give a shared name without a place the only guard its document, or all, know.

    Its document must not have it of another place with a number either.
    """
    guards: dict[tuple[str, str], set[str]] = defaultdict(set)
    beside: dict[tuple[str, str], set[str]] = defaultdict(set)
    for mention in named:
        if mention.key.guard:
            context, base = mention.located.context_id, mention.key.base
            guards["", base].add(mention.key.guard)
            guards[context, base].add(mention.key.guard)
            beside[context, mention.key.core].add(mention.key.guard)
    result = []
    for mention in named:
        key, base = mention.key, mention.key.base
        if not key.guard:
            context = mention.located.context_id
            own = guards.get((context, base), set())
            found = own if len(own) == 1 else guards.get(("", base), set())
            if found and len(found | beside.get((context, key.core), found)) == 1:
                key = NameKey(key.core, key.numbers, next(iter(found)))
        result.append(NamedMention(mention.located, mention.name, key))
    return result


def _uses(named: Sequence[NamedMention]) -> list[KeyUse]:
    """Return every key with the documents and places it stands in, in order."""
    contexts: dict[NameKey, set[str]] = defaultdict(set)
    places: dict[NameKey, set[str]] = defaultdict(set)
    written: dict[NameKey, set[str]] = defaultdict(set)
    for mention in named:
        contexts[mention.key].add(mention.located.context_id)
        places[mention.key].update(mention.located.mention.place_ids)
        written[mention.key].add(name_key(mention.located.mention.text).base)
    return [
        KeyUse(
            key,
            frozenset(contexts[key]),
            frozenset(places[key]),
            frozenset(written[key]),
        )
        for key in sorted(contexts, key=lambda key: key.text)
    ]


def _kept_ids(
    groups: Mapping[NameKey, Sequence[NamedMention]],
    *,
    earlier: Iterable[EarlierName],
) -> dict[NameKey, str]:
    """Return the id of each group: that of the run before, or one of its own name.

    A group keeps the id that most of its mentions had; an id goes to one group only.
    """
    had: dict[str, set[str]] = defaultdict(set)
    for name in earlier:
        had[name_key(name.name).base].add(name.initiative_id)
    claims = sorted(
        (-count, initiative_id, root.text, root)
        for root, group in groups.items()
        for initiative_id, count in _earlier_claims(group, had=had).items()
    )
    ids: dict[NameKey, str] = {}
    for _, initiative_id, _, root in claims:
        if root not in ids and initiative_id not in ids.values():
            ids[root] = initiative_id
    taken = set(ids.values())
    for root in sorted(groups.keys() - ids.keys(), key=lambda root: root.text):
        own = _canonical(groups[root]).key.text
        ids[root] = stable_id("initiatief", own)
        if ids[root] in taken:
            ids[root] = stable_id("initiatief", f"{own}|{root.text}|2")
        taken.add(ids[root])
    return ids


def _earlier_claims(
    group: Sequence[NamedMention], *, had: Mapping[str, set[str]]
) -> Counter[str]:
    """Count how many mentions of a group had each earlier id, if only one had it."""
    claims: Counter[str] = Counter()
    for mention in group:
        written = name_key(mention.located.mention.text).base
        ids = had.get(written, set()) or had.get(mention.key.base, set())
        if len(ids) == 1:
            claims[next(iter(ids))] += 1
    return claims


def _canonical(group: Sequence[NamedMention]) -> NamedMention:
    """Return the mention whose name is shown: of a document, whole, the longest.

    Of respondents' own names the one that most of them write.
    "uitvoeringsagenda Koele Kernen" only tells what "Koele Kernen" is, and "Warmtenet
    Kanaalzoom in Sluiswijk" where the other is.
    """
    cores = {mention.key.core for mention in group}
    names = {mention.name for mention in group}
    voices = {
        name: voices_of(m.located for m in group if m.name == name) for name in names
    }
    return min(
        group,
        key=lambda m: (
            m.located.is_from_answer,
            -voices[m.name] if m.located.is_from_answer else 0,
            m.key.core.partition(" ")[2] in cores,
            m.name.rpartition(" in ")[0] in names,
            _name_rank(m.name),
        ),
    )


def _years(mentions: Sequence[InitiativeMention]) -> tuple[int, int]:
    """Return the pair of years most mentions tell, each filled by others that fit."""
    pairs = Counter((m.start_year, m.end_year) for m in mentions)
    del pairs[0, 0]
    told = sorted(pairs, key=lambda pair: (-pairs[pair], pair))
    start, end = next(iter(told), (0, 0))
    for other_start, other_end in told:
        if not start and 0 < other_start <= end:
            start = other_start
        if not end and other_end >= start:
            end = other_end
    return start, end


def _resolved(
    group: Sequence[NamedMention],
    *,
    sectors: Mapping[str, str],
    initiative_id: str,
    least_voices: int,
) -> ResolvedInitiative:
    told = sayable([each.located for each in group], least_voices=least_voices)
    mentions = [located.mention for located in told]
    canonical = _canonical(group)
    lead_id = _commonest(m.lead_id for m in mentions if m.lead_id)
    partners = _by_count(p for m in mentions for p in (m.lead_id, *m.partner_ids) if p)
    partner_ids = tuple(p for p in partners if p != lead_id)
    start_year, end_year = _years(mentions)
    kind = min(
        {m.kind for m in mentions},
        key=lambda kind: (-sum(m.kind is kind for m in mentions), kind),
    )
    return ResolvedInitiative(
        initiative_id=initiative_id,
        name=canonical.name,
        kind=kind,
        status=_status(told, kind),
        sector=_sector((lead_id, *partner_ids), sectors=sectors),
        confidence=_confidence(m.confidence for m in mentions),
        lead_id=lead_id,
        start_year=start_year,
        end_year=end_year,
        partner_ids=partner_ids,
        place_ids=_by_count(p for m in mentions for p in m.place_ids),
        theme_ids=_by_count(t for located in told for t in located.theme_ids),
        names=tuple(sorted({clean_name(m.located.mention.text) for m in group})),
        mentions=tuple(
            sorted(
                (m.located.passage_id, m.located.mention.start_offset) for m in group
            )
        ),
    )


def _name_rank(name: str) -> tuple[bool, bool, int, str]:
    """Order names: the longest first, capitals only or a bare noun in front last."""
    is_told = name.split(" ")[0] in ("initiatief", "samenwerkingsverband")
    return name.isupper(), is_told, -_size(name), name


def _size(name: str) -> int:
    """Return how much a name says: "in de" and "op" say nothing more."""
    return sum(len(word) for word in name.split() if word not in SMALL)


def _status(told: Sequence[LocatedMention], kind: InitiativeKind) -> InitiativeStatus:
    life = LIFE_OF_TEXT if kind in TEXT_KINDS else LIFE
    said = [
        (located.said_on, life.index(located.mention.status))
        for located in told
        if located.mention.status is not InitiativeStatus.UNKNOWN
    ]
    return life[max(said)[1]] if said else InitiativeStatus.UNKNOWN


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
