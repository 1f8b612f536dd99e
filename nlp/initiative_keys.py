"""Names of initiatives in, the keys and guards by which two are the same out."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from domain.readings import LocatedMention
from nlp.initiative_words import initiative_words
from nlp.tokens import CLOSING_QUOTES, QUOTES

NUMBER = re.compile(r"\d+(?:[.\-]\d+)*")
YEAR_RANGE = re.compile(r"(\d{4})\s*(?:-|–|/|t/m|tot en met)\s*(\d{2,4})")
EDGES = ".,; "
ENDS_IN_LETTERS = re.compile(r"(?:\b[A-Za-z]\.){2,}$")
"""The dot behind "U.A." and "e.o." belongs to it."""
OPENS_QUOTE = re.compile(r"(?:^|\s)['\"‘’“„«`]")
NOT_IN_KEY = re.compile(r"[^\w.\- ]+")
# In front of a name these say what it is, and are as often left out.
LEADING = frozenset(
    "de het een project pilot programma initiatief plan campagne aanpak proef".split()
)
SMALL = frozenset("de het een van voor in en op aan der den &".split())
# Rules whose names many areas or bodies share: a place or lead has to tell them apart.
SHARED_RULES = frozenset(
    ("known-name", "trigger-year", "capital-compound", "carried-trigger")
)
SHARED_NAMES = (
    "regio deal",
    "city deal",
    "woondeal",
    "green deal",
    "regionale energiestrategie",
    "transitievisie warmte",
    "res",
    "tvw",
)
LEAST_ALIKE = 92
LEAST_WORD_ALIKE = 75
LEAST_BLOCK_WORD = 4
MOST_LENGTH_GAP = 8


@dataclass(frozen=True, slots=True)
class NameKey:
    """What makes a name one initiative: its words, its numbers and its guard."""

    core: str
    numbers: tuple[str, ...]
    guard: str = ""

    @property
    def text(self) -> str:
        """Return the key as one text, for ids."""
        return f"{self.base}|{self.guard}"

    @property
    def base(self) -> str:
        """Return the words and numbers as one text, without the guard."""
        return f"{self.core}|{' '.join(self.numbers)}"


def clean_name(text: str) -> str:
    """Return a name as it should be shown: one line, no escapes, no loose quotes.

    Quotes around all of it go, and so does one without its other half; in
    "project 'Levende Sloten'" both stay.
    """
    name = _trimmed(" ".join(text.replace("\\", "").split()))
    closings = CLOSING_QUOTES.get(name[:1], "")
    if closings and not any(sign in closings for sign in name[1:-1]):
        name = name[1:-1] if name[-1:] in closings else name[1:]
    elif name[-1:] in QUOTES and not OPENS_QUOTE.search(name):
        name = name[:-1]
    return _trimmed(name)


def _trimmed(name: str) -> str:
    trimmed = name.strip(EDGES)
    dotted = f"{trimmed}."
    return dotted if dotted in name and ENDS_IN_LETTERS.search(dotted) else trimmed


def plain_words(text: str) -> list[str]:
    """Return the lower-case words of a name, without diacritics and leading nouns."""
    shown = clean_name(text).rstrip(EDGES)
    lowered = unicodedata.normalize("NFKD", shown.casefold())
    letters = "".join(c for c in lowered if not unicodedata.combining(c))
    ranged = YEAR_RANGE.sub(r"\1-\2", letters)
    words = NOT_IN_KEY.sub(" ", ranged).split()
    while len(words) > 1 and words[0] in LEADING:
        words = words[1:]
    return words


@lru_cache(maxsize=65_536)
def name_key(text: str, *, guard: str = "") -> NameKey:
    """Return the key of one name; numbers stand apart, so that they must be equal."""
    words = plain_words(text)
    numbers = tuple(word for word in words if NUMBER.fullmatch(word))
    core = " ".join(word for word in words if word not in numbers)
    return NameKey(core=core or " ".join(words), numbers=numbers, guard=guard)


def guarded_key(located: LocatedMention, *, name: str) -> NameKey:
    """Return the key of a name, with the place or lead that tells a shared one apart.

    "Regio Deal Foodvalley" is the Regio Deal of that place; a shared name alone takes
    the place of its sentence.
    """
    mention, key = located.mention, name_key(name)
    place = mention.place_ids[0] if len(mention.place_ids) == 1 else ""
    shared = next((s for s in SHARED_NAMES if key.core.startswith(f"{s} ")), "")
    named_place = {name_key(each).core for each in located.place_names}
    if shared and place and key.core.removeprefix(f"{shared} ") in named_place:
        return NameKey(shared, key.numbers, place)
    is_shared = key.core in SHARED_NAMES or (
        mention.rule in SHARED_RULES - {"known-name"} and " " not in key.core
    )
    if is_shared and place:
        return NameKey(key.core, key.numbers, place)
    is_carried = is_shared and mention.rule == "carried-trigger"
    return NameKey(key.core, key.numbers, mention.lead_id if is_carried else "")


def expanded_names(mentions: Sequence[LocatedMention]) -> list[str]:
    """Return each mention's name with its abbreviation written out.

    "Regionale Energiestrategie (RES)" binds RES within its document, and elsewhere as
    long as no document binds it to another name; a few mean the same in every region.
    """
    local: dict[tuple[str, str], str] = {}
    anywhere: dict[str, set[str]] = defaultdict(set)
    for located in mentions:
        mention = located.mention
        if mention.abbreviation:
            name = clean_name(mention.text)
            local.setdefault((located.context_id, mention.abbreviation), name)
            anywhere[mention.abbreviation].add(name)
    unique = {
        short: min(names)
        for short, names in anywhere.items()
        if len({name_key(name) for name in names}) == 1
    }
    return [_expanded(located, local=local, unique=unique) for located in mentions]


def _expanded(
    located: LocatedMention,
    *,
    local: dict[tuple[str, str], str],
    unique: dict[str, str],
) -> str:
    name = clean_name(located.mention.text)
    everywhere = initiative_words().abbreviations
    whole = local.get((located.context_id, name)) or unique.get(name)
    if whole:
        return whole
    words = name.split()
    for at, word in enumerate(words):
        long = local.get((located.context_id, word)) or unique.get(word)
        long = long or everywhere.get(word)
        if long and not _is_word_of(word, long):
            return " ".join(_put_in(long.split(), words, at=at))
    return name


def _is_word_of(short: str, long: str) -> bool:
    """Tell whether a short name is a word of what it stands for.

    Behind "(hierna: de Woonagenda)" that word stands in the whole name as well, and
    "Woonagenda Zuid" is another one.
    """
    return short.casefold() in long.casefold().split()


def _put_in(long: list[str], words: list[str], *, at: int) -> list[str]:
    """Write out the word at a place; what stands beside it already is not said twice.

    "Programma PVW", "HCA Techniek" and "Regionale Energiestrategie RES" hold a part of
    what their short form stands for.
    """
    before, behind = words[:at], words[at + 1 :]
    opening = _shared(before, long)
    ending = _shared(long[opening:], behind)
    return [*before, *long[opening:], *behind[ending:]]


def _shared(one: list[str], other: list[str]) -> int:
    """Return how many words the end of one list shares with the start of another."""
    marks = EDGES + "".join(QUOTES)
    ends, starts = ([w.casefold().strip(marks) for w in each] for each in (one, other))
    sizes = range(min(len(ends), len(starts)), 0, -1)
    return next((size for size in sizes if ends[-size:] == starts[:size]), 0)


def is_same_name(one: NameKey, other: NameKey) -> bool:
    """Tell whether two keys are spellings of one name.

    The numbers and guards must be equal ("RES 1.0" is not "RES 2.0"), and every word
    must look like its counterpart, because "Noord" and "Zuid" at the end of a long name
    would pass on the whole.
    """
    if one.numbers != other.numbers or one.guard != other.guard:
        return False
    own = [word for word in one.core.split() if word not in SMALL]
    others = [word for word in other.core.split() if word not in SMALL]
    if own == others and len(own) > 1:
        return True
    if fuzz.ratio(one.core, other.core) < LEAST_ALIKE:
        return False
    if len(own) != len(others):
        return one.core.replace(" ", "") == other.core.replace(" ", "")
    return all(
        fuzz.ratio(a, b) >= LEAST_WORD_ALIKE for a, b in zip(own, others, strict=True)
    )


def same_name_pairs(keys: Iterable[NameKey]) -> list[tuple[NameKey, NameKey]]:
    """Return the pairs of keys that are one name; only within blocks they compare.

    A block holds the keys with the same numbers, guard and opening letters of a word.
    """
    blocks: dict[tuple[tuple[str, ...], str, str], list[NameKey]] = defaultdict(list)
    for key in sorted(keys, key=lambda key: key.text):
        openings = {
            word[:LEAST_BLOCK_WORD]
            for word in key.core.split()
            if len(word) >= LEAST_BLOCK_WORD
        }
        for opening in openings or {key.core}:
            blocks[key.numbers, key.guard, opening].append(key)
    pairs = {
        (one, other)
        for block in blocks.values()
        for index, one in enumerate(block)
        for other in block[index + 1 :]
        if abs(len(one.core) - len(other.core)) <= MOST_LENGTH_GAP
        and is_same_name(one, other)
    }
    return sorted(pairs, key=lambda pair: (pair[0].text, pair[1].text))
