"""Elements of a Word file in, the same without hidden runs, and how many, out."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from docx.document import Document
from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RUN, _TEXT, _MARK = f"{_W}r", f"{_W}t", f"{_W}vanish"
_LINES = (f"{_W}strike", f"{_W}dstrike")
_STRUCK = (f"{_W}del", f"{_W}moveFrom")
_ROW, _DELETED_ROW = f"{_W}tr", f"{_W}trPr/{_W}del"
_PARAGRAPH = f"{_W}p"
_DELETED_END = f".//{_W}p/{_W}pPr/{_W}rPr/{_W}del"
_TEXTS = (_TEXT, f"{_W}delText")
STRUCK = "\u200b"
"""What stands for text with a line through it; no passage keeps this sign."""
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_OFF = ("0", "false", "off")
MarkingStyles = Mapping[str, Collection[str]]
"""For each mark that text does not count, the styles that put it on their text."""


def marking_styles(document: Document) -> MarkingStyles:
    """Return the styles that hide or strike text, also by the style they are of."""
    elements = {str(style.style_id): style.element for style in document.styles}
    return {
        mark: frozenset(name for name in elements if _is_marking(name, mark, elements))
        for mark in (_MARK, *_LINES)
    }


def _is_marking(name: str, mark: str, elements: Mapping[str, etree._Element]) -> bool:
    seen: set[str] = set()
    while name in elements and name not in seen:
        seen.add(name)
        told = elements[name].find(f"{_W}rPr/{mark}")
        if told is not None:
            return _is_on(told)
        above = elements[name].find(f"{_W}basedOn")
        name = "" if above is None else str(above.get(f"{_W}val"))
    return False


def with_one_form(element: etree._Element) -> None:
    """Leave of what is there in several forms the first, which newer programs show."""
    for forms in list(element.iter(f"{_MC}AlternateContent")):
        above = forms.getparent()
        if above is None:
            continue
        shown = next(forms.iterchildren(f"{_MC}Choice", f"{_MC}Fallback"), None)
        place = above.index(forms)
        above.remove(forms)
        above[place:place] = [] if shown is None else list(shown)


def without_hidden(element: etree._Element, styles: MarkingStyles) -> int:
    """Take out the runs that Word does not show or print, and count those with text."""
    return _cut(run for run in element.iter(_RUN) if _is_marked(run, _MARK, styles))


def without_struck(element: etree._Element, styles: MarkingStyles) -> int:
    """Take the text with a line through it out, and count the pieces it was in.

    Runs side by side are one piece. A sign stays: a point of a list still counts.
    """
    runs = {
        run: None
        for run in element.iter(_RUN)
        if any(_is_marked(run, line, styles) for line in _LINES)
    }
    count = 0
    for run in runs:
        texts = [text for text in run.iter(_TEXT) if (text.text or "").strip()]
        count += bool(texts) and run.getprevious() not in runs
        for text in texts:
            text.text = STRUCK
    return count


def _cut(runs: Iterable[etree._Element]) -> int:
    count = 0
    for run in list(runs):
        count += any(text.text for text in run.iter(_TEXT))
        above = run.getparent()
        if above is not None:
            above.remove(run)
    return count


def without_prompts(element: etree._Element) -> None:
    """Empty the fields of a form in which nobody wrote: what is there asks for text."""
    for field in element.iter(f"{_W}sdt"):
        prompt = field.find(f"{_W}sdtPr/{_W}showingPlcHdr")
        if prompt is not None and _is_on(prompt):
            for text in field.iter(_TEXT):
                text.text = ""


def with_joined_paragraphs(element: etree._Element) -> None:
    """Join paragraphs of which tracked changes delete the end to the one that follows.

    What is joined has the style of the last, as in Word.
    """
    for mark in list(element.iterfind(_DELETED_END)):
        paragraph = next(mark.iterancestors(_PARAGRAPH), None)
        following = None if paragraph is None else _following(paragraph)
        if paragraph is None or following is None:
            continue
        place = 0 if following.find(f"{_W}pPr") is None else 1
        following[place:place] = [c for c in paragraph if c.tag != f"{_W}pPr"]
        above = paragraph.getparent()
        if above is not None:
            above.remove(paragraph)


def _following(paragraph: etree._Element) -> etree._Element | None:
    """The paragraph right below another; marks of places may stand between."""
    for element in paragraph.itersiblings():
        if element.tag == _PARAGRAPH:
            return element
        if element.tag in (f"{_W}tbl", f"{_W}sdt", f"{_W}sectPr"):
            return None
    return None


def deleted_count(element: etree._Element) -> int:
    """Count the pieces of text that tracked changes delete or move away.

    Rows that are deleted are taken out; other text is passed over where it stands.
    Each counts once, with all deletions in it.
    """
    rows = [row for row in element.iter(_ROW) if row.find(_DELETED_ROW) is not None]
    count = sum(map(_has_text, _outermost(rows)))
    for row in rows:
        above = row.getparent()
        if above is not None:
            above.remove(row)
    return count + sum(map(_has_text, _outermost(element.iter(*_STRUCK))))


def _outermost(pieces: Iterable[etree._Element]) -> list[etree._Element]:
    found = dict.fromkeys(pieces)
    return [
        each for each in found if not any(up in found for up in each.iterancestors())
    ]


def _has_text(piece: etree._Element) -> bool:
    return any(text.text for text in piece.iter(*_TEXTS))


def _is_marked(run: etree._Element, mark: str, styles: MarkingStyles) -> bool:
    """Whether a run has a mark by itself, or else by its style or its paragraph's.

    Where both styles have it, Word takes it off again.
    """
    own = run.find(f"{_W}rPr/{mark}")
    if own is not None:
        return _is_on(own)
    marking = styles.get(mark, ())
    return bool(marking) and sum(name in marking for name in _styles_of(run)) == 1


def _styles_of(run: etree._Element) -> Iterator[str]:
    paragraph = next(run.iterancestors(f"{_W}p"), None)
    for holder, path in ((run, "rPr/{}rStyle"), (paragraph, "pPr/{}pStyle")):
        found = None if holder is None else holder.find(f"{_W}{path.format(_W)}")
        if found is not None:
            yield str(found.get(f"{_W}val"))


def _is_on(mark: etree._Element) -> bool:
    return mark.get(f"{_W}val", "1") not in _OFF
