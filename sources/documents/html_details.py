"""Parts of a web page that fold out in, marked; and their blocks as sections out."""

from collections.abc import Iterable, Iterator

from lxml import html

from domain.texts import PassageKind
from sources.documents.blocks import Block
from sources.documents.own_signs import BEGINS, ENDS

_LONGEST_SUMMARY = 200


def with_marked_details(root: html.HtmlElement) -> bool:
    """Mark where the parts that fold out begin and end; return whether there are any.

    Without its summary a part is nothing but text.
    """
    summaries = [part.find("summary") for part in root.iter("details")]
    found = [summary for summary in summaries if summary is not None]
    for summary in found:
        part = summary.getparent()
        _be_plain(summary)
        summary.tag, summary.text = "p", f"{BEGINS}{(summary.text or '').lstrip()}"
        end = html.Element("p")
        end.text = ENDS
        if part is not None:
            part.tag = "div"
            part.append(end)
    return bool(found)


def _be_plain(summary: html.HtmlElement) -> None:
    """Leave of a summary its text: a heading or button in it is the same line."""
    text = " ".join(summary.text_content().split())
    for child in list(summary):
        summary.remove(child)
    summary.text = text


def sections_of_details(blocks: Iterable[Block]) -> Iterator[Block]:
    """Give the blocks with each summary as a heading that ends with its part.

    It lies one level below the heading above it, and headings in the part below it.
    """
    above: list[int] = []
    opened: list[int] = []
    closes = 0
    for block in blocks:
        for _ in range(block.text.count(ENDS)):
            if opened:
                closes = opened.pop()
                above = [level for level in above if level < closes]
        text = block.text.replace(ENDS, "")
        if not text.strip():
            continue
        is_summary = BEGINS in text
        text = text.replace(BEGINS, "")
        level = block.level + (opened[-1] if opened and block.level else 0)
        if is_summary:
            level = (above[-1] if above else 1) + 1
            opened.append(level)
        is_heading = is_summary and len(text) <= _LONGEST_SUMMARY
        kind = PassageKind.HEADING if is_heading else block.kind
        if kind is PassageKind.HEADING:
            above = [*(each for each in above if each < level), level]
        yield block._replace(kind=kind, text=text, level=level, closes=closes)
        closes = 0
