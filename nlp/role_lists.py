"""The organisations of a text in, the lists they stand in with one role each out."""

from collections.abc import Sequence
from functools import cache

from nlp.capitals import EntitySpan
from nlp.initiative_known import Known
from nlp.initiative_words import initiative_words
from nlp.organisation_words import type_nouns
from nlp.tokens import TokenisedText

ARTICLES = frozenset(("de", "het", "the"))
JOINS = frozenset((",", "en", "/", "&", "and", "alsmede", "evenals"))
LABELLED_JOINS = frozenset((";", "|"))
MOST_BETWEEN = 7
# A group between two names: "waterschap Vaart, de vijf gemeenten en LTO".
GROUPS = frozenset(
    "gemeenten provincies waterschappen corporaties woningcorporaties scholen bewoners "
    "ondernemers partijen boeren bedrijven partners twee drie vier vijf zes zeven acht "
    "negen tien elf twaalf alle andere".split()
)


def in_lists(
    text: TokenisedText, organisations: Sequence[EntitySpan]
) -> list[list[EntitySpan]]:
    """Return organisations by the lists they stand in: "A, B en C" has one role."""
    lists: list[list[EntitySpan]] = []
    for span in organisations:
        if lists and _is_listed(text, lists[-1], span):
            lists[-1].append(span)
        else:
            lists.append([span])
    return lists


def with_references(text: TokenisedText, known: Known) -> list[EntitySpan]:
    """Return the organisations of a text, with "de provincie" for the one it means.

    That is the only one of its kind that the text names, or else that the region has.
    """
    named: dict[str, set[str]] = {}
    for span in known.organisations:
        named.setdefault(text.lower(span.first), set()).add(span.entity_id)
    meant = {noun: ids for noun, ids in named.items() if len(ids) == 1}
    meant |= {n: {known.bodies[n]} for n in known.bodies if n not in named}
    found = list(known.organisations)
    asked = {*meant, "staten"}
    nouns = [(at, w) for at, w in enumerate(text.small) if w in asked] if meant else ()
    for at, noun in nouns:
        if at == 0:
            continue
        is_body = noun in meant and noun in initiative_words().bodies
        is_said = text.lower(at - 1) in ARTICLES
        if is_body and is_said and at not in known.organisation_words:
            found.append(EntitySpan(at, at + 1, min(meant[noun]), "reference"))
        elif noun == "staten" and text.lower(at - 1) == "gedeputeerde":
            # They are the daily board of the province.
            for body in meant.get("provincie", ()):
                if at not in known.organisation_words:
                    found.append(EntitySpan(at - 1, at + 1, body, "reference"))
    return sorted(found, key=lambda span: span.first)


def _is_listed(
    text: TokenisedText, listed: Sequence[EntitySpan], other: EntitySpan
) -> bool:
    """Tell whether only "," or "en" stands between, with an article or a noun.

    The noun says what the second one is: "Stedin en aannemer Klomp". Behind a label
    ("Partners:") a semicolon joins too.
    """
    last = listed[-1].last
    if other.first - last > MOST_BETWEEN:
        return False
    is_labelled = text.lower(listed[0].first - 1) == ":"
    joins = JOINS | LABELLED_JOINS if is_labelled else JOINS
    between = [text.lower(at) for at in range(last, other.first)]
    if joins.isdisjoint(between):
        return False
    return all(word in joins | ARTICLES | GROUPS | announcing() for word in between)


@cache
def announcing() -> frozenset[str]:
    """Return the nouns that stand before a name without being a part of it."""
    nouns = type_nouns()
    return frozenset(word for word in nouns if not nouns[word].is_part_of_name)
