"""Answers of an open source in, landed page by page and read back out."""

from collections.abc import Iterable, Iterator
from typing import Any

from domain.errors import SourceIncomplete
from domain.landing import ItemRole, LandedItem
from sources.answer_values import json_from
from sources.landing import LandingStore
from sources.open_door import Answer

QUESTION = "vraag.json"
"""What was asked is landed beside the answers, to know it again next time."""


class AnswersIn:
    """Landed answers, by the name of what was asked."""

    def __init__(
        self, items: Iterable[LandedItem], *, landing: LandingStore, where: str
    ) -> None:
        """Name the items; they are read when asked for."""
        self._items = tuple(items)
        self._landing = landing
        self._where = where

    def names(self) -> set[str]:
        """Return the names of what was asked."""
        return {_stem(item.name) for item in self._items}

    def rows(self, name: str) -> Iterator[dict[str, Any]]:
        """Yield every row of all pages of one answer."""
        for _, _, row in self.numbered(name):
            yield row

    def numbered(self, name: str) -> Iterator[tuple[str, int, dict[str, Any]]]:
        """Yield page, number and content of every row of one answer."""
        for item in self._items:
            if _stem(item.name) != name:
                continue
            table = json_from(self._landing.get(item.sha256), where=self._where)
            for number, row in enumerate(rows_of(table, where=self._where), start=1):
                yield item.name, number, row


class AnswersOut:
    """Answers on their way into the landing."""

    def __init__(self, *, landing: LandingStore, where: str) -> None:
        """Begin with none."""
        self.items: list[LandedItem] = []
        self._landing = landing
        self._where = where

    def add(self, name: str, answer: Answer, *, figures_per_row: int = 0) -> int:
        """Land one page of an answer; return how many figures it holds.

        Raises ``SourceIncomplete`` for an answer of another shape.
        """
        is_record = "value" not in answer.table
        rows = [] if is_record else rows_of(answer.table, where=self._where)
        number = sum(_stem(item.name) == name for item in self.items) + 1
        count = len(rows) * figures_per_row
        self.put(f"{name} {number:03}.json", answer.data, row_count=count)
        return count

    def put(self, name: str, data: bytes, *, row_count: int = 0) -> None:
        """Land bytes under a name of our own."""
        sha256 = self._landing.put(data)
        self.items.append(
            LandedItem(
                role=ItemRole.FIGURES,
                name=name,
                sha256=sha256,
                received_sha256=sha256,
                size_bytes=len(data),
                row_count=row_count,
            )
        )

    def read(self) -> AnswersIn:
        """Return what was landed until now, to read."""
        return AnswersIn(self.items, landing=self._landing, where=self._where)


def rows_of(table: Any, *, where: str) -> list[dict[str, Any]]:
    """Return the rows of an OData answer; raise ``SourceIncomplete`` if it has none."""
    rows = table.get("value") if isinstance(table, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise SourceIncomplete("open_other_shape", where=where)
    return rows


def _stem(name: str) -> str:
    return name.removesuffix(".json").rpartition(" ")[0]
