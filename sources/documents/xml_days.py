"""An official publication in XML in, the day it became available out."""

from collections.abc import Iterator

from lxml import etree

from domain.texts import Candidate
from sources.documents.candidates import day_told

_AVAILABLE = "dcterms.available"


def published_told(root: etree._Element) -> Iterator[Candidate]:
    """Give the day on which a publication says that it came out."""
    for element in root.iter("{*}meta"):
        if element.get("name", "").lower() == _AVAILABLE:
            yield from day_told(element.get("content", ""), what="dated_on")
            return
