"""Documents in, Word files with real footnotes out."""

from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from itertools import count
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from sources.demo.blocks import NOTICE, Block, Cell, DemoDocument

_NOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TABLE_STYLES = {"Normal Table", "Light Grid Accent 1"}
_SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p>'
    "</w:footnote>"
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r>'
    "<w:continuationSeparator/></w:r></w:p></w:footnote>"
)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A Word document being written, with the notes met so far."""

    word: WordDocument
    notes: list[str] = field(default_factory=list)


def draw_docx(document: DemoDocument) -> bytes:
    """Draw a Word file with heading styles, lists, tables, header and footnotes."""
    sheet = _Sheet(word=_empty_word())
    _front(sheet, document=document)
    for block in document.blocks:
        _add(sheet, block=block)
    _attach_notes(sheet)
    buffer = BytesIO()
    sheet.word.save(buffer)
    return _same_bytes(buffer.getvalue())


def _empty_word() -> WordDocument:
    """Open the template without the parts that only make the file large."""
    word = Document()
    for rels in (word.part.rels, word.part.package.rels):
        heavy = [
            key
            for key, rel in rels.items()
            if rel.reltype.endswith(("stylesWithEffects", "thumbnail"))
        ]
        for key in heavy:
            del rels[key]
    for style in list(word.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in _TABLE_STYLES:
            style.delete()
    return word


def _front(sheet: _Sheet, *, document: DemoDocument) -> None:
    moment = datetime.combine(document.published_on, datetime.min.time())
    properties = sheet.word.core_properties
    properties.title = document.title
    properties.author = document.publisher
    properties.last_modified_by = document.publisher
    properties.comments = NOTICE
    properties.language = "nl-NL"
    properties.created = properties.modified = moment
    section = sheet.word.sections[0]
    section.header.paragraphs[0].text = f"{document.title} (verzonnen demoregio)"
    sheet.word.add_paragraph(document.title, style="Title")
    sheet.word.add_paragraph(document.subtitle, style="Subtitle")
    sheet.word.add_paragraph(document.imprint)
    sheet.word.add_paragraph(NOTICE)


def _add(sheet: _Sheet, *, block: Block) -> None:
    if block.kind == "table":
        _add_table(sheet, block=block)
        return
    styles = {
        "heading": f"Heading {block.level}",
        "paragraph": "Normal",
        "bullets": "List Bullet",
        "numbers": "List Number",
        "quote": "Intense Quote",
    }
    written = [
        _write(sheet, paragraph=sheet.word.add_paragraph(), cell=row[0])
        for row in block.rows
    ]
    for paragraph in written:
        paragraph.style = sheet.word.styles[styles[block.kind]]
    if block.kind == "numbers":
        _restart(sheet.word, paragraphs=written)


def _add_table(sheet: _Sheet, *, block: Block) -> None:
    table = sheet.word.add_table(rows=0, cols=len(block.rows[0]))
    table.style = sheet.word.styles["Light Grid Accent 1"]
    for row in block.rows:
        cells = table.add_row().cells
        for target, cell in zip(cells, row, strict=True):
            _write(sheet, paragraph=target.paragraphs[0], cell=cell)
    sheet.word.add_paragraph()


def _write(sheet: _Sheet, *, paragraph: Paragraph, cell: Cell) -> Paragraph:
    for span in cell:
        if span.style == "note":
            sheet.notes.append(span.text)
            _mark(paragraph.add_run(), number=len(sheet.notes))
            continue
        run = paragraph.add_run(span.text)
        run.bold = span.style == "strong" or None
        run.italic = span.style == "em" or None
    return paragraph


def _mark(run: Run, *, number: int) -> None:
    run.font.superscript = True
    mark = OxmlElement("w:footnoteReference")
    mark.set(qn("w:id"), str(number))
    element: Any = run._r
    element.append(mark)


def _restart(word: WordDocument, *, paragraphs: list[Paragraph]) -> None:
    """Let each numbered list begin at one again."""
    numbering: Any = word.part.numbering_part.element
    style: Any = word.styles["List Number"].element
    old = numbering.num_having_numId(style.pPr.numPr.numId.val)
    number = numbering.add_num(old.abstractNumId.val)
    number.add_lvlOverride(ilvl=0).add_startOverride(1)
    for paragraph in paragraphs:
        element: Any = paragraph._p
        element.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = (
            number.numId
        )


def _attach_notes(sheet: _Sheet) -> None:
    """Add the footnotes part, which python-docx does not write itself."""
    if not sheet.notes:
        return
    numbered = zip(count(1), sheet.notes, strict=False)
    notes = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {escape(text)}</w:t></w:r></w:p></w:footnote>'
        for number, text in numbered
    )
    blob = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f"<w:footnotes {nsdecls('w')}>{_SEPARATORS}{notes}</w:footnotes>"
    ).encode()
    part = Part(
        PackURI("/word/footnotes.xml"),
        f"{_NOTES_TYPE}.footnotes+xml",
        blob,
        sheet.word.part.package,
    )
    sheet.word.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _same_bytes(package: bytes) -> bytes:
    """Pack again with fixed dates, uncompressed: zlib builds pack differently."""
    buffer = BytesIO()
    with ZipFile(BytesIO(package)) as old, ZipFile(buffer, "w", ZIP_STORED) as new:
        for name in old.namelist():
            entry = ZipInfo(name, date_time=(2026, 1, 1, 0, 0, 0))
            entry.create_system = 3
            new.writestr(entry, old.read(name))
    return buffer.getvalue()
