"""Known names in, the places in a text where one of them stands out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nlp.tokens import TokenisedText

if TYPE_CHECKING:
    from spacy.language import Language

LEAST_LOWER_LENGTH = 7


@dataclass(frozen=True, slots=True)
class NameFound:
    """One known name at the words ``first`` up to but not including ``last``."""

    first: int
    last: int
    name: str
    entity_ids: tuple[str, ...]


class NameMatcher:
    """Finds thousands of names at once, whatever their capitals."""

    def __init__(
        self, names: Iterable[tuple[str, str]], *, language: "Language"
    ) -> None:
        """Take pairs of a name and the id of what it names; equal names share ids."""
        from spacy.matcher import PhraseMatcher

        entries: dict[str, tuple[str, list[str]]] = {}
        for name, entity_id in names:
            _, ids = entries.setdefault(name.casefold(), (name, []))
            if entity_id not in ids:
                ids.append(entity_id)
        self._matcher = PhraseMatcher(language.vocab, attr="LOWER")
        self._entries: dict[int, tuple[str, tuple[str, ...]]] = {}
        by_key = defaultdict(list)
        for key, (name, ids) in entries.items():
            number = language.vocab.strings.add(f"name:{key}")
            self._entries[number] = (name, tuple(ids))
            by_key[f"name:{key}"].append(language.make_doc(name))
        for key, docs in by_key.items():
            self._matcher.add(key, docs)

    def find_names(self, text: TokenisedText) -> Iterator[NameFound]:
        """Yield the longest names in text order, without overlaps."""
        found = self._matcher(text.doc)
        if not found:
            return
        found.sort(key=lambda match: (match[1], -match[2]))
        free_from = 0
        for number, first, last in found:
            if first >= free_from:
                name, ids = self._entries[number]
                if is_written_as_name(text, first=first, last=last, name=name):
                    free_from = last
                    yield NameFound(first, last, name, ids)


def is_written_as_name(
    text: TokenisedText, *, first: int, last: int, name: str
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
    return last - first == 1 and len(name) >= LEAST_LOWER_LENGTH
