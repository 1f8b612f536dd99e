"""The word list of organisations in, look-up tables of its nouns and endings out."""

from dataclasses import dataclass

from nlp.capitals import word_list
from nlp.tokens import TokenisedText

WORDS_FILE = "organisation_words.toml"
LEGAL_WORDS = frozenset(word_list(WORDS_FILE)["legal"]["forms"])
GROUP_WORDS = frozenset(word_list(WORDS_FILE)["legal"]["groups"])
ENDINGS = tuple(word_list(WORDS_FILE)["endings"]["words"])
FIRMS = frozenset(word_list(WORDS_FILE)["endings"]["firms"])
OPENERS = frozenset(word_list(WORDS_FILE)["openers"]["words"])
PLURALS = {
    noun: tuple(singulars)
    for noun, singulars in word_list(WORDS_FILE)["plurals"].items()
}
AUTHORITIES = frozenset(word_list(WORDS_FILE)["authorities"]["words"])
NO_BODY_WORDS = frozenset(word_list(WORDS_FILE)["labels"]["no_bodies"])
SURNAME_ENDINGS = tuple(word_list(WORDS_FILE)["labels"]["surnames"])


@dataclass(frozen=True, slots=True)
class TypeNoun:
    """A noun that announces an organisation, and what it says of it."""

    kind: str
    sector: str
    links: frozenset[str] = frozenset()
    is_part_of_name: bool = True
    needs_capital: bool = False
    needs_deed: bool = False
    is_after_name: bool = False
    is_many: bool = False


def type_nouns() -> dict[str, TypeNoun]:
    """Return what each noun of the list announces."""
    words = word_list(WORDS_FILE)
    nouns = {
        word: TypeNoun(
            kind=kind,
            sector=entry["sector"],
            links=frozenset(entry.get("links", ())),
            needs_capital=entry.get("needs_capital", False),
            needs_deed=entry.get("needs_deed", False),
            is_after_name=word.endswith(ENDINGS),
        )
        for kind, entry in words["types"].items()
        for word in entry["words"]
    }
    for kind, outside in words["outside"].items():
        sector = words["sectors_outside"][kind]
        for word in outside:
            nouns[word] = TypeNoun(
                kind=kind,
                sector=sector,
                is_part_of_name=False,
                is_many=word in words["several"]["words"],
            )
    return nouns


def is_authority(text: TokenisedText, first: int) -> bool:
    """Tell whether a name opens as that of an authority or university does.

    "Provincie" and "ministerie van Landbouw" say who, not what a text is about.
    """
    return text.lower(first) in AUTHORITIES
