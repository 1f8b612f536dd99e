"""Counts of what a reader of a file does not see in, sentences that tell of it out."""

from collections.abc import Iterator

from sources.documents.counts import counted

_HIDDEN = (
    "Verborgen tekst is niet gelezen ({parts}); maak die zichtbaar als de "
    "inhoud nodig is."
)
_DELETED = (
    "Tekst die met bijgehouden wijzigingen is verwijderd, is niet gelezen ({parts}); "
    "wijs die wijzigingen af als de tekst toch geldt."
)
_STRUCK = (
    "Doorgehaalde tekst is niet gelezen ({parts}); haal de streep weg als die tekst "
    "geldt."
)
_REMARKS = (
    "Opmerkingen in de kantlijn of bij cellen zijn niet gelezen ({count}); neem wat "
    "daarvan telt op in de tekst."
)
_DAMAGED = (
    "Beschadigde onderdelen, zoals een grafiek, zijn niet gelezen ({count}); bewaar "
    "het bestand opnieuw als daarin iets staat dat telt."
)


def told_hidden(pieces: int) -> Iterator[str]:
    """Say how many pieces of hidden text were left out, if any."""
    if pieces:
        yield _HIDDEN.format(parts=counted(pieces, "stuk", "stukken"))


def told_deleted(pieces: int) -> Iterator[str]:
    """Say how many pieces were left out that tracked changes strike out, if any."""
    if pieces:
        yield _DELETED.format(parts=counted(pieces, "stuk", "stukken"))


def told_struck(pieces: int) -> Iterator[str]:
    """Say how many pieces were left out that have a line through them, if any."""
    if pieces:
        yield _STRUCK.format(parts=counted(pieces, "stuk", "stukken"))


def told_remarks(count: int) -> Iterator[str]:
    """Say how many remarks on the text were left out, if any."""
    if count:
        yield _REMARKS.format(count=count)


def told_damaged(count: int) -> Iterator[str]:
    """Say how many damaged parts, such as charts, were left out, if any."""
    if count:
        yield _DAMAGED.format(count=count)
