"""The bytes of a publication in, whether they are all of it out.

A server that names no length and stops halfway looks as if it had finished.
"""

import re

from sources.documents.packages import parsed_xml
from sources.documents.refusals import DocumentRefused

_END, _TAIL = 4_096, b" \t\r\n\x00"
_FIRST_TAG = re.compile(rb"<([A-Za-z_][^\s/>]*)")
_LAST_TAG = re.compile(
    rb"</([A-Za-z_][^\s/>]*)\s*>(?:\s|<!--.*?-->|<\?.*?\?>)*\Z", re.S
)
_EMPTY = re.compile(rb"<[A-Za-z_][^<]*/>\s*\Z")
_HTML = re.compile(rb"<html\b", re.IGNORECASE)
_HTML_END = re.compile(rb"</(?:html|body)\s*>", re.IGNORECASE)


def is_whole(data: bytes, *, form: str) -> bool:
    """Tell whether bytes are a whole text; XML has to be well-formed."""
    if form != "xml":
        return has_end(data, form=form)
    try:
        parsed_xml(data)
    except DocumentRefused as refused:
        # Nested too deep for us is a matter of reading, not of what came.
        return refused.rule == "too_deep" and has_end(data, form=form)
    return True


def has_end(data: bytes, *, form: str) -> bool:
    """Tell whether bytes end as such a text ends, without reading all of it."""
    end = data[-_END:].rstrip(_TAIL)
    if form == "pdf":
        return b"%%EOF" in end
    if form == "html":
        is_page = _HTML.search(data[:_END]) is not None
        return not is_page or _HTML_END.search(end) is not None
    first, last = _FIRST_TAG.search(data[:_END]), _LAST_TAG.search(end)
    if form != "xml" or first is None:
        return True
    if last is None:
        return _EMPTY.search(end) is not None
    return first.group(1) == last.group(1)
