"""What doors remarked of sources in, findings in the language of readers out."""

from collections.abc import Iterator
from typing import Any

from domain.landing import LostTokens, MissingResponses
from domain.phrases import Phrase, phrase
from flows.declared_codes import code_remarks
from flows.landed_surveys import landed_surveys
from flows.run_context import RunContext
from transforms.redaction import redact

AT_THE_DOOR = "door"
"""The item of findings about a source as a whole."""


def door_remarks(context: RunContext) -> Iterator[dict[str, Any]]:
    """What a door has to say of a source, as findings that readers see."""
    strange = code_remarks(landed_surveys(context))
    seen = phrase("remark_seen").told(context.settings.language)
    for source_id, manifest in sorted(context.manifests.items()):
        remarks = _told(
            context,
            *manifest.warnings,
            *map(_told_missing, manifest.missing),
            *map(_told_lost, manifest.lost_tokens),
            *strange.get(source_id, ()),
        )
        notes = _told(context, *manifest.notes) - remarks
        for remark in sorted(remarks | notes):
            yield {
                "suite": f"source.{source_id}",
                "item": AT_THE_DOOR,
                "expectation": remark,
                "is_success": remark in notes,
                "severity": "quarantine",
                "observed": seen,
            }


def _told(context: RunContext, *remarks: Phrase) -> set[str]:
    """Say remarks in the language of the workspace, without personal data."""
    said = (remark.told(context.settings.language) for remark in remarks)
    return {redact(text, is_answer=False).text for text in said}


def _told_missing(gone: MissingResponses) -> Phrase:
    return phrase(
        "remark_missing",
        survey_id=gone.survey_id,
        missing=gone.missing_count,
        held=gone.held_count,
    )


def _told_lost(tokens: LostTokens) -> Phrase:
    return phrase(
        "remark_tokens_lost",
        survey_id=tokens.survey_id,
        lost=tokens.lost_count,
        held=tokens.held_count,
    )
