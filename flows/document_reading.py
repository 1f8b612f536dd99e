"""Landed documents in, stored passages with page and offsets out."""

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from domain.declarations import DocumentsSource
from domain.errors import FeitenbasisError
from domain.identifiers import sha256_hex
from domain.landing import ItemRole, LandedItem
from domain.open_declarations import AnySearch
from domain.texts import DocumentText, JsonCollection, UnreadableDocument
from flows.code_version import room_version
from flows.document_forms import join_forms
from flows.document_owners import DocumentOwners
from flows.document_storing import LARGE, StoredText
from flows.letting_go import let_go
from flows.redacting import redactor_of
from flows.run_context import RunContext
from flows.trying_again import forget_failures_of, note_failures_of, set_apart
from flows.version_keeping import note_old_text
from sources.documents.limits import ReadingLimits
from sources.documents.reading import DocumentFile, read_documents
from sources.documents.tesseract import installed_tesseract
from warehouse.checks import Checker

STAGE = "document"
OWNER = "document owner"
"""Which item a document was stored from: the first of those with its text."""

BATCH_SIZE = 50
_ROOMS = (
    "sources/documents",
    "transforms/addresses.py",
    "transforms/check_digits.py",
    "transforms/redaction.py",
    "transforms/redaction_hints.py",
    "transforms/redactor.py",
    "flows/redacting.py",
    "flows/document_reading.py",
    "flows/document_storing.py",
)


def landed_documents(context: RunContext) -> dict[str, tuple[str, LandedItem]]:
    """Return every landed document by item (hash and extension), with its source."""
    found: dict[str, tuple[str, LandedItem]] = {}
    for source_id, manifest in sorted(context.manifests.items()):
        for item in manifest.items:
            if item.role == ItemRole.DOCUMENT and item.sha256:
                found.setdefault(item_key(item), (source_id, item))
    return found


def item_key(item: LandedItem) -> str:
    """Return what a reading depends on of a file: its bytes and its extension."""
    return item.sha256 + PurePosixPath(item.name).suffix.lower()


def document_inputs(
    context: RunContext, documents: dict[str, tuple[str, LandedItem]]
) -> dict[str, str]:
    """Return what each reading depends on, as one hash per item.

    The source and the name count too: passages carry the one, a document without a
    title the other. So does where the source says that texts are in JSON, and what
    recognises the scans in a PDF.
    """
    version = room_version(*_ROOMS) + redactor_of(context).identity
    tesseract = installed_tesseract()
    recogniser = tesseract.version if tesseract else ""
    inputs = {}
    for key, (source_id, item) in documents.items():
        parts = [key, source_id, item.name, version]
        if key.endswith(".json"):
            parts.append(repr(_collection(context, source_id)))
        if key.endswith(".pdf"):
            parts.append(recogniser if _recognises(context, source_id) else "")
        inputs[key] = sha256_hex("|".join(parts).encode())
    return inputs


def _collection(context: RunContext, source_id: str) -> JsonCollection | None:
    """Return where the declaration of a source says that texts are in JSON."""
    declaration = context.declarations.get(source_id)
    if isinstance(declaration, DocumentsSource | AnySearch):
        return declaration.collection
    return None


def _recognises(context: RunContext, source_id: str) -> bool:
    """Tell whether scans of a source are read, where something can."""
    declaration = context.declarations.get(source_id)
    return not isinstance(declaration, DocumentsSource) or declaration.recognise_scans


def misplaced_items(
    context: RunContext, documents: dict[str, tuple[str, LandedItem]]
) -> list[str]:
    """Return items whose document was stored from another file with the same text.

    So it is after the first of two such files came, went or got another name. Before
    that, files that are forms of one document are given that document.
    """
    join_forms(context, documents, owner_stage=OWNER)
    owners = DocumentOwners(context, documents).all()
    return [owners[name] for name in context.warehouse.undone(OWNER, owners)]


def read_batch(
    context: RunContext,
    batch: Sequence[str],
    documents: dict[str, tuple[str, LandedItem]],
    checker: Checker,
) -> int:
    """Read one batch of files in sandboxed children; return how many gave a text."""
    readable, owners = 0, DocumentOwners(context, documents)
    for limits, keys in by_limits(context, batch, documents):
        files = [_file(context, key, *documents[key]) for key in keys]
        for file, outcome in read_documents(files, limits=limits):
            key = file.sha256 + PurePosixPath(file.name).suffix.lower()
            is_text = isinstance(outcome, DocumentText)
            is_large = isinstance(outcome, DocumentText) and len(outcome.text) > LARGE
            # Handed over: a text is let go of as soon as its passages are written.
            handed = [outcome]
            del outcome
            try:
                _store(context, key, documents, handed.pop(), checker, owners)
            except FeitenbasisError:
                raise
            except Exception as error:
                owners.drop(key)
                set_apart(context, key, documents[key][0], error)
                continue
            readable += is_text
            if is_large:
                let_go()
    inputs = document_inputs(context, {key: documents[key] for key in batch})
    note_failures_of(context, STAGE, inputs)
    return readable


def by_limits(
    context: RunContext,
    batch: Sequence[str],
    documents: dict[str, tuple[str, LandedItem]],
) -> Iterator[tuple[ReadingLimits, list[str]]]:
    """Yield what reading may cost and which program may recognise scans, with whose."""
    found = installed_tesseract()
    program = found.program if found else ""
    recognised = {k for k in batch if _recognises(context, documents[k][0])}
    for limits, keys in (
        (ReadingLimits(tesseract=program), [k for k in batch if k in recognised]),
        (ReadingLimits(), [k for k in batch if k not in recognised]),
    ):
        if keys:
            yield limits, keys


def _file(
    context: RunContext, key: str, source_id: str, item: LandedItem
) -> DocumentFile:
    # The child reads from the path; a damaged item must not get that far.
    context.landing.get(item.sha256)
    return DocumentFile(
        path=context.landing.path_of(item.sha256),
        name=item.name,
        sha256=item.sha256,
        collection=_collection(context, source_id),
    )


def _store(
    context: RunContext,
    key: str,
    documents: dict[str, tuple[str, LandedItem]],
    outcome: DocumentText | UnreadableDocument,
    checker: Checker,
    owners: DocumentOwners,
) -> None:
    inputs = document_inputs(context, {key: documents[key]})
    warehouse = context.warehouse
    if isinstance(outcome, UnreadableDocument):
        owners.drop(key)
        refused = {"item": key, "rule": outcome.rule, "reason": outcome.reason.key}
        with warehouse.transaction():
            warehouse.replace("read_file", [refused], scope={"item": key})
            warehouse.mark_done(STAGE, inputs, run_id=context.run_id)
        return
    source_id, item = documents[key]
    text = StoredText(context, outcome, source_id=source_id, name=item.name)
    del outcome
    document_id = text.document_id
    with warehouse.sparing(), warehouse.transaction():
        read = {"item": key, "document_id": document_id, "text_id": document_id}
        warehouse.replace("read_file", [read], scope={"item": key})
        owners.add(key, document_id)
        is_told = owners.of(document_id) == key
        checked = text.store_passages(checker, is_told=is_told)
        if is_told:
            text.store_document(checked)
            warehouse.mark_done(OWNER, {document_id: key}, run_id=context.run_id)
        warehouse.mark_done(STAGE, inputs, run_id=context.run_id)


def drop_gone_documents(context: RunContext, keys: set[str]) -> int:
    """Remove everything of documents that no source holds any more."""
    warehouse = context.warehouse
    with warehouse.transaction():
        gone = warehouse.forget_items(STAGE, keys)
        forget_failures_of(context, STAGE, keys)
        if gone:
            note_old_text(context)
        warehouse.delete("read_file", scope={"item": gone})
        orphaned = [
            row["document_id"]
            for row in warehouse.records(
                "SELECT document_id FROM document "
                "WHERE document_id NOT IN (SELECT text_id FROM read_file "
                "WHERE text_id IS NOT NULL)"
            )
        ]
        for table in ("document_form", "document_form_passage"):
            warehouse.connection.execute(
                f"DELETE FROM {table} WHERE text_id NOT IN "  # noqa: S608 - our own names
                "(SELECT text_id FROM read_file WHERE text_id IS NOT NULL)"
            )
        kept = warehouse.records("SELECT text_id FROM read_file")
        warehouse.forget_items(OWNER, {row["text_id"] for row in kept})
        for table in ("document", "document_candidate"):
            warehouse.delete(table, scope={"document_id": orphaned})
        warehouse.delete("passage", scope={"page_key": orphaned})
        for table in ("quarantine", "check_result"):
            warehouse.delete(table, scope={"item": orphaned})
    return len(gone)
