"""A file name in, the reader of its format out: one line per extension."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path, PurePath

from domain.texts import DocumentText

Reader = Callable[[Path], DocumentText]

# Readers are named, not imported: a child loads only the libraries its files need.
_READERS = {
    ".pdf": "pdf_reader.read_pdf",
    ".docx": "docx_reader.read_docx",
    ".html": "html_reader.read_html",
    ".htm": "html_reader.read_html",
    ".md": "markdown_reader.read_markdown",
    ".markdown": "markdown_reader.read_markdown",
    ".txt": "text_reader.read_text",
}


def extension_of(name: str) -> str:
    """Return the extension of an original name, in lower case with its dot."""
    return PurePath(name.strip()).suffix.lower()


def is_supported(name: str) -> bool:
    """Whether a reader exists for the extension of this name."""
    return extension_of(name) in _READERS


def reader_for(name: str) -> Reader:
    """Return the reader for a name whose format is supported."""
    module, function = _READERS[extension_of(name)].split(".")
    found: Reader = getattr(import_module(f"{__package__}.{module}"), function)
    return found
