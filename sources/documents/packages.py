"""A zip-based document in, its XML parts parsed safely out."""

import posixpath
from pathlib import Path
from types import TracebackType
from typing import Self
from zipfile import BadZipFile, ZipFile

from lxml import etree

from sources.documents.refusals import DocumentRefused, ran_out_of_memory

_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"


def parsed_xml(data: bytes) -> etree._Element:
    """Return the root of an XML text, without entities, network or any DTD.

    Raises ``DocumentRefused`` for what is no XML.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise DocumentRefused(
            "too_deep" if is_too_deep(error) else "damaged"
        ) from error


def is_too_deep(error: etree.XMLSyntaxError) -> bool:
    """Whether an error is of elements nested deeper than is read, not of damage."""
    return "depth" in str(error)


class Package:
    """The parts of one document by name; a part that is not there is no document."""

    def __init__(self, path: Path, *, main: str) -> None:
        """Open the file; raises ``DocumentRefused`` where the main part is missing."""
        try:
            self._archive = ZipFile(path)
        except BadZipFile as error:
            raise DocumentRefused("damaged") from error
        self.damaged: set[str] = set()
        self._names = frozenset(self._archive.namelist())
        if main not in self._names:
            self._archive.close()
            raise DocumentRefused("wrong_content")

    def __enter__(self) -> Self:
        """Return the package itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file."""
        self._archive.close()

    def part(self, name: str) -> etree._Element | None:
        """Return the root of a part, or None where it does not exist."""
        if name not in self._names:
            return None
        try:
            data = self._archive.read(name)
        except (BadZipFile, EOFError, OSError) as error:
            raise DocumentRefused("damaged") from error
        return parsed_xml(data)

    def side_part(self, name: str) -> etree._Element | None:
        """Return a part that takes no text along: also None where it is damaged.

        The names of those that are damaged are kept in ``damaged``.
        """
        try:
            return self.part(name)
        except DocumentRefused as refused:
            if ran_out_of_memory(refused):
                raise
            self.damaged.add(name)
            return None

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """Return what a part refers to inside the file: id to last word and part."""
        folder, file = posixpath.split(name)
        root = self.part(f"{folder}/_rels/{file}.rels")
        found: dict[str, tuple[str, str]] = {}
        for relation in () if root is None else root.iter(f"{_RELATIONS}Relationship"):
            if relation.get("TargetMode") == "External":
                continue
            kind = str(relation.get("Type")).rsplit("/", 1)[-1]
            target = posixpath.normpath(
                posixpath.join(f"/{folder}", str(relation.get("Target")))
            )
            found[str(relation.get("Id"))] = (kind, target.lstrip("/"))
        return found
