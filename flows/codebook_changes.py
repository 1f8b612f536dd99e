"""A changed codebook in, the pages and documents that need no second reading out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from domain.errors import CodebookInvalid
from domain.readings import PassageReader
from flows.run_context import RunContext
from flows.text_reading import STAGE, batches, reading_inputs
from nlp.changed_pieces import ChangedPieces
from nlp.codebook import Codebook, load_codebook
from nlp.codebook_text import codebook_text_from_lines, lines_from_codebook
from nlp.model import reading_model
from nlp.tokens import Tokeniser

_TABLE = "read_codebook"


@dataclass(frozen=True, slots=True)
class _Before:
    """The codebook of the last reading, and the version it was known by."""

    codebook: Codebook
    version: str


def keep_untouched(
    context: RunContext,
    reader: PassageReader,
    codebook: Codebook,
    inputs: Mapping[str, str],
) -> int:
    """Mark as read what another codebook reads just so; return how many units.

    Everything else a reading depends on must be as it was: a unit is looked at only
    where the ledger holds what the former codebook would give today.
    """
    before = _before(context)
    if before is not None and before.version == codebook.version_hash:
        return 0
    warehouse = context.warehouse
    with warehouse.transaction():
        kept = list(_untouched(context, reader, codebook, inputs, before=before))
        warehouse.mark_done(
            STAGE, {unit: inputs[unit] for unit in kept}, run_id=context.run_id
        )
        text = codebook_text_from_lines(lines_from_codebook(codebook), where=_TABLE)
        warehouse.replace(
            _TABLE, [{"codebook_version": codebook.version_hash, "text": text}]
        )
    return len(kept)


def _before(context: RunContext) -> _Before | None:
    for row in context.warehouse.records(
        f"SELECT codebook_version, text FROM {_TABLE}"  # noqa: S608 - one fixed name
    ):
        try:
            return _Before(load_codebook(row["text"]), row["codebook_version"])
        except CodebookInvalid:
            return None
    return None


def _untouched(
    context: RunContext,
    reader: PassageReader,
    codebook: Codebook,
    inputs: Mapping[str, str],
    *,
    before: _Before | None,
) -> Iterator[str]:
    if before is None:
        return
    fingerprint = reader.fingerprint.replace(codebook.version_hash, before.version)
    earlier = reading_inputs(context, reader, fingerprint=fingerprint)
    not_so_before = set(context.warehouse.undone(STAGE, earlier))
    asked = [
        unit
        for unit in context.warehouse.undone(STAGE, inputs)
        if unit not in not_so_before
    ]
    if not asked:
        return
    language, _, _ = reading_model(context.settings.reading.model)
    changed = ChangedPieces(before.codebook, codebook, tokeniser=Tokeniser(language))
    for batch in batches(context, asked):
        texts: dict[str, list[str]] = {unit: [] for unit in batch}
        for row in context.warehouse.records(_TEXTS, {"units": batch}):
            texts[row["page_key"]].append(row["text"])
        yield from (unit for unit, own in texts.items() if not changed.touch(own))


_TEXTS = """
SELECT page_key, text FROM passage
WHERE list_contains($units, page_key)
ORDER BY page_key, passage_id
"""
