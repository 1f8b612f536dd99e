"""Mentions of one initiative in, what may be told of it without telling on anyone out.

What a document says may be told. What one respondent wrote may not: a status or a year
that stands in a single answer would be that answer. So answers tell something of an
initiative only where no document names it, and then only what enough of them say.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace

from domain.readings import InitiativeMention, InitiativeStatus, LocatedMention


def sayable(
    mentions: Sequence[LocatedMention], *, least_voices: int
) -> list[LocatedMention]:
    """Return the mentions that tell of an initiative, with only what they may tell.

    ``least_voices`` is how many respondents must say a thing before it is told.
    """
    told = [located for located in mentions if not located.voice]
    return told or _said_by_many(mentions, least=least_voices)


def voices_of(mentions: Iterable[LocatedMention]) -> int:
    """Count the respondents behind mentions."""
    return len({located.voice for located in mentions} - {""})


def _said_by_many(
    mentions: Sequence[LocatedMention], *, least: int
) -> list[LocatedMention]:
    def often(values_of: Callable[[LocatedMention], Iterable[Hashable]]) -> set[object]:
        voices: dict[Hashable, set[str]] = defaultdict(set)
        for located in mentions:
            for value in values_of(located):
                voices[value].add(located.voice)
        return {value for value, said in voices.items() if len(said) >= least}

    statuses = often(lambda each: (each.mention.status,))
    leads = often(lambda each: (each.mention.lead_id,))
    years = often(lambda each: (_years(each.mention),))
    partners = often(lambda each: each.mention.partner_ids)
    places = often(lambda each: each.mention.place_ids)
    themes = often(lambda each: each.theme_ids)
    return [
        replace(
            located,
            theme_ids=tuple(t for t in located.theme_ids if t in themes),
            mention=_with_years(
                replace(
                    located.mention,
                    status=(
                        located.mention.status
                        if located.mention.status in statuses
                        else InitiativeStatus.UNKNOWN
                    ),
                    lead_id=(
                        located.mention.lead_id
                        if located.mention.lead_id in leads
                        else ""
                    ),
                    partner_ids=tuple(
                        p for p in located.mention.partner_ids if p in partners
                    ),
                    place_ids=tuple(
                        p for p in located.mention.place_ids if p in places
                    ),
                ),
                are_told=_years(located.mention) in years,
            ),
        )
        for located in mentions
    ]


def _years(mention: InitiativeMention) -> tuple[int, int]:
    return mention.start_year, mention.end_year


def _with_years(mention: InitiativeMention, *, are_told: bool) -> InitiativeMention:
    return mention if are_told else replace(mention, start_year=0, end_year=0)
