"""Names in, the SELECTs on published tables behind the pages out.

Whole rows in published order, so that a column that was added later is simply there.
``page_theme`` are the themes that get a page: in the codebook and not without anything.
"""

_ORDERED = {
    "meta": "key",
    "run": "started_at, run_id",
    "source": "source_id",
    "source_file": "source_id, file_name, source_file_id",
    "check_result": "suite, expectation",
    "completeness": "source_id, unit",
    "quarantine_summary": "source_id, rule, reason",
    "model_figure": "name",
    "data_dictionary": "table_name, column_name",
    "survey": "wave, survey_id",
    "response_exclusion": "survey_id, reason",
    "question": "question_id",
    "question_change": "from_wave, to_wave, code, kind",
    "representation": "wave, grouping, group_name",
    "document": "coalesce(title, file_name), document_id",
    "document_candidate": "document_id, what, found_in",
    "passage": "document_id, start_offset, passage_id",
    "theme": "label_nl, theme_id",
    "theme_support": "theme_id, wave, grouping, group_name",
    "theme_coverage": "source_id, wave",
    "quote": "theme_id, md5(text), quote_id",
    "organisation": "organisation_id",
    "place": "name, place_id",
    "initiative": "mention_count DESC NULLS LAST, name, initiative_id",
    "initiative_theme": "theme_id, initiative_id",
    "initiative_place": "initiative_id, place_id",
    "statement": "statement_id",
    "statement_result": "statement_id, wave, grouping, group_name",
    "opgave_theme": "theme_id, opgave_id",
    "knowledge_question": "knowledge_question_id",
    "knowledge_gap": "knowledge_question_id",
    "blank_spot": "opgave_id, kind, text",
}

QUESTIONS = {
    **{
        name: f"SELECT * FROM {name} ORDER BY {order}"  # noqa: S608 (our own names)
        for name, order in _ORDERED.items()
    },
    "page_theme": (
        "SELECT * FROM theme WHERE NOT is_emergent AND (theme_id IN ("
        "SELECT theme_id FROM theme_support WHERE is_suppressed "
        "OR respondent_count > 0 OR document_count > 0) "
        "OR theme_id IN (SELECT theme_id FROM theme_mention) "
        "OR theme_id IN (SELECT theme_id FROM initiative_theme) "
        "OR theme_id IN (SELECT theme_id FROM quote)) ORDER BY label_nl, theme_id"
    ),
    "initiative_mention": (
        "SELECT m.* FROM initiative_mention m LEFT JOIN passage p USING (passage_id) "
        "LEFT JOIN document d USING (document_id) ORDER BY m.initiative_id, "
        "coalesce(d.title, d.file_name), p.start_offset, m.passage_id, m.start_offset"
    ),
    "theme_passage": (
        "SELECT DISTINCT theme_id, passage_id FROM theme_mention "
        "ORDER BY theme_id, passage_id"
    ),
    "macro": (
        "SELECT function_name, parameters, comment FROM duckdb_functions() "
        "WHERE function_type = 'table_macro' AND NOT internal ORDER BY function_name"
    ),
}
