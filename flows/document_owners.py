"""The files that were read in, which of them each document is read from out."""

from collections.abc import Iterable

from flows.run_context import RunContext


def lacks_pages(name: str) -> bool:
    """Tell whether a file of this name, or key, knows no pages to point to.

    Of files with one text that which has pages is what the document is read from.
    """
    return not name.lower().endswith((".pdf", ".pptx"))


class DocumentOwners:
    """Which file each document is read from: the first with pages, or at all.

    Asked of the warehouse once, and kept as more files are read: asking for every
    document would cost the square of their number.
    """

    def __init__(self, context: RunContext, keys: Iterable[str]) -> None:
        """Take what was read of these files, by their keys in order."""
        ordered = sorted(keys, key=lacks_pages)
        self._rank = {key: rank for rank, key in enumerate(ordered)}
        self._document_of: dict[str, str] = {}
        self._readings: dict[str, set[str]] = {}
        for row in context.warehouse.records(
            "SELECT item, document_id FROM read_file WHERE document_id = text_id"
        ):
            if row["item"] in self._rank:
                self.add(row["item"], row["document_id"])

    def add(self, key: str, document_id: str) -> None:
        """Note that a file gave a document, whatever it gave before."""
        self.drop(key)
        self._document_of[key] = document_id
        self._readings.setdefault(document_id, set()).add(key)

    def drop(self, key: str) -> None:
        """Note that a file gives no document any more."""
        if before := self._document_of.pop(key, None):
            self._readings[before].discard(key)

    def of(self, document_id: str) -> str:
        """Return the file that a document with a reading is read from."""
        return min(self._readings[document_id], key=self._rank.__getitem__)

    def all(self) -> dict[str, str]:
        """Return the file that every document is read from."""
        return {each: self.of(each) for each, keys in self._readings.items() if keys}
