"""All mentions of initiatives in, each initiative once out."""

from dataclasses import asdict
from typing import Any

from domain.identifiers import sha256_hex
from domain.readings import (
    InitiativeKind,
    InitiativeMention,
    InitiativeStatus,
    LocatedMention,
    ResolvedInitiative,
)
from flows.code_version import room_version
from flows.run_context import RunContext
from flows.text_reading import STAGE as READING
from nlp.resolve_initiatives import EarlierName, resolve_initiatives

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
    inputs = {"all": sha256_hex(f"{ledger}|{version}".encode())}
    if not warehouse.undone(STAGE, inputs):
        return 0
    mentions = [_located(row) for row in warehouse.records(_LOCATED)]
    sectors = {
        row["organisation_id"]: row["sector"]
        for row in warehouse.records("SELECT organisation_id, sector FROM organisation")
    }
    earlier = [
        EarlierName(row["initiative_id"], name)
        for row in warehouse.records("SELECT initiative_id, names FROM initiative")
        for name in row["names"]
    ]
    resolution = resolve_initiatives(mentions, sectors=sectors, earlier=earlier)
    initiatives = resolution.initiatives
    ends = {
        (found.passage_id, found.mention.start_offset): found.mention.end_offset
        for found in mentions
    }
    with warehouse.transaction():
        warehouse.replace("initiative", [_row(each) for each in initiatives])
        warehouse.replace(
            "initiative_link",
            [
                {
                    "passage_id": passage_id,
                    "start_offset": start,
                    "end_offset": ends[passage_id, start],
                    "initiative_id": initiative.initiative_id,
                }
                for initiative in initiatives
                for passage_id, start in initiative.mentions
            ],
        )
        warehouse.mark_done(STAGE, inputs, run_id=context.run_id)
    return len(initiatives)


def _row(initiative: ResolvedInitiative) -> dict[str, Any]:
    lists = {name: list(getattr(initiative, name)) for name in _LISTS}
    return {**asdict(initiative), **lists}


_LOCATED = """
SELECT
    initiative_mention.*,
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
ORDER BY passage_id, start_offset
"""


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
        is_from_answer=row["is_from_answer"],
    )
