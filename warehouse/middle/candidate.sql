-- One row per counting response, held back or not: its wave, group, region and
-- organisation. What one
-- survey does not ask is known from another that the same person answered in the wave.
WITH own AS (
    SELECT
        counted_response.survey_id,
        counted_response.source_id,
        counted_response.wave,
        counted_response.response_id,
        counted_response.respondent_id,
        max(group_answer.group_name) FILTER (
            WHERE group_answer.role = 'stakeholder_group'
        ) AS stakeholder_group,
        max(group_answer.group_name) FILTER (
            WHERE group_answer.role = 'region'
        ) AS region,
        nullif(lower(max(role_answer.value)), '') AS organisation_key
    FROM middle.counted_response
    LEFT JOIN middle.group_answer USING (survey_id, response_id)
    LEFT JOIN middle.role_answer
        ON
            counted_response.survey_id = role_answer.survey_id
            AND counted_response.response_id = role_answer.response_id
            AND role_answer.role = 'organisation'
    WHERE counted_response.exclusion IS NULL
    GROUP BY ALL
)

SELECT
    survey_id,
    source_id,
    wave,
    response_id,
    respondent_id,
    coalesce(stakeholder_group, max(stakeholder_group) OVER person)
        AS stakeholder_group,
    coalesce(region, max(region) OVER person) AS region,
    coalesce(organisation_key, max(organisation_key) OVER person) AS organisation_key
FROM own
WINDOW person AS (PARTITION BY wave, respondent_id)
