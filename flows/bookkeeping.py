"""Manifests and outcomes in, the tables that tell what came in and what did not out."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Any

from domain.declarations import AnySource, DocumentsSource, SurveySource
from domain.identifiers import sha256_hex
from domain.landing import ItemRole, LandedItem, Manifest
from domain.phrases import Phrase, phrase, phrase_from
from domain.web_addresses import web_address
from flows.document_owners import lacks_pages
from flows.document_reading import item_key
from flows.door_remarks import AT_THE_DOOR, door_remarks
from flows.run_context import RunContext
from flows.same_files import Owner, told_duplicate
from flows.source_failures import failures_of
from flows.upload_reading import upload_key
from sources.registers import OPGAVEN, read_opgaven
from sources.registers import SOURCE_ID as REGISTERS
from transforms.redaction import redact

BOOKS = "books"
_REGISTERS = phrase("source_registers")


def store_sources(context: RunContext) -> None:
    """Replace the tables of sources and files, if they say anything new."""
    warehouse = context.warehouse
    read = {row["item"]: row for row in warehouse.records("FROM read_file")}
    landed = [
        (source_id, manifest, item)
        for source_id, manifest in sorted(context.manifests.items())
        for item in manifest.items
    ]
    owners = _owners(landed, read)
    files = [_file_row(context, *each, read, owners) for each in landed]
    sources = _source_rows(context)
    remarks = list(door_remarks(context))
    rows = list(_refused_rows(context))
    with once(context, "sources", repr((sources, files, remarks, rows))) as is_new:
        if is_new:
            warehouse.delete("check_result", scope={"item": AT_THE_DOOR})
            warehouse.append("check_result", remarks)
            warehouse.replace("source", sources)
            warehouse.replace("source_file", files)
            warehouse.delete("quarantine", scope={"table_name": "source_file"})
            # Before the files: the name of one may begin as these items do.
            earlier = warehouse.records(_ROWS_AT_THE_DOOR, {"prefix": _ROWS})
            items = [row["item"] for row in earlier]
            warehouse.delete("quarantine", scope={"item": items})
            refusals = [_refusal(row) for row in files if row["rule"]]
            warehouse.append("quarantine", [*refusals, *rows])


def _owners(
    landed: Sequence[tuple[str, Manifest, LandedItem]],
    read: dict[str, dict[str, Any]],
) -> dict[str, Owner]:
    """Return the file that counts of every document: the one it is read from."""
    owners: dict[str, Owner] = {}
    for source_id, _, item in sorted(
        landed, key=lambda each: lacks_pages(each[2].name)
    ):
        outcome = _outcome(source_id, item, read)
        if outcome.get("document_id") and outcome["document_id"] == outcome["text_id"]:
            owners.setdefault(outcome["document_id"], Owner(source_id, item))
    return owners


_ROWS = "row of "
_ROWS_AT_THE_DOOR = "SELECT item FROM quarantine WHERE starts_with(item, $prefix)"


def _refused_rows(context: RunContext) -> Iterator[dict[str, Any]]:
    """Rows that a door could not use: they never reached a page."""
    for source_id, manifest in sorted(context.manifests.items()):
        for row in manifest.refused:
            yield {
                "source_id": source_id,
                "table_name": row.table,
                "item": f"{_ROWS}{row.item}",
                "row_key": row.row_key.told(context.settings.language),
                "rule": row.rule,
                "reason": row.reason.told(context.settings.language),
            }


def store_opgaven(context: RunContext, theme_ids: frozenset[str]) -> None:
    """Replace the opgaven by those of the register, if they say anything new."""
    rows: list[dict[str, Any]] = []
    refused: list[dict[str, Any]] = []
    for item in register_items(context, OPGAVEN):
        data = context.landing.get(item.sha256)
        found = read_opgaven(data, name=item.name, theme_ids=theme_ids)
        rows += [_redacted(row) for row in found.rows]
        refused += [
            {
                "source_id": REGISTERS,
                "table_name": "opgave",
                "item": item.name,
                "row_key": row_key.told(context.settings.language),
                "rule": rule,
                "reason": _said(context, reason),
            }
            for row_key, rule, reason in found.refused
        ]
    with once(context, "opgaven", repr((rows, refused))) as is_new:
        if is_new:
            context.warehouse.replace("opgave", rows)
            context.warehouse.delete("quarantine", scope={"table_name": "opgave"})
            context.warehouse.append("quarantine", refused)


@contextmanager
def once(context: RunContext, item: str, substance: str) -> Iterator[bool]:
    """Open a transaction in which to store ``item``, if its substance is new.

    Yields whether it is; an unchanged run writes nothing.
    """
    inputs = {item: sha256_hex(substance.encode())}
    if not context.warehouse.undone(BOOKS, inputs):
        yield False
        return
    with context.warehouse.transaction():
        yield True
        context.warehouse.mark_done(BOOKS, inputs, run_id=context.run_id)


def register_items(context: RunContext, stem: str) -> list[LandedItem]:
    """Return the landed files of one register."""
    manifest = context.manifests.get(REGISTERS)
    return [
        item
        for item in (manifest.items if manifest else ())
        if item.role == ItemRole.REGISTER
        and PurePosixPath(item.name).stem.lower() == stem
    ]


def _redacted(row: dict[str, Any]) -> dict[str, Any]:
    return {
        key: redact(value, is_answer=False).text if isinstance(value, str) else value
        for key, value in row.items()
    }


def _source_rows(context: RunContext) -> list[dict[str, Any]]:
    """Every declared source, also one that never brought anything, and its state."""
    failures = failures_of(context)
    known = {*context.declarations, *context.manifests, *failures}
    rows = []
    for source_id in sorted(known):
        manifest = context.manifests.get(source_id)
        state = {
            "collected_at": _moment(manifest) if manifest else None,
            "failure": failures.get(source_id),
        }
        rows.append(_source_row(context, source_id) | state)
    return rows


def _moment(manifest: Manifest) -> datetime:
    return datetime.fromisoformat(manifest.retrieved_at).replace(tzinfo=None)


def _source_row(context: RunContext, source_id: str) -> dict[str, Any]:
    if source_id == REGISTERS:
        return {
            "source_id": REGISTERS,
            "kind": "register",
            "title": _REGISTERS.told(context.settings.language),
            "is_attributed": False,
        }
    declaration = context.declarations[source_id]
    told = {
        "title": declaration.title or source_id,
        "publisher": declaration.publisher,
        "licence": declaration.licence,
    }
    return {
        "source_id": source_id,
        "kind": declaration.kind,
        **_redacted(told),
        "published_on": _published_on(declaration),
        "is_attributed": isinstance(declaration, SurveySource)
        and declaration.attributed,
    }


def _published_on(declaration: AnySource) -> Any:
    return (
        declaration.published_on if isinstance(declaration, DocumentsSource) else None
    )


def _file_row(
    context: RunContext,
    source_id: str,
    manifest: Manifest,
    item: LandedItem,
    read: dict[str, dict[str, Any]],
    owners: dict[str, Owner],
) -> dict[str, Any]:
    outcome = _outcome(source_id, item, read)
    document_id = outcome.get("document_id")
    rule = item.rule or outcome.get("rule")
    status = "quarantined" if rule else "loaded"
    reason = item.reason or _kept_reason(outcome)
    if item.role == ItemRole.EARLIER:
        status, reason = "superseded", _superseded(item)
    if document_id and owners[document_id].item is not item:
        status = "duplicate"
        reason = told_duplicate(
            item,
            owners[document_id],
            source_id=source_id,
            is_other_text=document_id != outcome["text_id"],
        )
    return {
        "source_id": source_id,
        "file_name": item.name,
        "shown_name": redact(item.name, is_answer=False).text,
        "role": str(item.role),
        "sha256": item.sha256,
        "received_sha256": item.received_sha256,
        "size_bytes": item.size_bytes,
        "row_count": item.row_count,
        "publisher": redact(item.publisher, is_answer=False).text or None,
        "published_on": date.fromisoformat(item.published_on)
        if item.published_on
        else None,
        "licence": redact(item.licence, is_answer=False).text or None,
        "address": _address(item),
        "retrieved_at": _moment(manifest),
        "document_id": document_id,
        "status": status,
        "rule": rule,
        "reason": reason.told(context.settings.language) if reason else None,
    }


def _address(item: LandedItem) -> str | None:
    """Return where people read a document; never one that holds personal data."""
    address = web_address(item.address)
    is_clean = redact(address, is_answer=False).text == address
    return address if address and is_clean else None


def _superseded(item: LandedItem) -> Phrase:
    if item.name.startswith(f"{item.version_of} ("):
        return phrase("superseded_same_name")
    name = redact(item.version_of, is_answer=False).text
    return phrase("superseded_renamed", name=name)


def _outcome(
    source_id: str, item: LandedItem, read: dict[str, dict[str, Any]]
) -> dict[str, Any]:
    """Return what reading a file gave; pages and registers are not read as files."""
    if item.role == ItemRole.DOCUMENT:
        return read.get(item_key(item), {})
    if item.role == ItemRole.UPLOAD:
        return read.get(upload_key(source_id, item), {})
    return {}


def _kept_reason(outcome: dict[str, Any]) -> Phrase | None:
    """Return why a file was not read; the warehouse keeps the key of the sentence."""
    kept = outcome.get("reason")
    return phrase_from(kept) if kept else None


def _said(context: RunContext, reason: Phrase) -> str:
    """Say a reason that repeats something of a row, without personal data."""
    told = reason.told(context.settings.language)
    return redact(told, is_answer=False).text


def _refusal(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "source_id": row["source_id"],
        "table_name": "source_file",
        "item": row["file_name"],
        "row_key": row["shown_name"],
        "rule": row["rule"],
        "reason": row["reason"],
    }
