"""A file and the one its document is read from in, a sentence that names that out."""

from pathlib import PurePosixPath
from typing import NamedTuple

from domain.landing import LandedItem
from transforms.redaction import redact


class Owner(NamedTuple):
    """The file that counts of a document, and the source it is of."""

    source_id: str
    item: LandedItem


def told_duplicate(
    item: LandedItem, owner: Owner, *, source_id: str, is_other_text: bool
) -> str:
    """Say which file another one is the same document as, and in what it differs.

    ``is_other_text`` tells that it is a form of the document whose text differs.
    """
    name = f"“{redact(owner.item.name, is_answer=False).text}”"
    if owner.source_id != source_id:
        name = f"{name} van de bron `{owner.source_id}`"
    suffixes = {PurePosixPath(each.name).suffix.lower() for each in (item, owner.item)}
    form = ", in een andere vorm" if len(suffixes) > 1 else ""
    if is_other_text:
        return f"Hetzelfde document als {name}{form}; telt als één document."
    if item.sha256 == owner.item.sha256 and not form:
        return f"Hetzelfde bestand als {name}; telt als één document."
    return f"Dezelfde tekst als {name}{form}; telt als één document."
