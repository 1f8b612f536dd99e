"""Failures of collecting in, what is told of each source until it succeeds out."""

from collections.abc import Mapping, Sequence

from domain.errors import FeitenbasisError
from domain.phrases import Paragraph, Tellable, phrase
from flows.run_context import RunContext
from transforms.redaction import redact

_TABLE = "source_failure"


def note_failures(
    context: RunContext, failures: Mapping[str, FeitenbasisError]
) -> None:
    """Keep why sources failed, now that all were tried; the others have no failure.

    What says nothing new is not written.
    """
    rows = [
        {"source_id": source_id, "rule": error.key, "reason": _reason(context, error)}
        for source_id, error in sorted(failures.items())
    ]
    if rows == context.warehouse.records(f"FROM {_TABLE} ORDER BY source_id"):
        return
    with context.warehouse.transaction():
        context.warehouse.replace(_TABLE, rows)


def note_failure(context: RunContext, source_id: str, error: FeitenbasisError) -> None:
    """Keep why one source failed after it was collected."""
    row = {"source_id": source_id, "rule": error.key, "reason": _reason(context, error)}
    with context.warehouse.transaction():
        context.warehouse.replace(_TABLE, [row], scope={"source_id": source_id})


def failures_of(context: RunContext) -> dict[str, str]:
    """Return why a source that is still there failed at its last collection."""
    rows = context.warehouse.records(f"FROM {_TABLE} ORDER BY source_id")
    known = set(context.source_ids)
    return {r["source_id"]: r["reason"] for r in rows if r["source_id"] in known}


def told_apart(errors: Sequence[FeitenbasisError]) -> Tellable:
    """Tell of every error where, what and what to do, one after the other."""
    return Paragraph(
        tuple(
            phrase(
                "source_told", place=each.place, what=each.problem, advice=each.advice
            )
            for each in errors
        )
    )


def _reason(context: RunContext, error: FeitenbasisError) -> str:
    """Say why in the language of the workspace; its next collection says it anew."""
    told = Paragraph((error.problem, error.advice)).told(context.settings.language)
    return redact(told, is_answer=False).text
