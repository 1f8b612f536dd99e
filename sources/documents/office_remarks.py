"""An Office file in, the number of remarks that people hung on its text out."""

import re
from pathlib import Path
from zipfile import ZipFile

from lxml import etree

from sources.documents.packages import parsed_xml
from sources.documents.refusals import DocumentRefused

_PARTS = re.compile(
    r"(?:word|xl|ppt)/(?:comments\d*\.xml|(?:comments|threadedComments)/[^/]+\.xml)"
)
_REMARKS = frozenset(("comment", "threadedComment", "cm", "reply"))
# The older form of a thread, which Excel keeps beside it, is written in this name.
_THREAD = "tc="


def remark_count(path: Path) -> int:
    """Count the remarks in a Word file, workbook or presentation, replies too."""
    with ZipFile(path) as archive:
        names = [name for name in archive.namelist() if _PARTS.fullmatch(name)]
        return sum(_count(archive.read(name)) for name in names)


def _count(data: bytes) -> int:
    try:
        root = parsed_xml(data)
    except DocumentRefused:
        # Remarks are not read: what is wrong with them is nothing to the text.
        return 0
    authors = [each.text or "" for each in root.iter("{*}author")]
    threads = {str(n) for n, name in enumerate(authors) if name.startswith(_THREAD)}
    return sum(
        1
        for element in root.iter("{*}*")
        if etree.QName(element).localname in _REMARKS
        and element.get("authorId") not in threads
    )
