"""A freshly built base in, what was checked of it out: nothing leaves unseen."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb

from domain.errors import ChecksFailed
from domain.phrases import Value, phrase
from domain.privacy import DisclosureRule
from warehouse.checks import Checker
from warehouse.hiding import Audit
from warehouse.published_rules import check_rules
from warehouse.published_schema import Table, load_tables

_FIGURES = {
    "answer_count": (("respondent_count", "base_count"),),
    "theme_support": (("respondent_count", "base_count"),),
    "representation": (("respondent_count", "respondent_count"),),
    "statement_result": (("respondent_count", "respondent_count"),),
}
"""Per table: the shown count and the base it is judged by."""

_QUOTES = """
SELECT count(*) FROM quote INNER JOIN passage USING (passage_id)
WHERE NOT contains(passage.text, quote.text)
"""
_OFFSETS = """
SELECT count(*) FROM {table} AS mention INNER JOIN passage USING (passage_id)
WHERE substr(
    passage.text, mention.start_offset + 1, mention.end_offset - mention.start_offset
) <> mention.text
"""
_RESPONSES = """
WITH excluded AS (
    SELECT
        survey_id,
        coalesce(sum(response_count), 0) AS shown,
        count(*) FILTER (WHERE is_suppressed) AS hidden
    FROM response_exclusion GROUP BY survey_id
)
SELECT count(*) FROM survey LEFT JOIN excluded USING (survey_id)
WHERE NOT CASE
    WHEN coalesce(hidden, 0) = 0
        THEN response_count = complete_count + coalesce(shown, 0)
    ELSE response_count >= complete_count + shown + hidden
END
"""
_COMPLETENESS = """
SELECT count(*) FROM completeness
WHERE expected_count <> loaded_count + quarantined_count
"""
_TEXTS = (
    ("passage", "text"),
    ("passage", "section"),
    ("quote", "text"),
    ("document", "title"),
    ("document", "file_name"),
    ("document", "publisher"),
    ("source_file", "file_name"),
    ("initiative", "name"),
    ("organisation", "name"),
    ("place_region", "region_name"),
    ("survey", "title"),
    ("answer_count", "option_label"),
    ("question", "text_nl"),
    ("question", "text_en"),
    ("question_text", "text"),
    ("source", "title"),
    ("source", "publisher"),
    ("source", "failure"),
    ("opgave", "name"),
    ("opgave", "description"),
    ("quarantine_summary", "reason"),
    ("check_result", "expectation"),
    ("answer_option", "label"),
)
"""Published text that came from people or files."""

_NO_PERSONAL_DATA = "no personal data in"
Result = dict[str, Any]


def check_base(
    base_file: Path,
    *,
    rule: DisclosureRule,
    count_personal_data: Callable[[str], int],
    checker: Checker,
    audit: Audit,
) -> list[Result]:
    """Check a built base; return rows for ``check_result``, with phrases in them.

    ``audit`` is what the build says of the figures it hid.

    Raises ``ChecksFailed`` naming the first rule that does not hold.
    """
    connection = duckdb.connect(str(base_file), read_only=True)
    try:
        results = [
            *_rules(connection, checker),
            *_keys(connection),
            *_references(connection),
            *_mentions(connection),
            *_sums(connection),
            *_small_cells(connection, rule),
            *audited(audit),
            *_shown_and_hidden(connection),
            *_personal_data(connection, count_personal_data),
        ]
    finally:
        connection.close()
    for result in results:
        if not result["is_success"]:
            is_personal = result["expectation"].startswith(_NO_PERSONAL_DATA)
            raise ChecksFailed(
                "published_personal_data" if is_personal else "published_check_failed",
                where=phrase("published_table", name=result["suite"]),
                expectation=result["expectation"],
                observed=result["observed"],
            )
    return results


def _rules(connection: duckdb.DuckDBPyConnection, checker: Checker) -> Iterator[Result]:
    for rule in check_rules(connection, checker):
        yield _result(
            rule.table,
            rule.expectation,
            is_success=rule.is_success,
            observed=phrase(
                "seen_unlike", count=rule.unexpected_count, all=rule.element_count
            ),
        )


def _keys(connection: duckdb.DuckDBPyConnection) -> Iterator[Result]:
    for table in load_tables().values():
        names = ", ".join(f'"{name}"' for name in table.key)
        doubled = _number(
            connection,
            f"SELECT count(*) FROM (SELECT {names} "  # noqa: S608
            f'FROM "{table.name}" GROUP BY {names} HAVING count(*) > 1)',
        )
        yield _counted(table.name, f"unique({', '.join(table.key)})", doubled)


def _references(connection: duckdb.DuckDBPyConnection) -> Iterator[Result]:
    for table in load_tables().values():
        for column in table.columns:
            if column.references:
                yield _reference(connection, table, column.name, column.references)


def _reference(
    connection: duckdb.DuckDBPyConnection, table: Table, column: str, target: str
) -> Result:
    other, key = target.split(".")
    lost = _number(
        connection,
        f'SELECT count(*) FROM "{table.name}" AS here '  # noqa: S608
        f'WHERE here."{column}" IS NOT NULL AND NOT EXISTS '
        f'(FROM "{other}" AS there WHERE there."{key}" = here."{column}")',
    )
    return _counted(table.name, f"{column} refers to {target}", lost)


def _mentions(connection: duckdb.DuckDBPyConnection) -> Iterator[Result]:
    yield _counted("quote", "quote is in its passage", _number(connection, _QUOTES))
    for table in ("organisation_mention", "place_mention", "initiative_mention"):
        wrong = _number(connection, _OFFSETS.format(table=table))
        yield _counted(table, "offsets give the text", wrong)


def _sums(connection: duckdb.DuckDBPyConnection) -> Iterator[Result]:
    wrong = _number(connection, _RESPONSES)
    yield _counted("survey", "counted and excluded add up to received", wrong)
    wrong = _number(connection, _COMPLETENESS)
    yield _counted("completeness", "loaded and set apart add up to expected", wrong)


def _small_cells(
    connection: duckdb.DuckDBPyConnection, rule: DisclosureRule
) -> Iterator[Result]:
    for table, pairs in _FIGURES.items():
        for count, base in pairs:
            rows = connection.execute(
                f'SELECT "{count}", "{base}" FROM "{table}" '  # noqa: S608
                f'WHERE "{count}" IS NOT NULL'
            ).fetchall()
            shown = sum(rule.hides(part, base=whole or 0) for part, whole in rows)
            yield _counted(table, f"no small cell in {count}", shown)


def audited(audit: Audit) -> Iterator[Result]:
    """Tell what was hidden; nothing hidden may be narrowed by a linear programme."""
    if audit.lacks_counts:
        yield _result(
            "figures",
            "hidden figures of the publication before are compared",
            is_success=True,
            severity="info",
            observed=phrase("seen_counts_not_kept"),
        )
    hidden = audit.primary + audit.extra
    yield _result(
        "figures",
        "no hidden figure can be computed back",
        is_success=audit.recoverable == 0,
        observed=phrase(
            "seen_recoverable",
            recoverable=audit.recoverable,
            hidden=hidden,
            primary=audit.primary,
            extra=audit.extra,
            shown=audit.shown,
        ),
    )
    yield _result(
        "figures",
        "no group tells on everybody in it",
        is_success=audit.telling == 0,
        observed=phrase(
            "seen_telling",
            telling=audit.telling,
            unanimous=audit.unanimous,
            dominated=audit.dominated,
            of_one_mind=audit.of_one_mind,
        ),
    )
    if audit.left_out:
        yield _result(
            "figures",
            "every question and theme has a figure that can be shown",
            is_success=False,
            observed=", ".join(audit.left_out),
        )


def _shown_and_hidden(connection: duckdb.DuckDBPyConnection) -> Iterator[Result]:
    """Tell what the base shows: some of its figures stand since an earlier one."""
    for table in _FIGURES:
        counted = connection.execute(
            "SELECT count(*) FILTER (WHERE NOT is_suppressed), "  # noqa: S608
            f'count(*) FILTER (WHERE is_suppressed) FROM "{table}"'
        ).fetchone()
        shown, hidden = counted or (0, 0)
        yield _result(
            table,
            "figures of this publication are counted",
            is_success=True,
            observed=phrase("seen_shown_and_hidden", shown=shown, hidden=hidden),
        )


def _personal_data(
    connection: duckdb.DuckDBPyConnection, count_personal_data: Callable[[str], int]
) -> Iterator[Result]:
    for table, column in _TEXTS:
        # Labels, sections and reasons return: each text is judged once.
        rows = connection.execute(
            f'SELECT "{column}", count(*) FROM "{table}" '  # noqa: S608
            f'WHERE "{column}" IS NOT NULL GROUP BY ALL'
        ).fetchall()
        found = sum(times * count_personal_data(text) for text, times in rows)
        yield _counted(table, f"{_NO_PERSONAL_DATA} {column}", found)


def _number(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    row = connection.execute(sql).fetchone()
    return int(row[0]) if row else -1


def _counted(suite: str, expectation: str, count: int) -> Result:
    return _result(
        suite,
        expectation,
        is_success=count == 0,
        observed=phrase("seen_unlike_alone", count=count),
    )


def _result(
    suite: str,
    expectation: str,
    *,
    is_success: bool,
    observed: Value,
    severity: str = "critical",
) -> Result:
    return {
        "suite": f"published.{suite}",
        "item": "base",
        "expectation": expectation,
        "is_success": is_success,
        "severity": severity,
        "observed": observed,
    }
