"""Counts of what a reader of a file does not see in, sentences that tell of it out."""

from collections.abc import Iterator

from domain.phrases import Phrase, phrase


def told_hidden(pieces: int) -> Iterator[Phrase]:
    """Say how many pieces of hidden text were left out, if any."""
    if pieces:
        yield phrase("reading_hidden", count=pieces)


def told_deleted(pieces: int) -> Iterator[Phrase]:
    """Say how many pieces were left out that tracked changes strike out, if any."""
    if pieces:
        yield phrase("reading_deleted", count=pieces)


def told_struck(pieces: int) -> Iterator[Phrase]:
    """Say how many pieces were left out that have a line through them, if any."""
    if pieces:
        yield phrase("reading_struck", count=pieces)


def told_remarks(count: int) -> Iterator[Phrase]:
    """Say how many remarks on the text were left out, if any."""
    if count:
        yield phrase("reading_remarks", count=count)


def told_damaged(count: int) -> Iterator[Phrase]:
    """Say how many damaged parts, such as charts, were left out, if any."""
    if count:
        yield phrase("reading_damaged", count=count)


def told_signs(count: int) -> Iterator[Phrase]:
    """Say how many signs of fonts of symbols are not known and were left out."""
    if count:
        yield phrase("reading_signs", count=count)
