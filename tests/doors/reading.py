"""A document in, its passages as pairs of kind and text out."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from domain.phrases import DUTCH, Phrase
from domain.texts import DocumentText, JsonCollection, UnreadableDocument
from sources.documents.limits import ReadingLimits
from sources.documents.one_file import read_file

LIMITS = ReadingLimits()


class WithFindings(Protocol):
    """A document, or a text, and what a person should know of how it was read."""

    @property
    def findings(self) -> Sequence[Phrase]: ...


def outcome_of(
    folder: Path, data: bytes, name: str, *, collection: JsonCollection | None = None
) -> DocumentText | UnreadableDocument:
    """Return what reading these bytes under this name gives."""
    path = folder / "blob"
    path.write_bytes(data)
    return read_file(path, name=name, limits=LIMITS, collection=collection)


def read(
    folder: Path, data: bytes, name: str, *, collection: JsonCollection | None = None
) -> DocumentText:
    """Return the text of these bytes, which can be read."""
    found = outcome_of(folder, data, name, collection=collection)
    assert isinstance(found, DocumentText), found
    return found


def rule(
    folder: Path, data: bytes, name: str, *, collection: JsonCollection | None = None
) -> str:
    """Return the rule under which these bytes are refused."""
    found = outcome_of(folder, data, name, collection=collection)
    assert isinstance(found, UnreadableDocument), found
    return found.rule


def shown(document: DocumentText) -> list[tuple[str, str]]:
    """Return the kind and text of every passage."""
    return [
        (passage.kind.value, document.text[passage.start_offset : passage.end_offset])
        for passage in document.passages
    ]


def noticed(read: WithFindings) -> tuple[str, ...]:
    """Return what a person should know of the reading, in Dutch."""
    return tuple(each.told(DUTCH) for each in read.findings)
