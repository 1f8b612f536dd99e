"""A file and the one its document is read from in, a sentence that names that out."""

from pathlib import PurePosixPath
from typing import NamedTuple

from domain.landing import LandedItem
from domain.phrases import Phrase, phrase
from transforms.redaction import redact


class Owner(NamedTuple):
    """The file that counts of a document, and the source it is of."""

    source_id: str
    item: LandedItem


def told_duplicate(
    item: LandedItem, owner: Owner, *, source_id: str, is_other_text: bool
) -> Phrase:
    """Say which file another one is the same document as, and in what it differs.

    ``is_other_text`` tells that it is a form of the document whose text differs.
    """
    shown = redact(owner.item.name, is_answer=False).text
    name = phrase("quoted_name", name=shown)
    if owner.source_id != source_id:
        name = phrase("quoted_name_of_source", name=shown, source_id=owner.source_id)
    suffixes = {PurePosixPath(each.name).suffix.lower() for each in (item, owner.item)}
    is_form = len(suffixes) > 1
    if is_other_text:
        key = "duplicate_document_form" if is_form else "duplicate_document"
    elif is_form:
        key = "duplicate_text_form"
    else:
        is_same = item.sha256 == owner.item.sha256
        key = "duplicate_file" if is_same else "duplicate_text"
    return phrase(key, name=name)
