"""Read passages in, the themes that rise from them beside the codebook out."""

from collections.abc import Iterable
from typing import Any

from domain.identifiers import keyed_id, sha256_hex
from flows.code_version import room_version
from flows.run_context import RunContext
from nlp.emergent.find_topics import (
    Earlier,
    Emerged,
    EmergentTheme,
    TextToGroup,
    find_emergent_themes,
)

STAGE = "emergent"
_TABLES = (
    "emergent_theme",
    "emergent_term",
    "emergent_passage",
    "emergent_mention",
)
_Row = dict[str, Any]


def emerge(context: RunContext) -> int:
    """Find emergent themes again if any text, or what was read in it, changed.

    Where the settings do not ask for them, what was found before goes.
    """
    warehouse = context.warehouse
    inputs = emergent_inputs(context)
    if not warehouse.undone(STAGE, inputs):
        return 0
    emerged = find_emergent_themes(
        [_text(row) for row in warehouse.records(_TEXTS)] if _is_asked(context) else [],
        earlier=_earlier(context),
        # Keyed: the heaviest terms may be words that only few people used.
        id_of=lambda terms: keyed_id(context.key, prefix="op", parts=terms),
    )
    rows = _rows(emerged)
    with warehouse.transaction():
        for table in _TABLES:
            warehouse.replace(table, rows[table])
        warehouse.mark_done(STAGE, inputs, run_id=context.run_id)
    return len(emerged.themes)


def emergent_inputs(context: RunContext) -> dict[str, str]:
    """Return what emergent themes depend on: the texts, what was read, the code."""
    if not _is_asked(context):
        return {"all": sha256_hex(b"not asked for")}
    version = room_version("nlp", "flows/emerging.py")
    read = context.warehouse.records(_READ)[0]["texts"]
    return {"all": sha256_hex(f"{read}|{version}".encode())}


def _is_asked(context: RunContext) -> bool:
    return context.settings.reading.emergent


_TAKEN = """
WITH span AS (
    SELECT passage_id, start_offset, end_offset FROM theme_mention
    WHERE end_offset - start_offset <= 60
    UNION
    SELECT passage_id, start_offset, end_offset FROM organisation_mention
    UNION
    SELECT passage_id, start_offset, end_offset FROM place_mention
    UNION
    SELECT passage_id, start_offset, end_offset FROM initiative_mention
),

taken AS (
    SELECT
        passage_id,
        list([start_offset, end_offset] ORDER BY start_offset, end_offset) AS spans
    FROM span
    GROUP BY passage_id
),

asked AS (
    SELECT
        passage.passage_id,
        passage.text,
        taken.spans,
        passage.document_id IS NULL AS is_answer
    FROM passage
    LEFT JOIN question USING (question_id)
    LEFT JOIN response
        ON
            passage.survey_id = response.survey_id
            AND passage.response_id = response.response_id
    LEFT JOIN withdrawn_response
        ON
            passage.survey_id = withdrawn_response.survey_id
            AND passage.response_id = withdrawn_response.response_id
    LEFT JOIN taken USING (passage_id)
    WHERE
        passage.kind IN ('paragraph', 'list_item', 'answer', 'upload')
        -- Who does not count cannot make a subject rise either.
        AND (
            passage.document_id IS NOT NULL
            OR (
                question.role = 'open'
                AND response.is_complete
                AND NOT response.is_test
                AND NOT response.is_withdrawn
                AND withdrawn_response.response_id IS NULL
            )
        )
        AND passage.language NOT IN ('en', 'de', 'fr', 'fy')
)
"""
_TEXTS = f"{_TAKEN} FROM asked ORDER BY passage_id"
_READ = (
    _TAKEN
    + """
SELECT
    sha256(coalesce(string_agg(
        sha256(concat_ws('|', passage_id, text, spans::VARCHAR, is_answer)), ''
        ORDER BY passage_id
    ), '')) AS texts
FROM asked
"""
)


def _text(row: _Row) -> TextToGroup:
    return TextToGroup(
        passage_id=row["passage_id"],
        text=row["text"],
        taken=tuple((first, last) for first, last in row["spans"] or ()),
        is_answer=row["is_answer"],
    )


def _earlier(context: RunContext) -> Earlier:
    terms: dict[str, dict[str, float]] = {}
    for row in context.warehouse.records(
        "SELECT theme_id, term, weight FROM emergent_term ORDER BY theme_id, position"
    ):
        terms.setdefault(row["theme_id"], {})[row["term"]] = row["weight"]
    placed = context.warehouse.records(
        "SELECT passage_id, theme_id FROM emergent_passage"
    )
    return Earlier(
        terms=terms,
        theme_of={row["passage_id"]: row["theme_id"] or "" for row in placed},
    )


def _rows(emerged: Emerged) -> dict[str, list[_Row]]:
    rows: dict[str, list[_Row]] = {table: [] for table in _TABLES}
    for theme in emerged.themes:
        _add(rows, theme)
    rows["emergent_passage"] += [{"passage_id": left} for left in emerged.left_over]
    return rows


def _add(rows: dict[str, list[_Row]], theme: EmergentTheme) -> None:
    here = {"theme_id": theme.theme_id}
    rows["emergent_theme"].append(
        {
            **here,
            "passage_count": len(theme.passages),
            "coherence": theme.coherence,
        }
    )
    rows["emergent_term"] += _numbered(
        {**here, "term": term.term, "label": term.label, "weight": term.weight}
        for term in theme.terms
    )
    rows["emergent_passage"] += [
        {**here, "passage_id": passage, "score": score}
        for passage, score in theme.passages
    ]
    rows["emergent_mention"] += [
        {
            **here,
            "passage_id": mention.passage_id,
            "term": mention.term,
            "start_offset": mention.start_offset,
            "end_offset": mention.end_offset,
        }
        for mention in theme.mentions
    ]


def _numbered(rows: Iterable[_Row]) -> Iterable[_Row]:
    return ({**row, "position": place} for place, row in enumerate(rows, start=1))
