"""The texts of all files in, which of them are forms of one document out.

The first file with pages, else the first file, is what a document is read from; the
others are told as further forms of it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import pandas as pd

from domain.identifiers import sha256_hex
from flows.code_version import room_version
from flows.run_context import RunContext
from transforms.likeness import Wording, are_one_document, wording_of, words_of
from transforms.sketches import may_be_alike, sketch_of
from warehouse.store import Warehouse

STAGE = "document forms"
_ROOMS = (
    "transforms/likeness.py",
    "transforms/quantities.py",
    "transforms/counting_numbers.py",
    "transforms/aligned_words.py",
    "transforms/sketches.py",
    "flows/document_forms.py",
)


class _Counted:
    """Words that are counted while they are given, and kept nowhere."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = words
        self.count = 0

    def __iter__(self) -> Iterator[str]:
        for word in self._words:
            self.count += 1
            yield word


def form_row(
    text_id: str,
    passages: Iterable[tuple[str, str]],
    *,
    format_name: str,
    page_count: int,
) -> dict[str, Any]:
    """Return what tells which texts may be other forms of this one.

    Its passages (kind, text) are taken as they come, once.
    """
    words = _Counted(words_of(passages))
    sketch = sketch_of(words)
    return {
        "text_id": text_id,
        "format": format_name,
        "page_count": page_count,
        "word_count": words.count,
        "sketch": sketch,
    }


def form_passages(text_id: str, passages: pd.DataFrame, *, first: int) -> pd.DataFrame:
    """Return rows that tell what passages of a text say, the first with its number.

    They are rows, not one list: the lists of all texts would be written anew together
    whenever the log of the warehouse is folded into its file.
    """
    numbers = range(first, first + len(passages))
    return passages[["kind", "text"]].assign(text_id=text_id, number=numbers)


def join_forms(context: RunContext, items: Iterable[str], *, owner_stage: str) -> None:
    """Give every file the document it is a form of; drop passages told twice.

    ``items`` are the landed files in their order. What was dropped and is needed
    again loses its line under ``owner_stage``, so that it is read again.
    """
    warehouse = context.warehouse
    rows = {
        row["item"]: row
        for row in warehouse.records(
            "SELECT item, text_id, document_id FROM read_file WHERE text_id IS NOT NULL"
        )
    }
    standing = [rows[item] for item in items if item in rows]
    if not warehouse.undone(STAGE, _inputs(standing)):
        return
    documents = _documents(warehouse, [row["text_id"] for row in standing])
    changed = [
        row | {"document_id": documents[row["text_id"]]}
        for row in standing
        if row["document_id"] != documents[row["text_id"]]
    ]
    told_twice = sorted(text for text, found in documents.items() if text != found)
    with warehouse.transaction():
        warehouse.replace(
            "read_file", changed, scope={"item": [row["item"] for row in changed]}
        )
        _drop_texts(warehouse, told_twice, owner_stage=owner_stage)
        joined = [row | {"document_id": documents[row["text_id"]]} for row in standing]
        warehouse.mark_done(STAGE, _inputs(joined), run_id=context.run_id)


def _inputs(rows: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    told = [(row["text_id"], row["document_id"]) for row in rows]
    return {"all": sha256_hex(f"{told}|{room_version(*_ROOMS)}".encode())}


def _documents(warehouse: Warehouse, texts: Sequence[str]) -> dict[str, str]:
    """Return the document of every text: its own, or that of an earlier form."""
    forms = {
        row["text_id"]: row
        for row in warehouse.records(
            "SELECT text_id, format, page_count, word_count, sketch FROM document_form"
        )
    }

    @cache
    def wording(text_id: str) -> Wording:
        passages = warehouse.records(
            "SELECT kind, text FROM document_form_passage WHERE text_id = $text_id "
            "ORDER BY number",
            {"text_id": text_id},
        )
        return wording_of((row["kind"], row["text"]) for row in passages)

    documents: dict[str, str] = {}
    sharing: dict[int, list[str]] = {}
    unique = dict.fromkeys(texts)
    for text in sorted(unique, key=lambda text: not forms[text]["page_count"]):
        found = {
            other
            for number in forms[text]["sketch"]
            for other in sharing.get(number, ())
        }
        documents[text] = next(
            (
                other
                for other in documents
                if other in found
                and _may_be_forms(forms[text], forms[other])
                and are_one_document(wording(other), wording(text))
            ),
            text,
        )
        if documents[text] == text:
            for number in forms[text]["sketch"]:
                sharing.setdefault(number, []).append(text)
    return documents


def _may_be_forms(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return one["format"] != other["format"] and may_be_alike(
        one["sketch"],
        other["sketch"],
        word_counts=(one["word_count"], other["word_count"]),
    )


def _drop_texts(warehouse: Warehouse, text_ids: list[str], *, owner_stage: str) -> None:
    for table in ("document", "document_candidate"):
        warehouse.delete(table, scope={"document_id": text_ids})
    warehouse.delete("passage", scope={"page_key": text_ids})
    for table in ("quarantine", "check_result"):
        warehouse.delete(table, scope={"item": text_ids})
    warehouse.delete("ledger", scope={"stage": owner_stage, "item": text_ids})
