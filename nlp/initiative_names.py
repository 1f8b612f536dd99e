"""A trigger or known name in its text in, where the name of the initiative ends out."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from domain.readings import InitiativeKind
from nlp.capitals import EntitySpan, is_name_word, past_links, run_right
from nlp.initiative_words import InitiativeWords, Trigger
from nlp.tokens import Shape, TokenisedText

FIRST_LINKS = frozenset(
    "van voor in de het op aan rond bij langs 't ’t – - naar".split()
)
KNOWN_LINKS = frozenset(("van",))
LATER_LINKS = frozenset("en voor & - – / op aan t/m".split())
ARTICLED_LINKS = frozenset(("in", "van"))
NEXT_LINKS = frozenset(("en", "de", "het"))
# Behind these a place only says where: "pilot in Gouda" has no name of its own.
WHERE_LINKS = frozenset("in te bij op rond langs aan voor naar de het".split())
TOPIC_KINDS = frozenset({InitiativeKind.PILOT, InitiativeKind.PROJECT})
TOPIC_LINKS = frozenset("in op bij langs rond voor".split())
MOST_TOPIC_WORDS = 2
LEAST_TOPIC_LENGTH = 4
MOST_SHOUTED_WORDS = 2
BODY_KINDS = frozenset(
    {InitiativeKind.VISION, InitiativeKind.PLAN, InitiativeKind.PROGRAMME}
)
COOPERATIVE = ("coöperatie", "cooperatie")


@dataclass(frozen=True, slots=True)
class Known:
    """The organisations and places of a text, by word as well."""

    organisations: tuple[EntitySpan, ...]
    places: tuple[EntitySpan, ...]
    organisation_words: frozenset[int]
    place_words: frozenset[int]

    @classmethod
    def of(
        cls, organisations: Sequence[EntitySpan], *, places: Sequence[EntitySpan]
    ) -> "Known":
        """Index what was found before."""
        return cls(
            organisations=tuple(organisations),
            places=tuple(places),
            organisation_words=_covered(organisations),
            place_words=_covered(places),
        )

    @property
    def words(self) -> frozenset[int]:
        """Return the words of both."""
        return self.organisation_words | self.place_words

    def is_organisation(self, first: int, last: int) -> bool:
        """Tell whether words lie inside the name of an organisation as such.

        A named cooperative is an initiative too (gold guideline).
        """
        return any(
            span.first <= first and last <= span.last and "perati" not in span.rule
            for span in self.organisations
        )

    def organisation_from(self, index: int) -> EntitySpan | None:
        """Return the organisation that starts at a word."""
        return next((s for s in self.organisations if s.first == index), None)


class SpanRules:
    """Tells how far a name runs on the right of its trigger."""

    later_links = LATER_LINKS

    def __init__(self, words: InitiativeWords) -> None:
        """Index the known names by their first word."""
        self._words = words
        self._known_names: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(
            list
        )
        for name in sorted(words.known, key=len, reverse=True):
            parts = tuple(name.split())
            self._known_names[parts[0].casefold()].append((parts, name))

    def opens_known_name(self, word: str) -> bool:
        """Tell whether a known name starts with this word form."""
        return word.casefold() in self._known_names

    def known_name(
        self, text: TokenisedText, index: int, *, known: Known
    ) -> tuple[int, int, InitiativeKind] | None:
        """Return the known name that starts at a word, with its year and area."""
        for parts, name in self._known_names.get(text.words[index].casefold(), ()):
            last = index + len(parts)
            written = text.words[index:last]
            if not _is_written(parts, written):
                continue
            end = self._past_name(text, last, known=known, links=KNOWN_LINKS)
            if end > last or name not in self._words.needs_more:
                return index, end, self._words.known[name]
        return None

    def name_end(
        self, text: TokenisedText, index: int, *, trigger: Trigger, known: Known
    ) -> int:
        """Return the word after the name that a trigger opens, or the next word."""
        start = index + 1
        if text.is_shouted:
            return self._shouted_end(text, start)
        own = known.organisation_from(index)
        if own is not None:
            return own.last
        body = known.organisation_from(start)
        if body is not None and trigger.kind in BODY_KINDS:
            return self._past_name(text, body.last, known=known)
        links = FIRST_LINKS if trigger.is_strong else frozenset[str]()
        end = self._past_name(text, start, known=known, links=links)
        if end == start and text.words[start:] and text.lower(start) == "uit":
            is_year = start + 1 < len(text) and text.shapes[start + 1] & Shape.NUMBER
            return start + 2 if is_year and not trigger.is_generic else start
        is_bare = trigger.is_generic or not trigger.is_strong
        if is_bare and self._is_only_where(text, start, end, known=known):
            return start
        return end

    def topic_end(
        self, text: TokenisedText, index: int, *, trigger: Trigger, known: Known
    ) -> int:
        """Return the end of "pilot deelauto's in de Wetering", or 0.

        One or two words in small letters stand between the trigger and the name.
        """
        is_named = text.is_capital(index - 1) and not text.opens_sentence(index - 1)
        if trigger.kind not in TOPIC_KINDS or is_named:
            return 0
        at = index + 1
        while at < min(index + 1 + MOST_TOPIC_WORDS, len(text)) and self._is_topic(
            text, at
        ):
            at += 1
            if is_name_word(text, at) and at in known.place_words:
                return run_right(text, at, links=LATER_LINKS)
            start = past_links(text, at, links=TOPIC_LINKS)
            is_pilot = trigger.kind is InitiativeKind.PILOT
            if start > 0 and is_pilot and start not in known.organisation_words:
                return run_right(text, start, links=LATER_LINKS)
        if trigger.kind is InitiativeKind.PILOT and text.lower(index + 1) == "met":
            return self._matter_end(text, index + 2)
        return 0

    def _matter_end(self, text: TokenisedText, start: int) -> int:
        """Return the end of "proeven met biobased isolatie", or 0."""
        at = start
        while at < min(start + MOST_TOPIC_WORDS, len(text)) and self._is_topic(
            text, at
        ):
            at += 1
        return at if at > start else 0

    def _is_topic(self, text: TokenisedText, index: int) -> bool:
        word = text.words[index]
        is_word = not text.shapes[index] & (
            Shape.MARK | Shape.CONNECTOR | Shape.CAPITAL
        )
        is_known_verb = word in self._words.verbs or word in self._words.stops
        long_enough = len(word) >= LEAST_TOPIC_LENGTH
        return is_word and long_enough and not is_known_verb and not word.endswith("t")

    def _past_name(
        self,
        text: TokenisedText,
        start: int,
        *,
        known: Known,
        links: frozenset[str] = FIRST_LINKS,
    ) -> int:
        blocked = known.organisation_words
        at = start
        if not is_name_word(text, at):
            at = past_links(text, at, links=links)
            if at < 0 or at in blocked or self._words.trigger(text.words[at]):
                return start
        elif at in blocked or text.sentences[at] != text.sentences[start - 1]:
            return start
        end = run_right(
            text, at, links=LATER_LINKS, articled=ARTICLED_LINKS, blocked=blocked
        )
        if end <= at:
            return start
        end = self._before_next(text, at, end)
        # "… voor het Land van Cuijk": never stop inside the name of a place.
        whole = (p.last for p in known.places if p.first < end < p.last)
        return next(whole, end)

    def _before_next(self, text: TokenisedText, start: int, end: int) -> int:
        """Stop before "en Regio Deal": a second name that "en" adds."""
        for at in range(start + 1, end):
            is_next = self._words.trigger(text.words[at]) or self.opens_known_name(
                text.words[at]
            )
            before = at
            while text.words[before - 1] in NEXT_LINKS:
                before -= 1
            if is_next and text.is_capital(at) and "en" in text.words[before:at]:
                return before
        return end

    def _is_only_where(
        self, text: TokenisedText, start: int, end: int, *, known: Known
    ) -> bool:
        """Tell whether the words after a trigger only say where it is."""
        if end <= start or text.words[start] not in WHERE_LINKS:
            return False
        names = [at for at in range(start, end) if text.is_capital(at)]
        return bool(names) and all(at in known.place_words for at in names)

    def _shouted_end(self, text: TokenisedText, start: int) -> int:
        """In a text of capitals a name runs up to its year, and needs one."""
        for at in range(start, min(start + MOST_SHOUTED_WORDS + 1, len(text))):
            if text.shapes[at] & Shape.NUMBER:
                return at + 1
            if text.lower(at) in self._words.stops:
                return start
        return start


def _is_written(parts: Sequence[str], written: Sequence[str]) -> bool:
    """Tell whether a known name stands here; one word or an abbreviation exactly."""
    if len(parts) == 1:
        return tuple(written) == tuple(parts)
    is_same = [w.casefold() for w in written] == [p.casefold() for p in parts]
    return is_same and any(word[:1].isupper() for word in written)


def _covered(spans: Sequence[EntitySpan]) -> frozenset[int]:
    return frozenset(i for span in spans for i in range(span.first, span.last))
