"""The published tables and macros as CONTRACT.md has them, typed over by hand."""

import re

PROMISED = """
meta(key, value)
run(run_id, started_at, finished_at, status, code_version, model, codebook_version)
source(source_id, kind, title, publisher, licence)
source_file(source_file_id, source_id, file_name, sha256, retrieved_at, document_id,
    status, reason)
check_result(run_id, suite, expectation, is_success, severity, observed)
completeness(source_id, unit, expected_count, loaded_count, quarantined_count,
    newest_on)
quarantine_summary(source_id, rule, reason, row_count)
model_figure(name, value, measured_on)
data_dictionary(table_name, column_name, column_type, description)
survey(survey_id, source_id, wave, title, response_count, complete_count)
response_exclusion(survey_id, reason, response_count)
question(question_id, survey_id, code, subquestion_code, type, role, text_nl, text_en)
question_text(question_id, language, text)
question_change(code, from_wave, to_wave, kind)
answer_count(question_id, wave, grouping, group_name, option_code, option_label,
    respondent_count, share, is_suppressed)
representation(wave, grouping, group_name, invited_count, respondent_count,
    reference_count, is_suppressed)
document(document_id, source_id, file_name, title, format, page_count, language,
    published_on)
document_candidate(document_id, what, found_in, value, is_shown)
passage(passage_id, source_id, document_id, question_id, wave, page, start_offset,
    end_offset, text, language)
passage_term(term, passage_id, weight)
word_form(form, term)
theme(theme_id, parent_id, label_nl, label_en, definition, top_code, is_emergent)
top_term(top_code, label, broader_code)
theme_mention(mention_id, passage_id, theme_id, start_offset, end_offset, rule, score,
    is_main, is_negated, is_hedged)
theme_support(theme_id, wave, grouping, group_name, respondent_count,
    organisation_count, document_count, share, organisation_weighted_share,
    is_suppressed)
theme_coverage(source_id, wave, passage_count, without_theme_count)
quote(quote_id, theme_id, passage_id, text, stakeholder_group)
stance_mention(mention_id, passage_id, stance, holder, target, text)
organisation(organisation_id, name, kind, sector, tooi_uri)
organisation_mention(organisation_id, passage_id, start_offset, end_offset, text)
place(place_id, name, kind, code_cbs)
place_region(place_id, division, year, region_code, region_name)
place_mention(place_id, passage_id, start_offset, end_offset, text)
initiative(initiative_id, name, kind, status, sector, lead_organisation_id, start_year,
    end_year, mention_count, confidence, review_status)
initiative_mention(initiative_id, passage_id, start_offset, end_offset, text)
initiative_theme(initiative_id, theme_id)
initiative_place(initiative_id, place_id)
initiative_organisation(initiative_id, organisation_id, role)
relation(from_organisation_id, to_organisation_id, kind, weight)
indicator(indicator_id, title, place_id, period, value, unit, source_id)
statement(statement_id, survey_id, text_nl, text_en)
statement_result(statement_id, wave, grouping, group_name, respondent_count,
    unknown_count, agree_share, disagree_share, mean, median, agreement_a,
    consensus_cns, dispersion_leik, polarisation, is_suppressed)
statement_consensus(statement_id, wave, grouping, agree_product, disagree_product,
    agree_minimum, agree_geometric_mean, is_suppressed)
opinion_group(survey_id, wave, group_id, respondent_count, is_suppressed)
opinion_group_statement(survey_id, wave, group_id, statement_id, direction, p, p_test,
    representativeness, representativeness_test, is_suppressed)
opgave(opgave_id, name, description, domain, status, version)
opgave_theme(opgave_id, theme_id)
initiative_opgave(initiative_id, opgave_id, basis)
opgave_position(opgave_id, organisation_id, position, stated_on)
knowledge_question(knowledge_question_id, text, submitted_by, merged_into_id,
    merge_reason, opgave_id, status, knowledge_holder)
claim(claim_id, opgave_id, text, kind, knowledge_question_id, valid_until)
evidence(claim_id, source_id, passage_id, relation, quote)
claim_position(claim_id, organisation_id, position, capacity, stated_on)
claim_status(claim_id, status, reason)
knowledge_gap(knowledge_question_id, why, needed, owner)
assumption(assumption_id, claim_id, text, owner)
lens_effect(subject, lens, direction, organisation_id, passage_id)
trade_off(subject, lens_for, lens_against)
level_judgement(opgave_id, organisation_id, level)
interest(organisation_id, opgave_id, text)
stakeholder(opgave_id, organisation_id, role, interest_score, influence_score, attitude)
scope_for_action(organisation_id, opgave_id, instrument, reach)
action(action_id, opgave_id, text, owner, due_on, depends_on_id, status)
blank_spot(opgave_id, kind, text)
shared_interest(opgave_id, text, organisation_count, sector_count)
"""

MACROS = {
    "find_passages": "betaalbare woningen",
    "support": "wonen",
    "initiatives_in": "Sluiswijk",
    "quotes_for": "water",
    "compare_groups": "windmolens",
    "source_of": "wonen",
    "new_since": "2026-01-01",
}
"""Each table macro with a question that the demo can answer."""

TYPES = frozenset(
    kind + form
    for kind in "VARCHAR BOOLEAN BIGINT DOUBLE DATE TIMESTAMP".split()
    for form in ("", "[]")
)


def promised_columns() -> dict[str, list[str]]:
    """Each promised table with the columns that come first, in order."""
    return {
        name: re.findall(r"\w+", columns)
        for name, columns in re.findall(r"(\w+)\(([^)]*)\)", PROMISED)
    }


def promised_tables() -> dict[str, set[str]]:
    """Each promised table with the columns it has at least."""
    return {name: set(columns) for name, columns in promised_columns().items()}
