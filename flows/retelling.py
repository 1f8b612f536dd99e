"""Findings told in another language in, the same in that of the workspace out.

A document is read once, and what was checked of it stays; its sentences follow from
the counts and rules beside them.
"""

from domain.phrases import sentences
from flows.bookkeeping import once
from flows.run_context import RunContext

_ITEM = "language of checks"
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
    """Say what was checked of rows once more where the language of the team changed."""
    language = context.settings.language
    said = sentences(language)
    connection = context.warehouse.connection
    with once(context, _ITEM, language) as is_new:
        if not is_new:
            return
        for key, is_unique in (("seen_unlike", False), ("seen_doubled", True)):
            told = {"sentence": said[key], "is_unique": is_unique}
            connection.execute(_COUNTED, told)
        connection.execute(_REFUSED, {"sentence": said["refused_by_check"]})
