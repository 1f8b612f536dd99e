"""Documents in, PDF files out: readable, scanned without text, and damaged."""

from pathlib import Path
from tempfile import TemporaryDirectory

import typst

from sources.demo.blocks import NOTICE, Block, Cell, DemoDocument, Span
from sources.demo.data import read_text

# A made-up sheet, turned a little and grey, as an office scanner leaves it.
_LETTER = """
#set page(width: 210mm, height: 297mm, margin: (x: 30mm, y: 28mm), fill: luma(244))
#set text(font: "New Computer Modern", size: 12pt, lang: "nl", fill: luma(45))
#set par(leading: 0.9em, spacing: 1.4em)
#rotate(-0.7deg, block[
  #text(size: 9pt, notice) #v(1cm)
  #strong(title) #linebreak() #subtitle #v(8mm)
"""
_SHEET = """
#set document(title: "scan0043", date: none)
#set page(paper: "a4", margin: 0pt)
#image("scan.png", width: 100%)
"""


def draw_pdf(document: DemoDocument) -> bytes:
    """Draw a readable PDF with running header, footer and page numbers."""
    source = _settings(document) + read_text("layout.typ") + _code(document.blocks)
    return _compile(source)


def draw_scan(document: DemoDocument) -> bytes:
    """Draw a PDF of one picture of a page: it holds no text at all."""
    letter = _settings(document) + _LETTER + _code(document.blocks) + "])"
    with TemporaryDirectory() as folder:
        sheet = Path(folder) / "sheet.typ"
        sheet.write_text(_SHEET, encoding="utf-8", newline="\n")
        (Path(folder) / "scan.png").write_bytes(_compile(letter, form="png"))
        return _compile(sheet)


def damage(pdf: bytes) -> bytes:
    """Break a PDF off part way, as an interrupted download does."""
    return pdf[: len(pdf) * 2 // 5]


def _compile(source: str | Path, *, form: str = "pdf") -> bytes:
    """Compile with the fonts inside the typst wheel and without a clock."""
    drawn = typst.compile(
        source if isinstance(source, Path) else source.encode(),
        format="png" if form == "png" else "pdf",
        ppi=120,
        ignore_system_fonts=True,
        timestamp=0,
    )
    if isinstance(drawn, bytes):
        return drawn
    message = f"typst drew {type(drawn).__name__} where one {form} was meant"
    raise TypeError(message)


def _settings(document: DemoDocument) -> str:
    values = {
        "title": _string(document.title),
        "subtitle": _string(document.subtitle),
        "imprint": _string(document.imprint),
        "notice": _string(NOTICE),
        "count": str(document.columns),
        "broken": str(document.hyphenate).lower(),
        "cover": str(document.cover).lower(),
    }
    return "".join(f"#let {name} = {value}\n" for name, value in values.items())


def _code(blocks: tuple[Block, ...]) -> str:
    return "#{\n" + "\n".join(_block(block) for block in blocks) + "\n}\n"


def _block(block: Block) -> str:
    cells = [_cell(cell) for row in block.rows for cell in row]
    inside = ", ".join(cells)
    if block.kind == "heading":
        return f"heading(level: {block.level}, {inside})"
    if block.kind == "table":
        width = len(block.rows[0])
        head = ", ".join(f"strong({cell})" for cell in cells[:width])
        rest = ", ".join(cells[width:])
        return f"table(columns: {width}, table.header({head}), {rest})"
    calls = {
        "paragraph": f"par({inside})",
        "bullets": f"list({inside})",
        "numbers": f"enum({inside})",
        "quote": f"quote(block: true, {inside})",
    }
    return calls[block.kind]


def _cell(cell: Cell) -> str:
    return "{ " + "; ".join(_span(span) for span in cell or (Span(""),)) + " }"


def _span(span: Span) -> str:
    text = _string(span.text)
    calls = {"strong": "strong", "em": "emph", "note": "footnote"}
    return f"{calls[span.style]}({text})" if span.style in calls else text


def _string(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
