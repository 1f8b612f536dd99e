"""The team's own warehouse in, the rows that people look over out."""

from collections.abc import Mapping, Sequence
from typing import Any

from domain.corrections import Correction, CorrectionKind
from domain.review_sheets import Sheet
from warehouse.query import Base

MOST_PASSAGES = 200
MOST_REDACTIONS = 1000
_CHANGED_FIELDS = {
    "verdict": "verdict",
    "name": "new_name",
    "kind": "new_kind",
    "status": "new_status",
    "lead": "new_lead",
    "sector": "new_sector",
    "start_year": "new_start_year",
    "end_year": "new_end_year",
    "same_as": "same_as",
    "themes": "new_themes",
}
_Rows = list[dict[str, Any]]


def review_tables(
    base: Base, *, decided: Sequence[Correction], labels: Mapping[str, str]
) -> dict[Sheet, _Rows]:
    """Return the rows of every sheet, with what was decided before filled in."""
    initiatives = base.ask(_INITIATIVES, seconds=_SECONDS).records()
    by_id = {row["initiative_id"]: row for row in initiatives}
    passages = base.ask(_PASSAGES, {"most": MOST_PASSAGES}, seconds=_SECONDS).records()
    for row in passages:
        ids = row.pop("theme_ids") or []
        row["themes"] = "; ".join(labels.get(each, each) for each in ids)
    tables = {
        Sheet.INITIATIVES: initiatives,
        Sheet.MERGES: _merges(base, by_id),
        Sheet.ORGANISATIONS: base.ask(_ORGANISATIONS, seconds=_SECONDS).records(),
        Sheet.PASSAGES: passages,
        Sheet.REDACTIONS: base.ask(
            _REDACTIONS, {"most": MOST_REDACTIONS}, seconds=_SECONDS
        ).records(),
    }
    _fill_in(tables, decided, labels)
    return tables


def decision_rows(base: Base) -> _Rows:
    """Return the decisions that count, and whether each still fits something."""
    return base.ask(_DECISIONS, seconds=_SECONDS).records()


def written_names(base: Base) -> dict[str, str]:
    """Return for each initiative the longest name a text gives it.

    The shown name may be one that people gave; a decision must find it by what is read.
    """
    rows = base.ask("SELECT initiative_id, names FROM initiative").records()
    return {
        row["initiative_id"]: max(row["names"], key=lambda name: (len(name), name))
        for row in rows
    }


def _merges(base: Base, by_id: Mapping[str, dict[str, Any]]) -> _Rows:
    rows = base.ask(_SUGGESTIONS).records()
    return [
        {
            **row,
            "name": by_id[row["initiative_id"]]["name"],
            "other_name": by_id[row["other_id"]]["name"],
            "context": by_id[row["initiative_id"]]["context"],
            "other_context": by_id[row["other_id"]]["context"],
        }
        for row in rows
        if row["initiative_id"] in by_id and row["other_id"] in by_id
    ]


def _fill_in(
    tables: Mapping[Sheet, _Rows],
    decided: Sequence[Correction],
    labels: Mapping[str, str],
) -> None:
    places = {
        CorrectionKind.INITIATIVE: (Sheet.INITIATIVES, "initiative_id"),
        CorrectionKind.ORGANISATION: (Sheet.ORGANISATIONS, "organisation_id"),
        CorrectionKind.PASSAGE: (Sheet.PASSAGES, "passage_id"),
    }
    rows = {
        (kind, row[key]): row
        for kind, (sheet, key) in places.items()
        for row in tables[sheet]
    }
    for correction in decided:
        row = rows.get((correction.kind, correction.subject_id))
        if row is None:
            continue
        value = correction.value
        if correction.kind is CorrectionKind.PASSAGE:
            value = "; ".join(labels.get(each, each) for each in value.split())
        row[_CHANGED_FIELDS[correction.field]] = value
        row["note"] = correction.note


_SECONDS = 300.0
_INITIATIVES = """
WITH told AS (
    SELECT
        initiative_link.initiative_id,
        count(*) AS mention_count,
        arg_min(
            {
                'text': substr(
                    passage.text,
                    greatest(1, initiative_link.start_offset - 100),
                    initiative_link.end_offset - initiative_link.start_offset + 250
                ),
                'origin': coalesce(
                    file.file_name
                    || CASE WHEN passage.page > 0
                        THEN ', blz. ' || passage.page ELSE '' END,
                    'antwoord'
                )
            },
            (passage.document_id IS NULL, passage.passage_id)
        ) AS shown
    FROM initiative_link
    INNER JOIN passage USING (passage_id)
    LEFT JOIN (
        SELECT document_id, min(file_name) AS file_name
        FROM source_file
        GROUP BY document_id
    ) AS file USING (document_id)
    GROUP BY initiative_link.initiative_id
)

SELECT
    initiative.initiative_id,
    initiative.name,
    initiative.kind,
    initiative.status,
    organisation.name AS lead,
    initiative.sector,
    nullif(initiative.start_year, 0) AS start_year,
    nullif(initiative.end_year, 0) AS end_year,
    told.mention_count,
    initiative.confidence,
    told.shown.text AS context,
    told.shown.origin AS origin
FROM initiative
INNER JOIN told USING (initiative_id)
LEFT JOIN organisation ON initiative.lead_id = organisation.organisation_id
ORDER BY told.mention_count DESC, initiative.name, initiative.initiative_id
"""
_ORGANISATIONS = """
SELECT
    organisation.organisation_id,
    organisation.name,
    organisation.kind,
    organisation.sector,
    count(*) AS mention_count,
    min_by(
        substr(
            passage.text, greatest(1, mention.start_offset - 100),
            mention.end_offset - mention.start_offset + 250
        ),
        (passage.document_id IS NULL, passage.passage_id, mention.start_offset)
    ) AS context
FROM organisation_mention AS mention
INNER JOIN organisation USING (organisation_id)
INNER JOIN passage USING (passage_id)
GROUP BY ALL
ORDER BY mention_count DESC, organisation.name, organisation.organisation_id
"""
# First what has no theme, then what was least sure.
_PASSAGES = """
SELECT
    passage.passage_id,
    passage.text,
    coalesce(any_value(file.file_name), 'antwoord') AS origin,
    list(DISTINCT theme_mention.theme_id ORDER BY theme_mention.theme_id)
        FILTER (theme_mention.theme_id IS NOT NULL) AS theme_ids
FROM passage
LEFT JOIN theme_mention USING (passage_id)
LEFT JOIN source_file AS file USING (document_id)
WHERE length(passage.text) >= 40
GROUP BY passage.passage_id, passage.text
ORDER BY coalesce(max(theme_mention.score), 0), passage.passage_id
LIMIT $most
"""
# What was replaced stays with its source; here stands where to look it up.
_REDACTIONS = r"""
WITH replaced AS (
    SELECT
        *,
        list_distinct(regexp_extract_all(text, '\[([a-z-]{3,16})\]', 1)) AS kinds
    FROM passage
    WHERE redaction_count > 0
)
SELECT
    replaced.passage_id,
    array_to_string(list_sort(replaced.kinds), ', ') AS replaced,
    replaced.text AS context,
    coalesce(
        file.file_name
        || CASE WHEN replaced.page > 0 THEN ', blz. ' || replaced.page ELSE '' END,
        'vragenlijst ' || replaced.survey_id || ', inzending ' || replaced.response_id
        || ', vraag ' || replaced.question_id
    ) AS origin
FROM replaced
LEFT JOIN (
    SELECT document_id, min(file_name) AS file_name FROM source_file GROUP BY ALL
) AS file USING (document_id)
ORDER BY replaced.document_id IS NULL, replaced.passage_id
LIMIT $most
"""
_SUGGESTIONS = """
FROM merge_suggestion ORDER BY alikeness DESC, initiative_id, other_id
"""
_DECISIONS = """
SELECT
    kind AS about,
    subject AS name,
    field,
    value,
    decided_by,
    decided_at,
    effect
FROM correction
ORDER BY effect = 'applied', decided_at DESC, kind, subject, field
"""
