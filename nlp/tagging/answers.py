"""A batch of texts as rules read it in, the same with names people use out.

Only answers are tagged: coded answers taught the weights, in a plan rules find most
names, and what passages of plans taught held in no other plan (decision 0328). A text
of another language or of a word or two is left to the rules.
"""

from collections.abc import Sequence
from typing import NamedTuple

from domain.readings import InitiativeMention, PassageToRead
from nlp.find_initiatives import InitiativeFinder
from nlp.model import OTHER_LANGUAGES
from nlp.tagging.joining import NameJoiner, NamesRead, found_by_rules
from nlp.tagging.spans import NameKind, TaggedSpan
from nlp.tagging.tagger import NameTagger, ReadByRules
from nlp.tokens import TokenisedText

ANSWER = "answer"
LEAST_WORDS = 3


class TextRead(NamedTuple):
    """One text with the names and initiatives that were found in it."""

    text: TokenisedText
    names: NamesRead
    initiatives: tuple[InitiativeMention, ...]


class AnswerNames:
    """Adds to answers what the tagger sees beside the rules."""

    def __init__(
        self, tagger: NameTagger, *, joiner: NameJoiner, initiatives: InitiativeFinder
    ) -> None:
        """Keep the tagger and what gives its names ids and details."""
        self._tagger = tagger
        self._joiner = joiner
        self._initiatives = initiatives

    def complete(
        self, passages: Sequence[PassageToRead], texts: Sequence[TextRead]
    ) -> list[TextRead]:
        """Return the texts in order, answers completed."""
        completed = list(texts)
        chosen = [
            at
            for at, passage in enumerate(passages)
            if _is_tagged(passage) and len(texts[at].text) >= LEAST_WORDS
        ]
        asked = [_asked(texts[at]) for at in chosen]
        for at, by_rules, tagged in zip(
            chosen, asked, self._tagger.tag(asked), strict=True
        ):
            if tagged:
                names = self._joiner.join(
                    by_rules.text,
                    texts[at].names,
                    tagged,
                    initiatives=by_rules.found[NameKind.INITIATIVE],
                )
                initiatives = self._initiatives_of(texts[at], names.initiatives)
                completed[at] = TextRead(by_rules.text, names, initiatives)
        return completed

    def _initiatives_of(
        self, read: TextRead, tagged: Sequence[TaggedSpan]
    ) -> tuple[InitiativeMention, ...]:
        """Return what rules found as it is, and beside it what was tagged."""
        if not tagged:
            return read.initiatives
        return self._initiatives.find_initiatives(
            read.text,
            organisations=read.names.organisations.spans,
            places=read.names.places.spans,
            tagged=tagged,
        )


def _is_tagged(passage: PassageToRead) -> bool:
    return passage.kind == ANSWER and passage.language not in OTHER_LANGUAGES


def _asked(read: TextRead) -> ReadByRules:
    return ReadByRules(
        read.text, found_by_rules(read.text, read.names, read.initiatives)
    )
