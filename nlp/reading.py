"""Passages in, everything found in each of them out.

Words are cut once per passage; themes, organisations, places and initiatives are found
on the same words. Passages in other languages are read by the same rules.
"""

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from importlib.metadata import version

from domain.gazetteers import Organisation, Place
from domain.readings import (
    EntityMention,
    PassageReading,
    PassageToRead,
    ThemeMention,
)
from nlp.capitals import EntitySpan, word_list_bytes
from nlp.codebook import Codebook
from nlp.find_initiatives import InitiativeFinder
from nlp.find_organisations import OrganisationFinder
from nlp.find_places import PlaceFinder
from nlp.find_stances import StanceFinder
from nlp.find_themes import ThemeFinder, assign_themes
from nlp.model import load_model
from nlp.qualifiers import (
    UNQUALIFIED,
    Qualifiers,
    is_cue_word,
    is_hedged,
    is_negated,
)
from nlp.tokens import Judged, TokenisedText, Tokeniser

# Raise it whenever a change in the code changes what is found.
READER_VERSION = "2"
WORD_LISTS = (
    "initiative_words.toml",
    "organisation_words.toml",
    "place_words.toml",
    "stance_words.toml",
)


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
        """
        language, self.model_name = load_model(model)
        self._tokeniser = Tokeniser(language)
        self._themes = ThemeFinder(codebook)
        self._organisations = OrganisationFinder(organisations, language=language)
        self._places = PlaceFinder(places, language=language)
        self._initiatives = InitiativeFinder(bodies=bodies)
        self._stances = StanceFinder()
        self._cue_words = Judged(is_cue_word)
        self.fingerprint = _fingerprint(
            (
                READER_VERSION,
                version("spacy"),
                self.model_name,
                codebook.version_hash,
                *(hashlib.sha256(word_list_bytes(f)).hexdigest() for f in WORD_LISTS),
                *(repr(place) for place in places),
                *(repr(organisation) for organisation in organisations),
                repr(sorted((bodies or {}).items())),
            )
        )

    def read(self, passages: Iterable[PassageToRead]) -> Iterator[PassageReading]:
        """Return what was found, passage by passage, in order."""
        waiting: list[PassageToRead] = []

        def texts() -> Iterator[str]:
            for passage in passages:
                waiting.append(passage)
                yield passage.text

        for text in self._tokeniser.tokenise_all(texts()):
            yield self._read(waiting.pop(0).passage_id, text)

    def _read(self, passage_id: str, text: TokenisedText) -> PassageReading:
        organisations = self._organisations.find_organisations(text)
        places = self._places.find_places(text, organisations=organisations.spans)
        return PassageReading(
            passage_id=passage_id,
            themes=self._theme_mentions(text, places=places.spans),
            organisations=_as_mentions(text, organisations.spans),
            places=_as_mentions(text, places.spans),
            initiatives=self._initiatives.find_initiatives(
                text, organisations=organisations.spans, places=places.spans
            ),
            stances=self._stances.find_stances(text, organisations=organisations.spans),
            found_organisations=organisations.found,
            found_places=places.found,
        )

    def _theme_mentions(
        self, text: TokenisedText, *, places: Sequence[EntitySpan]
    ) -> tuple[ThemeMention, ...]:
        """Find themes; a word inside the name of a place says nothing of a theme."""
        named = {index for span in places for index in range(span.first, span.last)}
        inside = {text.starts[index] for index in named}
        hits = [
            hit for hit in self._themes.find_in(text) if hit.start_offset not in inside
        ]
        if not hits:
            return ()
        assigned = {
            theme.theme_id: theme
            for theme in assign_themes(hits, word_count=len(text.text.split()))
        }
        cued = {text.sentences[at] for at in self._cue_words.indexes(text.words)}
        sentences = _QualifiedSentences(text, cued=cued)
        mentions = []
        for hit in hits:
            theme = assigned.get(hit.theme_id)
            if theme is None:
                continue
            flags = sentences.qualifiers(hit.start_offset, hit.end_offset)
            mentions.append(
                ThemeMention(
                    theme_id=hit.theme_id,
                    start_offset=hit.start_offset,
                    end_offset=hit.end_offset,
                    rule=hit.rule,
                    score=theme.score,
                    is_main=theme.is_main,
                    is_negated=flags.is_negated,
                    is_hedged=flags.is_hedged,
                )
            )
        return tuple(mentions)


class _QualifiedSentences:
    """The sentences of one text, each looked at once for denial and doubt."""

    def __init__(self, text: TokenisedText, *, cued: Set[int]) -> None:
        self._text = text
        self._cued = cued
        self._sentences: dict[int, tuple[int, str, bool]] = {}

    def qualifiers(self, start_offset: int, end_offset: int) -> Qualifiers:
        if not self._cued:
            return UNQUALIFIED
        text = self._text
        index = bisect_right(text.starts, start_offset) - 1
        sentence = text.sentences[index]
        if sentence not in self._cued:
            return UNQUALIFIED
        if sentence not in self._sentences:
            first, last = text.sentence_bounds(index)
            start, end = text.starts[first], text.ends[last - 1]
            said = text.text[start:end]
            self._sentences[sentence] = start, said, is_hedged(said)
        start, said, is_doubted = self._sentences[sentence]
        is_denied = is_negated(
            said, start_offset=start_offset - start, end_offset=end_offset - start
        )
        return Qualifiers(is_negated=is_denied, is_hedged=is_doubted)


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
