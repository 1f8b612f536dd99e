"""One landed file in, its text or the reason it cannot be read out; never raises."""

import zlib
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from domain.texts import DocumentText, JsonCollection, UnreadableDocument
from sources.documents.candidates import with_candidates
from sources.documents.dispatch import extension_of, reader_for
from sources.documents.limits import ReadingLimits
from sources.documents.prechecks import check_content, check_file
from sources.documents.refusals import DocumentRefused, ran_out_of_memory, refusal

_WITH_PICTURES = (".pdf", ".docx", ".pptx", ".odt")


def read_file(
    path: Path,
    *,
    name: str,
    limits: ReadingLimits,
    collection: JsonCollection | None = None,
) -> DocumentText | UnreadableDocument:
    """Read one file in this process; the language is filled in by the parent.

    ``MemoryError`` becomes ``out_of_memory`` and any other surprise of a reader
    ``reader_failed``: a hostile file is one row with a reason, not a traceback.
    """
    try:
        check_file(path, name=name, limits=limits)
        check_content(path, name=name, limits=limits)
        read = reader_for(name, limits=limits, collection=collection)(path)
        document = with_candidates(_with_told_form(path, name, read))
    except DocumentRefused as refused:
        return _refused(refused, name)
    except zlib.error:
        return refusal("damaged")
    except MemoryError:
        return refusal("out_of_memory")
    except RecursionError:
        return refusal("too_deep")
    except Exception as error:
        is_full = ran_out_of_memory(error)
        return refusal("out_of_memory" if is_full else "reader_failed")
    is_long = len(document.text) > limits.text_length
    if is_long or len(document.passages) > limits.passages:
        return refusal("too_much_text")
    return document


def _with_told_form(path: Path, name: str, read: DocumentText) -> DocumentText:
    if extension_of(name) != ".pdf":
        return read
    # Loaded for a PDF alone, which has loaded what it needs by now.
    module = import_module("sources.documents.shown_elsewhere")
    told = module.told_dynamic_form(path, read)
    return replace(read, findings=(*read.findings, *told))


def _refused(refused: DocumentRefused, name: str) -> UnreadableDocument:
    """Return what a reader gives up on; without memory any file seems damaged."""
    if ran_out_of_memory(refused):
        return refusal("out_of_memory")
    may_be_scan = extension_of(name) in _WITH_PICTURES
    return refusal(
        refused.rule, may_be_scan=may_be_scan, was_recognised=refused.was_recognised
    )
