"""All that rules say of a passage in, its reading out."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from domain.readings import (
    EntityMention,
    InitiativeMention,
    PassageReading,
    PassageToRead,
    StanceMention,
    ThemeMention,
)
from nlp.capitals import EntitySpan
from nlp.find_organisations import OrganisationsFound
from nlp.find_places import PlacesFound
from nlp.find_themes import WORDS_PER_TERM, AssignedTheme, ThemeHit, assign_themes
from nlp.model import OTHER_LANGUAGES
from nlp.qualifiers import Qualifiers
from nlp.theme_passing import opening_of
from nlp.tokens import TokenisedText


class Draft(NamedTuple):
    """All that rules say of one passage, before its sentences are looked at."""

    passage: PassageToRead
    text: TokenisedText
    organisations: OrganisationsFound
    places: PlacesFound
    hits: Sequence[ThemeHit]
    assigned: Mapping[str, AssignedTheme]
    initiatives: tuple[InitiativeMention, ...]
    stances: tuple[StanceMention, ...]

    @property
    def is_dutch(self) -> bool:
        """Tell whether the model may look at it."""
        return self.passage.language not in OTHER_LANGUAGES


def assigned_themes(
    text: TokenisedText, hits: Sequence[ThemeHit]
) -> Mapping[str, AssignedTheme]:
    """Return the themes of a text by their id, the main one first."""
    if not hits:
        return {}
    # Marks count here, so few words are fewer still: how few then plays no part.
    count = len(text.words)
    if count > WORDS_PER_TERM:
        count = len(text.text.split())
    themes = assign_themes(hits, word_count=count, opening=opening_of(text))
    return {theme.theme_id: theme for theme in themes}


def reading_of(draft: Draft, flags: Sequence[Qualifiers]) -> PassageReading:
    """Return what is read in a passage; there is a flag for each of its hits."""
    text, bodies, places = draft.text, draft.organisations.spans, draft.places.spans
    return PassageReading(
        passage_id=draft.passage.passage_id,
        themes=_theme_mentions(draft, flags) if draft.hits else (),
        organisations=_as_mentions(text, bodies) if bodies else (),
        places=_as_mentions(text, places) if places else (),
        initiatives=draft.initiatives,
        stances=draft.stances,
        found_organisations=draft.organisations.found,
        found_places=draft.places.found,
    )


def _theme_mentions(
    draft: Draft, flags: Sequence[Qualifiers]
) -> tuple[ThemeMention, ...]:
    main = _main_theme(draft, flags)
    assigned = draft.assigned
    return tuple(
        [
            ThemeMention(
                theme_id=theme_id,
                start_offset=start,
                end_offset=end,
                rule=rule,
                score=assigned[theme_id].score,
                is_main=theme_id == main,
                is_negated=flag.is_negated,
                is_hedged=flag.is_hedged,
            )
            for (theme_id, start, end, rule, _), flag in zip(
                draft.hits, flags, strict=True
            )
        ]
    )


def _main_theme(draft: Draft, flags: Sequence[Qualifiers]) -> str:
    """Return the first theme that is not denied wherever it stands, if there is one."""
    first = next(iter(draft.assigned), "")
    if not any(flag.is_negated for flag in flags):
        return first
    said = {
        hit.theme_id
        for hit, flag in zip(draft.hits, flags, strict=True)
        if not flag.is_negated
    }
    return next((theme for theme in draft.assigned if theme in said), first)


def _as_mentions(
    text: TokenisedText, spans: Iterable[EntitySpan]
) -> tuple[EntityMention, ...]:
    return tuple(
        EntityMention(
            entity_id=span.entity_id,
            start_offset=text.starts[span.first],
            end_offset=text.ends[span.last - 1],
            text=text.span_text(span.first, span.last),
            rule=span.rule,
        )
        for span in spans
    )
