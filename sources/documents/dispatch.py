"""A file name in, the reader of its format out: one line per extension."""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path, PurePath

from domain.texts import DocumentText, JsonCollection
from sources.documents.limits import ReadingLimits

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
    ".pptx": "pptx_reader.read_pptx",
    ".xlsx": "xlsx_reader.read_xlsx",
    ".xlsm": "xlsx_reader.read_xlsx",
    ".csv": "csv_reader.read_csv",
    ".tsv": "csv_reader.read_csv",
    ".odt": "odf_reader.read_odt",
    ".ods": "odf_reader.read_ods",
    ".eml": "eml_reader.read_eml",
    ".rtf": "rtf_reader.read_rtf",
    ".xml": "xml_reader.read_xml",
    ".json": "json_reader.read_json",
}


# What people lay in a folder, no reader reads, and can be mended: why, by extension.
_UNREAD = {
    "old_office": ".doc .dot .xls .xlt .ppt .pps .pot",
    "binary_workbook": ".xlsb",
    "outlook_file": ".msg .pst .oft",
    "packed_files": ".zip .rar .7z .gz .tar .tgz .bz2",
    "picture": ".jpg .jpeg .png .gif .tif .tiff .bmp .webp .heic .svg .mp3 .mp4 .wav "
    ".m4a .mov",
}
_WINMAIL = "winmail.dat"

FORMATS = tuple(_READERS)
"""The extensions there is a reader for."""


def extension_of(name: str) -> str:
    """Return the extension of an original name, in lower case with its dot."""
    return PurePath(name.strip()).suffix.lower()


def is_supported(name: str) -> bool:
    """Whether a reader exists for the extension of this name."""
    return extension_of(name) in _READERS


def unread_sort(name: str) -> str:
    """Return the rule under which a name without a reader is refused."""
    if PurePath(name).name.lower() == _WINMAIL:
        return "outlook_file"
    extension = extension_of(name)
    sorts = (sort for sort, told in _UNREAD.items() if extension in told.split())
    return next(sorts, "unsupported_format")


def reader_for(
    name: str, *, limits: ReadingLimits, collection: JsonCollection | None = None
) -> Reader:
    """Return the reader for a name whose format is supported.

    Only JSON asks where its texts are, and only a PDF what it may spend on scans.
    """
    extension = extension_of(name)
    module, function = _READERS[extension].split(".")
    found = getattr(import_module(f"{__package__}.{module}"), function)
    if extension == ".json":
        return partial(found, collection=collection)
    reader: Reader = partial(found, limits=limits) if extension == ".pdf" else found
    return reader
