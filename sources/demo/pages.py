"""Documents in, web pages, Markdown and plain text out."""

from html import escape
from string import Template
from textwrap import fill

from sources.demo.blocks import NOTICE, Block, Cell, DemoDocument, Span, plain
from sources.demo.data import read_text

_MARGIN = 78


def draw_html(document: DemoDocument) -> bytes:
    """Draw a page with the menu, cookie bar and footer of a public website."""
    page = Template(read_text("page.html")).substitute(
        title=escape(document.title),
        subtitle=escape(document.subtitle),
        publisher=escape(document.publisher),
        imprint=escape(document.imprint),
        day=document.published_on.isoformat(),
        notice=escape(NOTICE),
        body="\n".join(_html(block) for block in document.blocks),
    )
    return page.encode()


def draw_markdown(document: DemoDocument) -> bytes:
    """Give the Markdown source itself, under its title and the notice."""
    head = f"# {document.title}\n\n{document.subtitle}\n\n{document.imprint}\n\n"
    return f"{head}_{NOTICE}_\n\n{document.body}".encode()


def draw_text(document: DemoDocument) -> bytes:
    """Draw plain text as typed: a margin, underlined headings, empty lines between."""
    head = (_underlined(document.title, line="="), document.subtitle, document.imprint)
    lines = [*head, _wrapped(NOTICE), *(_text(block) for block in document.blocks)]
    return ("\n\n".join(lines) + "\n").encode()


def _html(block: Block) -> str:
    cells = [_spans(row[0]) for row in block.rows]
    if block.kind == "table":
        return _html_table(block)
    if block.kind == "heading":
        level = block.level + 1
        return f"<h{level}>{cells[0]}</h{level}>"
    if block.kind in {"bullets", "numbers"}:
        tag = "ul" if block.kind == "bullets" else "ol"
        items = "\n".join(f"<li>{cell}</li>" for cell in cells)
        return f"<{tag}>\n{items}\n</{tag}>"
    tag = "blockquote" if block.kind == "quote" else "p"
    return f"<{tag}>{cells[0]}</{tag}>"


def _html_table(block: Block) -> str:
    rows = []
    for index, row in enumerate(block.rows):
        tag = "td" if index else "th"
        cells = "".join(f"<{tag}>{_spans(cell)}</{tag}>" for cell in row)
        rows.append(f"<tr>{cells}</tr>")
    return "<table>\n" + "\n".join(rows) + "\n</table>"


def _spans(cell: Cell) -> str:
    return "".join(_span(span) for span in cell)


def _span(span: Span) -> str:
    text = escape(span.text, quote=False)
    tags = {"strong": "strong", "em": "em", "note": "small"}
    tag = tags.get(span.style)
    return f"<{tag}>{text}</{tag}>" if tag else text


def _text(block: Block) -> str:
    cells = [plain(row[0]) for row in block.rows]
    if block.kind == "table":
        rows = [" | ".join(plain(cell) for cell in row) for row in block.rows]
        return "\n".join(rows)
    if block.kind == "heading":
        return _underlined(cells[0], line="-")
    marks = [""]
    if block.kind == "bullets":
        marks = ["- "] * len(cells)
    elif block.kind == "numbers":
        marks = [f"{index}. " for index, _ in enumerate(cells, 1)]
    return "\n".join(map(_wrapped, cells, marks))


def _underlined(text: str, *, line: str) -> str:
    return f"{text}\n{line * len(text)}"


def _wrapped(text: str, mark: str = "") -> str:
    return fill(
        text,
        width=_MARGIN,
        initial_indent=mark,
        subsequent_indent=" " * len(mark),
        break_on_hyphens=False,
        break_long_words=False,
    )
