"""Elements of a Word file in, the same without hidden runs, and how many, out."""

from collections.abc import Collection, Iterable, Iterator

from docx.document import Document
from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RUN, _TEXT, _MARK = f"{_W}r", f"{_W}t", f"{_W}vanish"
_LINES = (f"{_W}strike", f"{_W}dstrike")
_STRUCK = (f"{_W}del", f"{_W}moveFrom")
_ROW, _DELETED_ROW = f"{_W}tr", f"{_W}trPr/{_W}del"
_TEXTS = (_TEXT, f"{_W}delText")
STRUCK = "\u200b"
"""What stands for text with a line through it; no passage keeps this sign."""
_OFF = ("0", "false", "off")


def hiding_styles(document: Document) -> frozenset[str]:
    """Return the styles of characters and paragraphs that hide what is in them."""
    found = ((s.style_id, s.element.find(f"{_W}rPr/{_MARK}")) for s in document.styles)
    return frozenset(
        str(name) for name, mark in found if mark is not None and _is_on(mark)
    )


def without_hidden(element: etree._Element, styles: Collection[str] = ()) -> int:
    """Take out the runs that Word does not show or print, and count those with text."""
    return _cut(run for run in element.iter(_RUN) if _is_hidden(run, styles))


def without_struck(element: etree._Element) -> int:
    """Take the text with a line through it out, and count the pieces it was in.

    Runs side by side are one piece. A sign stays: a point of a list still counts.
    """
    runs = [run for run in element.iter(_RUN) if _has_line(run)]
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


def _has_line(run: etree._Element) -> bool:
    found = (run.find(f"{_W}rPr/{name}") for name in _LINES)
    return any(mark is not None and _is_on(mark) for mark in found)


def without_prompts(element: etree._Element) -> None:
    """Empty the fields of a form in which nobody wrote: what is there asks for text."""
    for field in element.iter(f"{_W}sdt"):
        prompt = field.find(f"{_W}sdtPr/{_W}showingPlcHdr")
        if prompt is not None and _is_on(prompt):
            for text in field.iter(_TEXT):
                text.text = ""


def deleted_count(element: etree._Element) -> int:
    """Count the pieces of text that tracked changes delete or move away.

    Rows that are deleted are taken out; other text is passed over where it stands.
    """
    rows = [row for row in element.iter(_ROW) if row.find(_DELETED_ROW) is not None]
    pieces = [*element.iter(*_STRUCK), *rows]
    told = [any(text.text for text in piece.iter(*_TEXTS)) for piece in pieces]
    for row in rows:
        above = row.getparent()
        if above is not None:
            above.remove(row)
    return sum(told)


def _is_hidden(run: etree._Element, styles: Collection[str]) -> bool:
    """Whether a run is hidden by itself, or else by its style or its paragraph's."""
    own = run.find(f"{_W}rPr/{_MARK}")
    if own is not None:
        return _is_on(own)
    return bool(styles) and any(name in styles for name in _styles_of(run))


def _styles_of(run: etree._Element) -> Iterator[str]:
    paragraph = next(run.iterancestors(f"{_W}p"), None)
    for holder, path in ((run, "rPr/{}rStyle"), (paragraph, "pPr/{}pStyle")):
        found = None if holder is None else holder.find(f"{_W}{path.format(_W)}")
        if found is not None:
            yield str(found.get(f"{_W}val"))


def _is_on(mark: etree._Element) -> bool:
    return mark.get(f"{_W}val", "1") not in _OFF
