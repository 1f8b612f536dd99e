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
from typing import TypeAlias

from domain.gazetteers import Organisation, Place
from domain.readings import InitiativeMention, PassageReading, PassageToRead
from nlp.capitals import EntitySpan, word_list_bytes
from nlp.codebook import Codebook
from nlp.drafts import Draft, assigned_themes, reading_of
from nlp.find_initiatives import InitiativeFinder
from nlp.find_organisations import (
    NO_ORGANISATIONS,
    OrganisationFinder,
    OrganisationsFound,
)
from nlp.find_places import NO_PLACES, PlaceFinder, PlacesFound
from nlp.find_stances import StanceFinder
from nlp.find_themes import ThemeFinder, ThemeHit
from nlp.judged import bits_of
from nlp.model import BLANK, chosen_model, model_identity, reading_model
from nlp.model_entities import EntityModel, finds_entities
from nlp.organisation_words import is_authority
from nlp.parsing import SentenceParser
from nlp.qualified_sentences import HitQualifier, HitsToQualify
from nlp.qualifiers import UNQUALIFIED, Qualifiers
from nlp.tagging.answers import AnswerNames, TextRead
from nlp.tagging.joining import NameJoiner, NamesRead
from nlp.tagging.tagger import NameTagger
from nlp.tagging.weights import weights_identity
from nlp.theme_labels import without_labels
from nlp.theme_passing import without_weight_in_passing
from nlp.tokens import TokenisedText, Tokeniser

# Raise it whenever a change in the code changes what is found.
READER_VERSION = "11"
WORD_LISTS = (
    "denial_words.toml",
    "initiative_words.toml",
    "organisation_words.toml",
    "place_words.toml",
    "stance_words.toml",
)

_AT_ONCE = 500
"""So many passages share one turn of the model."""


_Names: TypeAlias = tuple[
    list[OrganisationsFound], list[PlacesFound], list[tuple[InitiativeMention, ...]]
]


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
        by_words = (self._organisations, self._places, self._initiatives, self._stances)
        self._bits = [bits_of(finder.rules) for finder in by_words]
        self._theme_bits = bits_of(self._themes.rules)
        self._cue_bits = bits_of(self._qualifier.rules)
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
                *map(repr, (*places, *organisations)),
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
        readings = list(map(reading_of, drafts, self._flags(drafts)))
        return self._with_entities(readings, drafts)

    def _flags(self, drafts: Sequence[Draft]) -> list[Sequence[Qualifiers]]:
        """Tell of the hits of each draft what is denied or doubted; few are."""
        cues = self._cue_bits
        told = iter(
            self._qualifier.qualify(
                [
                    HitsToQualify(
                        draft.text,
                        [hit[1:3] for hit in draft.hits],
                        is_parsed=draft.is_dutch,
                    )
                    for draft in drafts
                    if draft.hits and draft.text.said & cues
                ]
            )
        )
        return [
            next(told)
            if draft.hits and draft.text.said & cues
            else [UNQUALIFIED] * len(draft.hits)
            for draft in drafts
        ]

    def _with_entities(
        self, readings: list[PassageReading], drafts: Sequence[Draft]
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
    ) -> list[Draft]:
        """Find everything, finder by finder, in texts where it has something to do.

        One finder over all texts, then the next, costs an eighth less than all finders
        text by text: the caches of a processor hold one finder, not all of them.
        """
        bodies, places, initiatives = self._names(texts)
        named = zip(batch, texts, bodies, places, initiatives, strict=True)
        hits = list(starmap(self._weighed_hits, named))
        assigned = list(map(assigned_themes, texts, hits))
        kept = [
            [hit for hit in found if hit[0] in themes] if found else ()
            for found, themes in zip(hits, assigned, strict=True)
        ]
        stances = [
            self._stances.find_stances(text, organisations=body.spans)
            if text.said & self._bits[-1]
            else ()
            for text, body in zip(texts, bodies, strict=True)
        ]
        # What is tagged comes last: it moves nothing that rules say.
        if self._answer_names is not None:
            names = map(NamesRead, bodies, places)
            by_rules = list(map(TextRead, texts, names, initiatives))
            read = self._answer_names.complete(batch, by_rules)
            bodies = [each.names.organisations for each in read]
            places = [each.names.places for each in read]
            initiatives = [each.initiatives for each in read]
        columns = (batch, texts, bodies, places, kept, assigned, initiatives, stances)
        return list(starmap(Draft, zip(*columns, strict=True)))

    def _names(self, texts: Sequence[TokenisedText]) -> _Names:
        """Find the bodies, places and initiatives of each text."""
        for_bodies, for_places, for_initiatives, _ = self._bits
        bodies = [
            self._organisations.find_organisations(text)
            if text.said & for_bodies
            else NO_ORGANISATIONS
            for text in texts
        ]
        places = [
            self._places.find_places(text, organisations=found.spans)
            if text.said & for_places
            else NO_PLACES
            for text, found in zip(texts, bodies, strict=True)
        ]
        initiatives = [
            self._initiatives.find_initiatives(
                text, organisations=body.spans, places=place.spans
            )
            if text.said & for_initiatives
            else ()
            for text, body, place in zip(texts, bodies, places, strict=True)
        ]
        return bodies, places, initiatives

    def _weighed_hits(
        self,
        passage: PassageToRead,
        text: TokenisedText,
        bodies: OrganisationsFound,
        places: PlacesFound,
        initiatives: Sequence[InitiativeMention],
    ) -> Sequence[ThemeHit]:
        """Find themes; what only passes weighs less.

        Words inside the name of a place or authority say nothing, nor do labels.
        """
        if not text.said & self._theme_bits:
            return ()
        found: Sequence[ThemeHit] = self._themes.find_in(text)
        if not found:
            return ()
        if bodies.spans or places.spans:
            names = (*places.spans, *_authorities(text, bodies.spans))
            inside = {text.starts[at] for s in names for at in range(s.first, s.last)}
            found = [hit for hit in found if hit.start_offset not in inside]
        found = without_labels(found, text=text)
        return without_weight_in_passing(
            found, text=text, passage=passage, initiatives=initiatives
        )


@contextmanager
def _unswept() -> Iterator[None]:
    """Keep Python from looking for rings of objects, of which reading makes none.

    It makes objects by the thousand, and looking through those takes a tenth of it.
    What is left of them stays, so it counts as old at once: freezing and unfreezing
    makes it so without a look. Where somebody froze objects, they stay frozen.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            if not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
            gc.enable()


def _authorities(text: TokenisedText, bodies: Sequence[EntitySpan]) -> list[EntitySpan]:
    return [span for span in bodies if is_authority(text, span.first)]


def _fingerprint(parts: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode())
        digest.update(b"\x1f")
    return digest.hexdigest()
