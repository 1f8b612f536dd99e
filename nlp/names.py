"""Known names in, the places in a text where one of them stands out."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nlp.cutting import WordCutter
from nlp.judged import Judged
from nlp.tokens import TokenisedText

if TYPE_CHECKING:
    from spacy.language import Language

LEAST_LOWER_LENGTH = 7
# Words that stand everywhere in a text, however few the names that hold them.
POOR_KEYS = frozenset("de het een van ' ’ 's 't ten ter der den in op aan & -".split())


@dataclass(frozen=True, slots=True)
class NameFound:
    """One known name at the words ``first`` up to but not including ``last``."""

    first: int
    last: int
    name: str
    entity_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    """One name as the words that spell it, in small letters."""

    words: list[str]
    name: str
    entity_ids: tuple[str, ...]


class NameMatcher:
    """Finds thousands of names at once, whatever their capitals.

    Each name stands under its rarest word ("gemeente Het Hogeland" under "hogeland"),
    so what a text costs hardly grows with the number of names.
    """

    def __init__(
        self,
        names: Iterable[tuple[str, str]],
        *,
        language: "Language",
        least_lower: int = LEAST_LOWER_LENGTH,
    ) -> None:
        """Take pairs of a name and the id of what it names; equal names share ids.

        A single name of ``least_lower`` letters may stand without its capital.
        """
        self._least_lower = least_lower
        named: dict[str, tuple[str, list[str]]] = {}
        for name, entity_id in names:
            _, ids = named.setdefault(name.casefold(), (name, []))
            if entity_id not in ids:
                ids.append(entity_id)
        cutter = WordCutter(language)
        entries = []
        for name, ids in named.values():
            entry = _Entry(cutter.cut(name.lower())[0], name, tuple(ids))
            entries.append(entry)
        uses = Counter(word for entry in entries for word in set(entry.words))
        self._entries: dict[str, list[tuple[int, _Entry]]] = defaultdict(list)
        for entry in entries:
            if entry.words:
                key = min(range(len(entry.words)), key=_rarity(entry, uses))
                self._entries[entry.words[key]].append((key, entry))
        short = frozenset(
            word
            for word, standing in self._entries.items()
            if all(
                _needs_capital(entry, least_lower=least_lower) for _, entry in standing
            )
        )
        self.rule = Judged(words=self._entries.keys() - short, names=short)

    def find_names(self, text: TokenisedText) -> Iterator[NameFound]:
        """Yield the longest names in text order, without overlaps."""
        small, entries = text.small, self._entries
        standing = [
            (first, last, entry)
            for index in text.where(self.rule)
            for key, entry in entries[small[index]]
            if (first := index - key) >= 0
            and small[first : (last := first + len(entry.words))] == entry.words
        ]
        if len(standing) > 1:
            standing.sort(key=lambda found: (found[0], -found[1]))
        free_from = 0
        for first, last, entry in standing:
            if first >= free_from and is_written_as_name(
                text,
                first=first,
                last=last,
                name=entry.name,
                least_lower=self._least_lower,
            ):
                free_from = last
                yield NameFound(first, last, entry.name, entry.entity_ids)


def _rarity(
    entry: _Entry, uses: Mapping[str, int]
) -> Callable[[int], tuple[bool, int, int, int]]:
    """Rank words by what they tell: marks least, of equally rare ones the longest."""

    def rank(at: int) -> tuple[bool, int, int, int]:
        word = entry.words[at]
        is_poor = word in POOR_KEYS or not any(map(str.isalnum, word))
        return is_poor, uses[word], -len(word), at

    return rank


def _needs_capital(entry: _Entry, *, least_lower: int) -> bool:
    """Tell whether a name is never written without any capital: "Best", "NS"."""
    is_short = len(entry.words) == 1 and len(entry.name) < least_lower
    return is_short and any(letter.isupper() for letter in entry.name)


def is_written_as_name(
    text: TokenisedText,
    *,
    first: int,
    last: int,
    name: str,
    least_lower: int = LEAST_LOWER_LENGTH,
) -> bool:
    """Tell whether the capitals fit: "stedin" may, "ns" and "best" may not.

    A name may be written wholly in capitals, or with a capital where it has none; a
    long single name may be written without.
    """
    written = text.span_text(first, last)
    if written == name:
        return True
    if len(name) <= 3 or name.isupper():
        return text.is_shouted and written == name.upper() and len(name) > 2
    if any(text.is_capital(index) for index in range(first, last)):
        # "het Drentse landschap" is not Het Drentse Landschap.
        return text.is_capital(last - 1) or not name.split()[-1][:1].isupper()
    if not any(letter.isupper() for letter in name):
        return True
    return last - first == 1 and len(name) >= least_lower
