"""A trigger or known name in its text in, where the name of the initiative ends out."""

from collections import defaultdict
from collections.abc import Container, Sequence, Set

from domain.readings import InitiativeKind
from nlp.capitals import is_name_word, past_links, run_right
from nlp.initiative_known import Known
from nlp.initiative_shapes import past_century
from nlp.initiative_words import InitiativeWords, Trigger
from nlp.tokens import Shape, TokenisedText

FIRST_LINKS = frozenset(
    "van voor in de het op aan rond bij langs 't ’t t – - naar".split()
)
# Of a project these say where as well: "rondweg om Kortezwaag".
PROJECT_LINKS = FIRST_LINKS | frozenset(
    "achter naast onder over om rondom tegenover tussen nabij".split()
)
KNOWN_LINKS = frozenset(("van",))
LATER_LINKS = frozenset("en voor & - – / op met na t/m aan".split())
ARTICLED_LINKS = frozenset(("in", "van", "aan"))
NEXT_LINKS = frozenset(("en", "de", "het"))
# Behind these a place only says where: "pilot in Gouda" has no name of its own.
WHERE_LINKS = frozenset("in te bij op rond langs aan voor naar de het".split())
TOPIC_KINDS = frozenset({InitiativeKind.PILOT, InitiativeKind.PROJECT})
TOPIC_LINKS = frozenset("in op bij langs rond voor".split())
# "Convenant weidevogels Waverland": of these a capital, a subject and a place.
TITLED_KINDS = frozenset(
    {
        InitiativeKind.VISION,
        InitiativeKind.PLAN,
        InitiativeKind.PROGRAMME,
        InitiativeKind.AGREEMENT,
    }
)
LEAST_TITLE_CAPITALS = 2
OPENERS = frozenset("de het een dit deze in".split())
MOST_TOPIC_WORDS = 2
LEAST_TOPIC_LENGTH = 4
LEAST_MATTER_LENGTH = 8
PILOT_WORDS = frozenset(("pilot", "proef", "pilotproject", "proefproject"))
VERB_ENDINGS = ("d", "de", "te", "den", "ten", "ende", "elijk", "elijke", "ig", "isch")
MOST_SHOUTED_WORDS = 2
BODY_KINDS = frozenset(
    {InitiativeKind.VISION, InitiativeKind.PLAN, InitiativeKind.PROGRAMME}
)
# In small letters these are everyday words: "een keukentafel in Gouda".
EVERYDAY_KINDS = frozenset(
    {InitiativeKind.PARTNERSHIP, InitiativeKind.SCHEME, InitiativeKind.RESEARCH}
)
# Of these "van" says whose it is, not how it is called: "vouchers van Zon op Dak".
LOOSE_KINDS = frozenset({InitiativeKind.PARTNERSHIP, InitiativeKind.SCHEME})
LOOSE_LINKS = frozenset("voor de het - –".split())
FIELD_LINKS = frozenset((",", "en", "&"))


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

    @property
    def known_openings(self) -> Set[str]:
        """Return the first words of the known names, whatever their capitals."""
        return self._known_names.keys()

    def opens_known_name(self, word: str) -> bool:
        """Tell whether a known name starts with this word form."""
        return word.casefold() in self._known_names

    def _has_known_name(self, text: TokenisedText, index: int) -> bool:
        return any(
            _is_written(parts, text.words[index : index + len(parts)])
            for parts, _ in self._known_names.get(text.words[index].casefold(), ())
        )

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
        links = self._first_links(text, index, trigger=trigger)
        end = self._past_name(text, start, known=known, links=links)
        if end == start + 1 and trigger.kind in BODY_KINDS:
            end = self._past_list(text, end, known=known)
        if end == start and text.words[start:] and text.lower(start) == "uit":
            is_year = start + 1 < len(text) and text.shapes[start + 1] & Shape.NUMBER
            return start + 2 if is_year and not trigger.is_generic else start
        is_everyday = trigger.kind in EVERYDAY_KINDS and not text.is_capital(index)
        is_bare = trigger.is_generic or not trigger.is_strong or is_everyday
        if is_bare and self._is_only_where(text, start, end, known=known):
            return start
        return end

    def _past_list(self, text: TokenisedText, end: int, *, known: Known) -> int:
        """Take the rest along of "Programma Wonen, Zorg en Welzijn 2025-2029".

        Places and organisations are no part of such a name, nor other initiatives.
        """
        at = end
        while text.lower(at) == "," and self._may_be_listed(text, at + 1, known=known):
            at += 2
        is_list = at > end and text.lower(at) == "en"
        if not is_list or not self._may_be_listed(text, at + 1, known=known):
            return end
        last = at + 2
        return last + bool(last < len(text) and text.shapes[last] & Shape.NUMBER)

    def _may_be_listed(self, text: TokenisedText, index: int, *, known: Known) -> bool:
        """Tell whether a word is a capitalised one of its own."""
        return (
            is_name_word(text, index)
            and not text.is_capital(index + 1)
            and index not in known.words
            and self._words.trigger(text.words[index]) is None
        )

    def _first_links(
        self, text: TokenisedText, index: int, *, trigger: Trigger
    ) -> frozenset[str]:
        """Return the small words that may stand between a trigger and its name."""
        if not trigger.is_strong:
            return frozenset()
        if trigger.kind is InitiativeKind.PROJECT and trigger.is_strong:
            return PROJECT_LINKS
        is_loose = trigger.kind in LOOSE_KINDS and not text.is_capital(index)
        return LOOSE_LINKS if is_loose else FIRST_LINKS

    def topic_end(
        self, text: TokenisedText, index: int, *, trigger: Trigger, known: Known
    ) -> int:
        """Return the end of "pilot deelauto's in de Wetering", or 0.

        One or two words in small letters stand between the trigger and the name.
        """
        is_right = text.is_capital(index - 1) and not text.opens_sentence(index - 1)
        if is_right:
            return 0
        if trigger.kind not in TOPIC_KINDS:
            return self._area_end(text, index, trigger=trigger, known=known)
        at = index + 1
        while at < min(index + 1 + MOST_TOPIC_WORDS, len(text)) and self._is_topic(
            text, at
        ):
            at += 1
            if is_name_word(text, at) and at in known.place_words:
                return run_right(text, at, links=LATER_LINKS)
            start = past_links(text, at, links=TOPIC_LINKS)
            is_pilot = trigger.kind is InitiativeKind.PILOT
            is_named = start > 0 and text.is_capital(start)
            if is_named and is_pilot and start not in known.organisation_words:
                return run_right(text, start, links=LATER_LINKS)
        if trigger.kind is not InitiativeKind.PILOT:
            return 0
        if text.lower(index + 1) == "met":
            start = index + 2 + int(text.lower(index + 2) in ("een", "de", "het"))
            end = self._matter_end(text, start)
            return self._past_place(text, end, known=known) if end else 0
        is_pilot = text.lower(index) in PILOT_WORDS
        return index + 2 if is_pilot and self._is_matter(text, index + 1) else 0

    def _area_end(
        self, text: TokenisedText, index: int, *, trigger: Trigger, known: Known
    ) -> int:
        """Return the end of "Convenant afkoppelbeleid Utrechtse Heuvelrug", or 0.

        A capital inside a sentence opens the name, a place closes it.
        """
        is_named = text.is_capital(index) and not text.is_shouted
        if trigger.kind not in TITLED_KINDS or not is_named:
            return 0
        at = index + 1
        while at < min(index + 1 + MOST_TOPIC_WORDS, len(text)) and self._is_topic(
            text, at
        ):
            at += 1
            if at in known.place_words and text.is_capital(at):
                return run_right(text, at, links=(), blocked=known.organisation_words)
        return 0

    def _is_matter(self, text: TokenisedText, index: int) -> bool:
        """Tell whether a long noun stands right behind: "pilot drukdrainage"."""
        word = text.lower(index)
        return (
            len(word) >= LEAST_MATTER_LENGTH
            and self._is_topic(text, index)
            and not word.endswith(VERB_ENDINGS)
        )

    def _matter_end(self, text: TokenisedText, start: int) -> int:
        """Return the end of "proeven met biobased isolatie", or 0."""
        at = start
        while at < min(start + MOST_TOPIC_WORDS, len(text)) and self._is_topic(
            text, at
        ):
            at += 1
        return at if at > start else 0

    def _past_place(self, text: TokenisedText, end: int, *, known: Known) -> int:
        """Take "in Wolvelaar" along behind "pilot met een buurtbatterij"."""
        at = past_links(text, end, links=TOPIC_LINKS)
        place = next((p for p in known.places if p.first == at), None)
        return place.last if place is not None else end

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
            if at >= 0 and text.shapes[at] & Shape.NUMBER and text.lower(start) == "in":
                # "… programma in 2024": that is when, not how it is called.
                return start
            if at < 0 or at in blocked or self._words.trigger(text.words[at]):
                return start
        elif at in blocked or text.sentences[at] != text.sentences[start - 1]:
            return start
        end = run_right(
            text, at, links=LATER_LINKS, articled=ARTICLED_LINKS, blocked=blocked
        )
        if end <= at:
            return start
        if end == at + 1 and at not in known.place_words:
            end = self._past_single(text, end, blocked=blocked)
        end = self.before_next(text, at, end)
        end = before_title_line(text, at, end)
        if at > start and text.words[start] == "van" and self._holds(text, at, end):
            # "de uitvoeringsagenda van de Regionale Adaptatiestrategie": that names it.
            return start
        # "… voor het Land van Cuijk": never stop inside the name of a place.
        whole = (p.last for p in known.places if p.first < end < p.last)
        return next(whole, end)

    def _holds(self, text: TokenisedText, first: int, last: int) -> bool:
        """Tell whether a name holds a trigger of its own."""
        return any(self._words.trigger(text.words[at]) for at in range(first, last))

    def _opens_name(self, text: TokenisedText, index: int, *, before: int) -> bool:
        """Tell "en Regio Deal X" from the last word of "Stikstof en Perspectief"."""
        is_articled = index - before > 1
        return (
            is_articled
            or is_name_word(text, index + 1)
            or self._has_known_name(text, index)
        )

    def _past_single(
        self, text: TokenisedText, end: int, *, blocked: Container[int]
    ) -> int:
        """Take "van Stroomwoude" along in "Hart van Stroomwoude"."""
        if text.words[end : end + 1] != ["van"] or not is_name_word(text, end + 1):
            return end
        return end if end + 1 in blocked else end + 2

    def field_end(
        self, text: TokenisedText, start: int, *, trigger: Trigger, known: Known
    ) -> int:
        """Return the end of "visie ruimte en mobiliteit" from its first field, or 0.

        Behind a vision, plan or programme a field of policy without an article is its
        name; behind a name that ends in "en" the second field is a part of it too.
        """
        if trigger.kind not in BODY_KINDS:
            return 0
        end, at = 0, start
        while size := self._field_size(text, at):
            end = at = at + size
            if text.lower(at) in FIELD_LINKS and text.lower(at - 1) != "en":
                at += 1
        if end and is_name_word(text, end):
            return run_right(
                text, end, links=LATER_LINKS, blocked=known.organisation_words
            )
        return end

    def _field_size(self, text: TokenisedText, index: int) -> int:
        """Return how many words the field of policy at a word has."""
        pair = f"{text.lower(index)} {text.lower(index + 1)}"
        if pair in self._words.fields:
            return 2
        return int(text.lower(index) in self._words.fields)

    def before_next(self, text: TokenisedText, start: int, end: int) -> int:
        """Stop before "en Regio Deal": a second name that "en" adds."""
        for at in range(start + 1, end):
            is_next = self._words.trigger(text.words[at]) or self._has_known_name(
                text, at
            )
            before = at
            while text.words[before - 1] in NEXT_LINKS:
                before -= 1
            is_added = "en" in text.words[before:at] and text.is_capital(at)
            if is_next and is_added and self._opens_name(text, at, before=before):
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


def before_title_line(text: TokenisedText, first: int, last: int) -> int:
    """Stop before "- Apparatenlijst" and "De", where another line begins.

    "Subsidie Schone Lucht - Lijst van apparaten" is called so up to the dash.
    """
    is_dated = bool(text.shapes[last - 1] & Shape.NUMBER)
    capitals = 0
    for at in range(first, last if not is_dated else first):
        is_apart = text.words[at] in ("-", "–") and text.ends[at - 1] < text.starts[at]
        if is_apart and capitals >= LEAST_TITLE_CAPITALS:
            return at
        capitals += int(text.is_capital(at))
    while last > first and text.lower(last - 1) in OPENERS:
        last -= 1
    return past_century(text, last)


def _is_written(parts: Sequence[str], written: Sequence[str]) -> bool:
    """Tell whether a known name stands here; one word or an abbreviation exactly."""
    if len(parts) == 1:
        return tuple(written) == tuple(parts)
    is_same = [w.casefold() for w in written] == [p.casefold() for p in parts]
    return is_same and any(word[:1].isupper() for word in written)
