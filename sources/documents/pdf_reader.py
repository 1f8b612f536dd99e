"""A PDF in, its text in reading order with pages, headings and findings out."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from domain.phrases import Phrase, phrase
from domain.texts import Candidate, DocumentText
from sources.documents.blocks import document_from_blocks
from sources.documents.candidates import day_told, title_told
from sources.documents.limits import ReadingLimits
from sources.documents.pdf_blocks import blocks_of_pages
from sources.documents.pdf_dots import with_drawn_bullets
from sources.documents.pdf_grids import DrawnTable
from sources.documents.pdf_lines import Line, LineReader
from sources.documents.pdf_margins import Edges, edges_of
from sources.documents.pdf_pages import open_page
from sources.documents.pdf_paragraphs import paragraphs_of_page
from sources.documents.pdf_ruled_lines import may_have_tables, parted_at_rules
from sources.documents.pdf_ruled_rows import rows_of_tables
from sources.documents.pdf_rules import drawn_tables
from sources.documents.pdf_scans import ScanReader, is_short, page_ranges
from sources.documents.pdf_titles import title_of
from sources.documents.pdf_typography import typography_of
from sources.documents.pdf_unseen import seen_lines
from sources.documents.refusals import DocumentRefused
from sources.documents.running_lines import without_running_lines
from sources.documents.unseen import told_hidden
from sources.documents.watermarks import without_watermarks


def read_pdf(path: Path, *, limits: ReadingLimits) -> DocumentText:
    """Read a PDF; raises ``DocumentRefused`` for one locked, broken or without text."""
    document = _opened(path)
    try:
        return _read(document, limits)
    finally:
        document.close()


def _opened(path: Path) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD
        raise DocumentRefused("encrypted" if locked else "damaged") from error


def _read(document: pypdfium2.PdfDocument, limits: ReadingLimits) -> DocumentText:
    scans = ScanReader(limits)
    pages, edges, findings = _pages(document, scans)
    unmarked = without_watermarks(pages)
    cleaned = without_running_lines(unmarked.pages, edges=edges)
    usual = typography_of(cleaned.pages, page_count=len(pages))
    paragraphs = [paragraphs_of_page(lines, usual=usual) for lines in cleaned.pages]
    # Asking for a label is slow in a file that claims pages it does not have.
    labels = {
        page: document.get_page_label(page - 1) or cleaned.labels.get(page, "")
        for page, lines in enumerate(cleaned.pages, 1)
        if lines
    }
    blocks = blocks_of_pages(paragraphs, usual=usual, labels=labels, sure=scans.sure)
    if not blocks:
        raise DocumentRefused("no_text", was_recognised=scans.was_recognised())
    read = document_from_blocks(
        blocks,
        format_name="pdf",
        page_count=len(pages),
        dropped_line_count=cleaned.dropped_line_count + unmarked.dropped_line_count,
        findings=[*findings, *unmarked.findings],
        candidates=_candidates(document),
    )
    told = document.get_metadata_value("Title")
    return replace(read, title=title_of(told, read, paragraphs, usual=usual))


def _pages(
    document: pypdfium2.PdfDocument, scans: ScanReader
) -> tuple[list[list[Line]], list[Edges], list[Phrase]]:
    """Return the lines and edges of every page, and what pages had wrong."""
    reader, unseen = LineReader(), 0
    pages: list[list[Line]] = []
    edges: list[Edges] = []
    broken = []
    for number in range(1, len(document) + 1):
        lines: list[Line] = []
        edge = Edges(0.0, 0.0)
        try:
            with open_page(document, number) as page:
                rotation = page.rotation()
                # Before the lines, so that no line is without the edges of its page.
                box = page.box()
                edge = edges_of(box, rotation=rotation)
                printed = reader.lines(page, number=number, rotation=rotation)
                tables: list[DrawnTable] = []
                # Nothing is as dear as asking for all that is drawn on a page.
                if may_have_tables(printed):
                    tables = drawn_tables(page, rotation)
                    printed, tables = parted_at_rules(printed, tables, reader.whites)
                lines = seen_lines(
                    page, printed, faint=reader.faint, box=box, rotation=rotation
                )
                unseen += len(printed) - len(lines)
                if not rotation:
                    lines = with_drawn_bullets(page, lines)
                lines = rows_of_tables(lines, tables)
            if is_short(lines):
                scan = document[number - 1]
                lines = scans.lines(scan, lines, number=number)
                scan.close()
                edge = scans.edges.get(number, edge)
        except pypdfium2.PdfiumError:
            broken.append(number)
        pages.append(lines)
        edges.append(edge)
    findings = [*scans.findings(), *told_hidden(unseen)]
    if broken:
        findings.append(phrase("reading_broken", pages=page_ranges(broken)))
    return pages, edges, findings


def _candidates(document: pypdfium2.PdfDocument) -> Iterator[Candidate]:
    """Give the title and day in the properties of the file."""
    yield from title_told(document.get_metadata_value("Title"))
    yield from day_told(document.get_metadata_value("CreationDate"))
