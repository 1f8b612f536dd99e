-- One row per counting response that wrote at least one open answer.
SELECT DISTINCT
    membership.survey_id,
    membership.response_id,
    membership.respondent_id,
    membership.wave,
    membership.organisation_key,
    membership.grouping,
    membership.group_name
FROM middle.membership
INNER JOIN middle.open_answer USING (survey_id, response_id)
