"""Passages in, everything found in each of them out.

Words are cut once per passage; themes, organisations, places and initiatives are found
on the same words. The statistical model is asked only where a sentence denies
something. Passages in other languages are read by the same rules, without the model.
"""

import gc
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice, starmap
from typing import NamedTuple

from domain.gazetteers import Organisation, Place
from domain.readings import (
    EntityMention,
    InitiativeMention,
    PassageReading,
    PassageToRead,
    StanceMention,
    ThemeMention,
)
from nlp.capitals import EntitySpan, word_list_bytes
from nlp.codebook import Codebook
from nlp.find_initiatives import InitiativeFinder
from nlp.find_organisations import OrganisationFinder, OrganisationsFound
from nlp.find_places import PlaceFinder, PlacesFound
from nlp.find_stances import StanceFinder
from nlp.find_themes import AssignedTheme, ThemeFinder, ThemeHit, assign_themes
from nlp.model import (
    BLANK,
    OTHER_LANGUAGES,
    chosen_model,
    model_identity,
    reading_model,
)
from nlp.model_entities import EntityModel, finds_entities
from nlp.organisation_words import is_authority
from nlp.parsing import SentenceParser
from nlp.qualified_sentences import HitQualifier, HitsToQualify
from nlp.qualifiers import Qualifiers
from nlp.tagging.answers import AnswerNames, TextRead
from nlp.tagging.joining import NameJoiner, NamesRead
from nlp.tagging.tagger import NameTagger
from nlp.tagging.weights import weights_identity
from nlp.theme_passing import opening_of, without_weight_in_passing
from nlp.tokens import TokenisedText, Tokeniser

# Raise it whenever a change in the code changes what is found.
READER_VERSION = "10"
WORD_LISTS = (
    "denial_words.toml",
    "initiative_words.toml",
    "organisation_words.toml",
    "place_words.toml",
    "stance_words.toml",
)

_AT_ONCE = 500
"""So many passages share one turn of the model."""


class Reader:
    """Reads passages with one codebook, one set of names and one model."""

    def __init__(
        self,
        codebook: Codebook,
        *,
        places: Sequence[Place],
        organisations: Sequence[Organisation],
        model: str,
        bodies: Mapping[str, str] | None = None,
    ) -> None:
        """Load the model and build the finders; ``model_name`` is the name to show.

        ``bodies`` gives the only organisation of its kind in the region, by noun.
        Where no model is asked for, rules alone find names in answers.
        """
        language, self.model_name, load_parser = reading_model(model)
        self._themes = ThemeFinder(codebook)
        self._organisations = OrganisationFinder(organisations, language=language)
        self._places = PlaceFinder(places, language=language)
        self._initiatives = InitiativeFinder(bodies=bodies)
        self._qualifier = HitQualifier(SentenceParser(load_parser))
        self._stances = StanceFinder()
        self._answer_names = (
            AnswerNames(
                NameTagger(),
                joiner=NameJoiner(organisations=organisations, places=places),
                initiatives=self._initiatives,
            )
            if chosen_model(model) != BLANK and weights_identity()
            else None
        )
        finders = (self._themes, self._organisations, self._places)
        others = (self._initiatives, self._stances, self._qualifier)
        rules = (rule for finder in (*finders, *others) for rule in finder.rules)
        self._tokeniser = Tokeniser(language, rules=rules)
        self._entities = (
            EntityModel(
                language,
                name=self.model_name,
                organisations=organisations,
                places=places,
            )
            if finds_entities(language)
            else None
        )
        # The version of the codebook stays legible: another may read a text just so.
        rest = _fingerprint(
            (
                READER_VERSION,
                model_identity(model),
                weights_identity() if self._answer_names else "",
                *(hashlib.sha256(word_list_bytes(f)).hexdigest() for f in WORD_LISTS),
                *(repr(place) for place in places),
                *(repr(organisation) for organisation in organisations),
                repr(sorted((bodies or {}).items())),
            )
        )
        self.fingerprint = f"{rest}|{codebook.version_hash}"

    def read(self, passages: Iterable[PassageToRead]) -> Iterator[PassageReading]:
        """Return what was found, passage by passage, in order."""
        waiting = iter(passages)
        while batch := list(islice(waiting, _AT_ONCE)):
            with _unswept():
                readings = self._read(batch)
            yield from readings

    def _read(self, batch: Sequence[PassageToRead]) -> list[PassageReading]:
        texts = list(self._tokeniser.tokenise_all(p.text for p in batch))
        drafts = self._drafts(batch, texts)
        flags = self._qualifier.qualify(
            [
                HitsToQualify(
                    draft.text,
                    tuple((hit.start_offset, hit.end_offset) for hit in draft.hits),
                    is_parsed=draft.is_dutch,
                )
                for draft in drafts
            ]
        )
        return self._with_entities(list(map(_reading, drafts, flags)), drafts)

    def _with_entities(
        self, readings: list[PassageReading], drafts: Sequence["_Draft"]
    ) -> list[PassageReading]:
        """Add what a model sees in the Dutch ones, if the one in use sees entities."""
        if self._entities is not None:
            dutch = [at for at, draft in enumerate(drafts) if draft.is_dutch]
            completed = self._entities.complete(
                [readings[at] for at in dutch], [drafts[at].text.text for at in dutch]
            )
            for at, reading in zip(dutch, completed, strict=True):
                readings[at] = reading
        return readings

    def _drafts(
        self, batch: Sequence[PassageToRead], texts: Sequence[TokenisedText]
    ) -> "list[_Draft]":
        """Find everything, finder by finder.

        One finder over all texts, then the next, costs an eighth less than all finders
        text by text: the caches of a processor hold one finder, not all of them.
        """
        bodies = list(map(self._organisations.find_organisations, texts))
        places = [
            self._places.find_places(text, organisations=found.spans)
            for text, found in zip(texts, bodies, strict=True)
        ]
        by_rules = [
            TextRead(
                text, NamesRead(body, place), self._initiatives_of(text, body, place)
            )
            for text, body, place in zip(texts, bodies, places, strict=True)
        ]
        hits = list(map(self._weighed_hits, batch, by_rules))
        assigned = list(map(_assigned, texts, hits))
        kept = [
            [hit for hit in found if hit.theme_id in themes]
            for found, themes in zip(hits, assigned, strict=True)
        ]
        stances = [
            self._stances.find_stances(text, organisations=body.spans)
            for text, body in zip(texts, bodies, strict=True)
        ]
        # What is tagged comes last: it moves nothing that rules say.
        read = by_rules
        if self._answer_names is not None:
            read = self._answer_names.complete(batch, by_rules)
        bodies = [each.names.organisations for each in read]
        places = [each.names.places for each in read]
        initiatives = [each.initiatives for each in read]
        columns = (batch, texts, bodies, places, kept, assigned, initiatives, stances)
        return list(starmap(_Draft, zip(*columns, strict=True)))

    def _initiatives_of(
        self, text: TokenisedText, bodies: OrganisationsFound, places: PlacesFound
    ) -> tuple[InitiativeMention, ...]:
        return self._initiatives.find_initiatives(
            text, organisations=bodies.spans, places=places.spans
        )

    def _weighed_hits(
        self, passage: PassageToRead, read: TextRead
    ) -> Sequence[ThemeHit]:
        """Find themes; what only passes weighs less."""
        bodies, places = read.names.organisations.spans, read.names.places.spans
        names = (*places, *_authorities(read.text, bodies))
        return without_weight_in_passing(
            self._hits(read.text, names=names),
            text=read.text,
            passage=passage,
            initiatives=read.initiatives,
        )

    def _hits(
        self, text: TokenisedText, *, names: Sequence[EntitySpan]
    ) -> Sequence[ThemeHit]:
        """Find themes; words inside the name of a place or authority say nothing."""
        found = self._themes.find_in(text)
        if not found or not names:
            return found
        named = {index for span in names for index in range(span.first, span.last)}
        inside = {text.starts[index] for index in named}
        return [hit for hit in found if hit.start_offset not in inside]


@contextmanager
def _unswept() -> Iterator[None]:
    """Keep Python from looking for rings of objects, of which reading makes none.

    It makes objects by the thousand, and looking through those takes a tenth of it.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


class _Draft(NamedTuple):
    """All that rules say of one passage, before its sentences are looked at."""

    passage: PassageToRead
    text: TokenisedText
    organisations: OrganisationsFound
    places: PlacesFound
    hits: list[ThemeHit]
    assigned: Mapping[str, AssignedTheme]
    initiatives: tuple[InitiativeMention, ...]
    stances: tuple[StanceMention, ...]

    @property
    def is_dutch(self) -> bool:
        """Tell whether the model may look at it."""
        return self.passage.language not in OTHER_LANGUAGES


def _authorities(text: TokenisedText, bodies: Sequence[EntitySpan]) -> list[EntitySpan]:
    return [span for span in bodies if is_authority(text, span.first)]


def _assigned(
    text: TokenisedText, hits: Sequence[ThemeHit]
) -> Mapping[str, AssignedTheme]:
    if not hits:
        return {}
    themes = assign_themes(
        hits, word_count=len(text.text.split()), opening=opening_of(text)
    )
    return {theme.theme_id: theme for theme in themes}


def _reading(draft: _Draft, flags: Sequence[Qualifiers]) -> PassageReading:
    text = draft.text
    main = _main_theme(draft, flags)
    themes = tuple(
        ThemeMention(
            theme_id=hit.theme_id,
            start_offset=hit.start_offset,
            end_offset=hit.end_offset,
            rule=hit.rule,
            score=draft.assigned[hit.theme_id].score,
            is_main=hit.theme_id == main,
            is_negated=flag.is_negated,
            is_hedged=flag.is_hedged,
        )
        for hit, flag in zip(draft.hits, flags, strict=True)
    )
    return PassageReading(
        passage_id=draft.passage.passage_id,
        themes=themes,
        organisations=_as_mentions(text, draft.organisations.spans),
        places=_as_mentions(text, draft.places.spans),
        initiatives=draft.initiatives,
        stances=draft.stances,
        found_organisations=draft.organisations.found,
        found_places=draft.places.found,
    )


def _main_theme(draft: _Draft, flags: Sequence[Qualifiers]) -> str:
    """Return the first theme that is not denied wherever it stands, if there is one."""
    said = {
        hit.theme_id
        for hit, flag in zip(draft.hits, flags, strict=True)
        if not flag.is_negated
    }
    ranked = list(draft.assigned)
    return next(
        (theme for theme in ranked if theme in said), ranked[0] if ranked else ""
    )


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


def _fingerprint(parts: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode())
        digest.update(b"\x1f")
    return digest.hexdigest()
