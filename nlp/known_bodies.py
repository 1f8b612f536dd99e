"""Known organisations in, the one that another form of its name stands for out."""

from collections.abc import Mapping, Sequence

from domain.gazetteers import Organisation
from nlp.organisation_words import GROUP_WORDS, LEGAL_WORDS, TypeNoun

LEGAL_FORMS = LEGAL_WORDS | {"ua"}
NO_FORMS = frozenset(("Groep", "Group", "Holding"))
"""A holding is another body than the firm it holds."""


class KnownBodies:
    """The ids of names and aliases that only one known organisation has."""

    def __init__(
        self, organisations: Sequence[Organisation], *, nouns: Mapping[str, TypeNoun]
    ) -> None:
        """Take the bodies, and what each noun before a name announces."""
        named: dict[str, set[str]] = {}
        for organisation in organisations:
            for name in (organisation.name, *organisation.aliases):
                named.setdefault(name.casefold(), set()).add(
                    organisation.organisation_id
                )
        self.ids = {name: min(ids) for name, ids in named.items() if len(ids) == 1}
        self._sectors = {o.organisation_id: o.sector for o in organisations}
        self._nouns = nouns

    def body_of(self, name: str, *, sector: str) -> str | None:
        """Return the known body that a name stands for, in one of its forms.

        "VeenKracht U.A." is VeenKracht, "dorpsraad van Tiendkade" is Dorpsraad
        Tiendkade, and "zuivelfabriek De Melkkan" is De Melkkan if that is of the same
        sector: a school may be called like a firm.
        """
        words = name.split()
        if len(words) > 1 and _is_legal_form(words[-1]):
            words = words[:-1]
        known = self.ids.get(" ".join(words).casefold())
        return known or self._without_noun(words, sector=sector)

    def _without_noun(self, words: Sequence[str], *, sector: str) -> str | None:
        noun = self._nouns.get(words[0].casefold())
        if noun is None or noun.sector == "public":
            return None
        rest = list(words[1:])
        while rest and rest[0] in noun.links:
            rest = rest[1:]
        is_linked = len(rest) < len(words) - 1
        name = " ".join((words[0], *rest) if is_linked else rest).casefold()
        known = self.ids.get(name)
        if is_linked or known is None:
            return known
        return known if self._sectors[known] == sector else None


def _is_legal_form(word: str) -> bool:
    is_form = word.casefold() in LEGAL_FORMS or word in GROUP_WORDS
    return is_form and word not in NO_FORMS
