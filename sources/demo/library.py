"""Documents in, every file of the documents folder out."""

from collections.abc import Callable

from sources.demo.blocks import DemoDocument, read_documents
from sources.demo.pages import draw_html, draw_markdown, draw_text
from sources.demo.paper import damage, draw_pdf, draw_scan
from sources.demo.word import draw_docx

DAMAGED = "archief/afgebroken download woonvisie.pdf"
_BROKEN_FROM = "wonen/woonvisie-thuis-in-de-vallei.pdf"
_DRAW: dict[str, Callable[[DemoDocument], bytes]] = {
    "pdf": draw_pdf,
    "scan": draw_scan,
    "docx": draw_docx,
    "html": draw_html,
    "md": draw_markdown,
    "txt": draw_text,
}


def draw_library() -> dict[str, bytes]:
    """Draw all documents, their copies in another format, and a damaged file."""
    files: dict[str, bytes] = {}
    for document in read_documents():
        files[document.file] = _DRAW[document.format](document)
        for copy in document.copies:
            files[copy] = _DRAW[copy.rsplit(".", 1)[1]](document)
    files[DAMAGED] = damage(files[_BROKEN_FROM])
    return {f"documents/{name}": files[name] for name in sorted(files)}
