"""All mentions of initiatives in, each initiative once out."""

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from domain.corrections import Correction, CorrectionKind, in_effect
from domain.identifiers import sha256_hex
from domain.readings import (
    InitiativeKind,
    InitiativeMention,
    InitiativeStatus,
    LocatedMention,
    MergeSuggestion,
    ResolvedInitiative,
)
from flows.code_version import room_version
from flows.run_context import RunContext
from flows.text_reading import STAGE as READING
from nlp.correct_initiatives import (
    APPLIED,
    LOST,
    Corrected,
    corrected_initiatives,
    name_decisions,
)
from nlp.correct_themes import UNKNOWN_THEME, is_about_themes, named_themes
from nlp.resolve_initiatives import EarlierName, resolve_initiatives
from sources.corrections import read_corrections, read_corrections_hash

STAGE = "resolve"
_LISTS = ("partner_ids", "place_ids", "theme_ids", "names")


def resolve(context: RunContext) -> int:
    """Bring all mentions together to initiatives, if any reading changed."""
    warehouse = context.warehouse
    ledger = warehouse.records(
        "SELECT item, input_hash FROM ledger WHERE stage = $stage ORDER BY item",
        {"stage": READING},
    )
    version = room_version("nlp", "flows/resolving.py")
    decided = read_corrections_hash(context.workspace.corrections)
    least = context.settings.privacy.smallest_group
    sources = warehouse.records(_SOURCES)
    told = f"{ledger}|{version}|{decided}|{least}|{sources}"
    inputs = {"all": sha256_hex(told.encode())}
    if not warehouse.undone(STAGE, inputs):
        return 0
    mentions = [_located(row) for row in warehouse.records(_LOCATED)]
    corrections = in_effect(read_corrections(context.workspace.corrections))
    organisations = warehouse.records("FROM organisation ORDER BY organisation_id")
    resolution = resolve_initiatives(
        mentions,
        sectors={row["organisation_id"]: row["sector"] for row in organisations},
        earlier=[
            EarlierName(row["initiative_id"], name)
            for row in warehouse.records("SELECT initiative_id, names FROM initiative")
            for name in row["names"]
        ],
        decided=name_decisions(corrections),
        least_voices=least,
    )
    outcome = corrected_initiatives(
        resolution.initiatives,
        corrections,
        organisation_ids=_ids_by_name(organisations),
    )
    _store(context, mentions, outcome, resolution.suggestions)
    with warehouse.transaction():
        effects = [*outcome.effects, *_other_effects(context, corrections)]
        warehouse.replace(
            "correction", [_correction_row(c, effect) for c, effect in effects]
        )
        warehouse.mark_done(STAGE, inputs, run_id=context.run_id)
    return len(outcome.initiatives)


def _correction_row(correction: Correction, effect: str) -> dict[str, Any]:
    decided_at = datetime.fromisoformat(correction.decided_at)
    moment = decided_at.astimezone(UTC).replace(tzinfo=None)
    return {**asdict(correction), "decided_at": moment, "effect": effect}


def _ids_by_name(organisations: list[dict[str, Any]]) -> dict[str, str]:
    return {
        row["name"].casefold(): row["organisation_id"]
        for row in reversed(organisations)
    }


def _other_effects(
    context: RunContext, corrections: list[Correction]
) -> list[tuple[Correction, str]]:
    """Tell which decisions on passages and organisations still fit something."""
    here = {
        CorrectionKind.PASSAGE: "SELECT passage_id AS id FROM passage",
        CorrectionKind.ORGANISATION: "SELECT lower(name) AS id FROM organisation",
    }
    found = {
        kind: {row["id"] for row in context.warehouse.records(sql)}
        for kind, sql in here.items()
        if any(c.kind is kind for c in corrections)
    }
    # What was decided about words holds for every text, also for those still to come.
    found[CorrectionKind.WORDS] = {
        c.subject_id for c in corrections if c.kind is CorrectionKind.WORDS
    }
    rows = context.warehouse.records("SELECT theme_id FROM theme")
    themes = {row["theme_id"] for row in rows}
    return [
        (c, _effect(c, found[c.kind], themes)) for c in corrections if c.kind in found
    ]


def _effect(correction: Correction, ids: set[str], themes: set[str]) -> str:
    if not _is_here(correction, ids):
        return LOST
    if is_about_themes(correction) and set(named_themes(correction)) - themes:
        return UNKNOWN_THEME
    return APPLIED


def _is_here(correction: Correction, ids: set[str]) -> bool:
    if correction.kind in (CorrectionKind.PASSAGE, CorrectionKind.WORDS):
        return correction.subject_id in ids
    name = correction.value if correction.field == "same_as" else correction.subject
    return name.lower() in ids


def _store(
    context: RunContext,
    mentions: list[LocatedMention],
    outcome: Corrected,
    suggestions: tuple[MergeSuggestion, ...],
) -> None:
    """Replace the initiatives, their mentions, their reviews and the open questions."""
    warehouse = context.warehouse
    kept = {each.initiative_id for each in outcome.initiatives}
    ends = {
        (found.passage_id, found.mention.start_offset): found.mention.end_offset
        for found in mentions
    }
    with warehouse.transaction():
        warehouse.replace("initiative", [_row(each) for each in outcome.initiatives])
        warehouse.replace(
            "initiative_link",
            [
                {
                    "passage_id": passage_id,
                    "start_offset": start,
                    "end_offset": ends[passage_id, start],
                    "initiative_id": initiative.initiative_id,
                }
                for initiative in outcome.initiatives
                for passage_id, start in initiative.mentions
            ],
        )
        warehouse.replace(
            "initiative_review",
            [
                {"initiative_id": each, "review_status": status}
                for each, status in sorted(outcome.reviews.items())
            ],
        )
        warehouse.replace(
            "merge_suggestion",
            [
                asdict(pair)
                for pair in suggestions
                if {pair.initiative_id, pair.other_id} <= kept
            ],
        )


def _row(initiative: ResolvedInitiative) -> dict[str, Any]:
    lists = {name: list(getattr(initiative, name)) for name in _LISTS}
    return {**asdict(initiative), **lists}


_DAYS = """
WITH told AS (
    -- The day a file was made is no day on which it was said.
    SELECT
        document_id,
        arg_min(
            try_cast(value AS DATE), (what <> 'decided_on', found_in <> 'properties')
        ) AS told_on
    FROM document_candidate
    WHERE what IN ('decided_on', 'dated_on')
    GROUP BY document_id
),

dated AS (
    SELECT
        source_file.document_id,
        min(
            coalesce(source_file.published_on, source.published_on, told.told_on)
        ) AS published_on
    FROM source_file
    INNER JOIN source USING (source_id)
    LEFT JOIN told USING (document_id)
    WHERE source_file.status = 'loaded'
    GROUP BY source_file.document_id
)
"""
_SOURCES = (
    _DAYS
    + """
SELECT source_id, is_attributed, NULL AS published_on FROM source
UNION ALL
SELECT document_id, FALSE, published_on FROM dated
ORDER BY ALL
"""
)
_LOCATED = (
    _DAYS  # two constants  # noqa: S608
    + """
SELECT
    initiative_mention.*,
    coalesce(strftime(dated.published_on, '%Y-%m-%d'), '') AS said_on,
    CASE
        WHEN passage.document_id IS NULL AND NOT coalesce(source.is_attributed, FALSE)
            THEN coalesce(
                response.respondent_id, passage.survey_id || '/' || passage.response_id
            )
    END AS voice,
    coalesce(passage.document_id, passage.question_id) AS context_id,
    passage.document_id IS NULL AS is_from_answer,
    (
        SELECT list(DISTINCT theme_id ORDER BY theme_id) FROM theme_mention
        WHERE theme_mention.passage_id = initiative_mention.passage_id
    ) AS theme_ids,
    (
        SELECT list(place.name ORDER BY place.name) FROM place
        WHERE list_contains(initiative_mention.place_ids, place.place_id)
    ) AS place_names
FROM initiative_mention
INNER JOIN passage USING (passage_id)
LEFT JOIN dated ON passage.document_id = dated.document_id
LEFT JOIN source ON passage.source_id = source.source_id
LEFT JOIN response
    ON
        passage.survey_id = response.survey_id
        AND passage.response_id = response.response_id
ORDER BY passage_id, start_offset
"""
)


def _located(row: dict[str, Any]) -> LocatedMention:
    mention = InitiativeMention(
        start_offset=row["start_offset"],
        end_offset=row["end_offset"],
        text=row["text"],
        kind=InitiativeKind(row["kind"]),
        status=InitiativeStatus(row["status"]),
        rule=row["rule"],
        confidence=row["confidence"],
        abbreviation=row["abbreviation"] or "",
        lead_id=row["lead_id"] or "",
        partner_ids=tuple(row["partner_ids"]),
        place_ids=tuple(row["place_ids"]),
        start_year=row["start_year"] or 0,
        end_year=row["end_year"] or 0,
    )
    return LocatedMention(
        passage_id=row["passage_id"],
        context_id=row["context_id"],
        mention=mention,
        theme_ids=tuple(row["theme_ids"] or ()),
        place_names=tuple(row["place_names"] or ()),
        said_on=row["said_on"],
        is_from_answer=row["is_from_answer"],
        voice=row["voice"] or "",
    )
