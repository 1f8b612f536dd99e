"""Ids of the base in, file names and anchors of our pages out.

An id can hold anything a file name or a codebook can; an address holds only lower-case
letters, digits, ``-`` and ``_``, and two ids never share one.
"""

import hashlib
import re
from dataclasses import dataclass

from dashboards.edition import Row

_UNSAFE = re.compile(r"[^a-z0-9_-]+")


def safe_name(identifier: object) -> str:
    """Return the id itself when it is safe, else a safe form with a hash."""
    text = str(identifier)
    if text and not _UNSAFE.search(text):
        return text
    digest = hashlib.sha256(text.encode()).hexdigest()[:8]
    return f"{_UNSAFE.sub('-', text.lower()).strip('-')[:40]}-{digest}".lstrip("-")


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where things stand, seen from a page; ``root`` leads to the index's folder."""

    root: str = ""

    def page(self, name: str) -> str:
        """Return the address of a page, or of a place on it."""
        return f"{self.root}{name}"

    def theme(self, theme_id: str) -> str:
        """Return the page of a theme."""
        return f"{self.root}themas/{safe_name(theme_id)}.html"

    def support(self, theme_id: str, wave: int | None) -> str:
        """Return where the figures of a theme in one wave are told."""
        return f"{self.root}bronnen.html#{support_anchor(theme_id, wave)}"

    def documents_on(self, theme_id: str) -> str:
        """Return where the documents that name a theme are listed."""
        return f"{self.root}bronnen.html#documenten-{safe_name(theme_id)}"

    def statement(self, statement_id: str) -> str:
        """Return where the results of a statement are told."""
        return f"{self.root}bronnen.html#stelling-{safe_name(statement_id)}"

    def document(self, document_id: str) -> str:
        """Return the page with the passages of a document."""
        return f"{self.root}bronnen/document-{safe_name(document_id)}.html"

    def answers(self, wave: int | None) -> str:
        """Return the page with the published answers of a wave."""
        return f"{self.root}bronnen/antwoorden-{wave or 'zonder-ronde'}.html"

    def passage(self, passage: Row) -> str:
        """Return the place of a passage on its page."""
        page = (
            self.document(passage["document_id"])
            if passage.get("document_id")
            else self.answers(passage.get("wave"))
        )
        return f"{page}#p-{safe_name(passage['passage_id'])}"

    def initiative(self, initiative_id: str) -> str:
        """Return where the places that name an initiative are listed."""
        return f"{self.root}bronnen/initiatieven.html#i-{safe_name(initiative_id)}"


def support_anchor(theme_id: str, wave: int | None) -> str:
    """Return the anchor of the figures of a theme in one wave."""
    return f"draagvlak-{safe_name(theme_id)}-{wave or 'documenten'}"
