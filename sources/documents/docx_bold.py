"""A paragraph of a Word file in, whether it is a heading that is only bold out.

Many type a heading and press bold: no style says so.
"""

import re

from lxml import etree

from sources.documents.docx_parts import text_of
from sources.documents.markers import (
    breaks_off,
    can_be_title,
    heading_depth,
    is_enumerated,
)

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARAGRAPH, _RUN, _TEXT = f"{_W}p", f"{_W}r", f"{_W}t"
_BOLD = f"{_W}rPr/{_W}b"
_OFF = ("0", "false", "off")
_LONGEST = 100
_ENOUGH = 40
_PLAIN_LEVEL = 4
_ENDS = (".", ";", ",", ":", "…", "!")
_SENTENCE_ENDS = (".", "!", "?", ":", ";")
_LABEL = re.compile(r"[^:]{1,40}:\s")
_DAY = re.compile(r"\d{1,2}(?:[-/.]\d{1,2}[-/.]\d{2,4}|\s+[a-z]+(?:\s+\d{4})?)$")


def bold_level(paragraph: etree._Element, text: str) -> int | None:
    """Return the level of a heading that is only bold, or None for other text.

    It is short, no sentence or label, and stands above text that is not bold; one with
    the number of a chapter may stand above another heading.
    """
    if not _may_be(text) or not is_bold(paragraph):
        return None
    depth = heading_depth(text)
    following = _following(paragraph)
    if following is None:
        return None
    told = text_of(following).strip()
    if is_bold(following):
        is_above = 0 < depth < heading_depth(told)
    else:
        is_above = depth > 0 or len(told) > _ENOUGH or told.endswith(_SENTENCE_ENDS)
    return (depth or _PLAIN_LEVEL) if is_above else None


def _may_be(text: str) -> bool:
    """Whether the words of a line may be a heading."""
    if not text or len(text) > _LONGEST or "\n" in text or text.endswith(_ENDS):
        return False
    is_worded = text[0].isupper() or heading_depth(text) > 0
    is_other = _LABEL.match(text) or _DAY.match(text) or is_enumerated(text)
    return is_worded and not is_other and not breaks_off(text) and can_be_title(text)


def is_bold(paragraph: etree._Element) -> bool:
    """Whether all that a paragraph says is bold by its own runs."""
    runs = [run for run in paragraph.iter(_RUN) if _says(run)]
    return bool(runs) and all(map(_is_bold_run, runs))


def _says(run: etree._Element) -> bool:
    return any((text.text or "").strip() for text in run.iter(_TEXT))


def _is_bold_run(run: etree._Element) -> bool:
    told = run.find(_BOLD)
    return told is not None and told.get(f"{_W}val", "1") not in _OFF


def _following(paragraph: etree._Element) -> etree._Element | None:
    """The next paragraph that says something, right below this one."""
    for element in paragraph.itersiblings():
        if element.tag == f"{_W}tbl":
            return None
        if element.tag == _PARAGRAPH and text_of(element).strip():
            return element
    return None
