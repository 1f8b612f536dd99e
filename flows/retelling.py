"""Findings told in another language in, the same in that of the workspace out.

A document is read once, and what was noticed and checked of it stays; its sentences
follow from the keys, counts and rules beside them.
"""

from domain.phrases import sentences
from flows.bookkeeping import once
from flows.code_version import room_version
from flows.reading_findings import told_findings
from flows.run_context import RunContext

_ITEM = "language of checks"
_SENTENCES = "domain/sentences"
_WITH_FINDINGS = {"document": "document_id", "response_document": "page_key"}
_COUNTED = """
UPDATE check_result
SET observed = replace(
    replace($sentence, '{count}', unlike_count::VARCHAR),
    '{all}', judged_count::VARCHAR
)
WHERE judged_count IS NOT NULL AND starts_with(expectation, 'unique(') = $is_unique
"""
_REFUSED = r"""
UPDATE quarantine
SET reason = replace(
    replace($sentence, '{column}', regexp_extract(rule, '^\w+')), '{expectation}', rule
)
WHERE regexp_matches(rule, '^\w+: \w+\(.*\)$')
"""


def tell_again(context: RunContext) -> None:
    """Say it once more where the language of the team, or the sentences, changed."""
    language = context.settings.language
    said = sentences(language)
    connection = context.warehouse.connection
    with once(context, _ITEM, f"{language} {room_version(_SENTENCES)}") as is_new:
        if not is_new:
            return
        for key, is_unique in (("seen_unlike", False), ("seen_doubled", True)):
            told = {"sentence": said[key], "is_unique": is_unique}
            connection.execute(_COUNTED, told)
        connection.execute(_REFUSED, {"sentence": said["refused_by_check"]})
        for table, key in _WITH_FINDINGS.items():
            _tell_findings(context, table, key)


def _tell_findings(context: RunContext, table: str, key: str) -> None:
    warehouse = context.warehouse
    kept = warehouse.records(
        f"SELECT {key} AS id, finding_keys FROM {table} "  # noqa: S608 - our own names
        "WHERE len(finding_keys) > 0"
    )
    for row in kept:
        told = told_findings(row["finding_keys"], language=context.settings.language)
        warehouse.connection.execute(
            f"UPDATE {table} SET findings = $told "  # noqa: S608 - our own names
            f"WHERE {key} = $id",
            {"told": told, "id": row["id"]},
        )
