-- One row per counting response: its wave, group, region and organisation.
SELECT
    counted_response.survey_id,
    counted_response.source_id,
    counted_response.wave,
    counted_response.response_id,
    counted_response.respondent_id,
    max(role_answer.value) FILTER (
        WHERE role_answer.role = 'stakeholder_group'
    ) AS stakeholder_group,
    max(role_answer.value) FILTER (WHERE role_answer.role = 'region') AS region,
    nullif(
        lower(trim(regexp_replace(
            max(role_answer.value) FILTER (WHERE role_answer.role = 'organisation'),
            '\s+', ' ', 'g'
        ))),
        ''
    ) AS organisation_key
FROM middle.counted_response
LEFT JOIN middle.role_answer USING (survey_id, response_id)
WHERE counted_response.exclusion IS NULL
GROUP BY ALL
