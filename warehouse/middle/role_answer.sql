-- One row per counting response and role: what the respondent filled in there, and
-- whether it was typed instead of chosen.
SELECT
    counted_response.survey_id,
    counted_response.response_id,
    counted_response.respondent_id,
    counted_response.wave,
    question.role,
    min(
        coalesce(
            option_label.label, trim(regexp_replace(answer.value, '\s+', ' ', 'g'))
        )
    ) AS value,
    bool_or(option_label.label IS NULL) AS is_typed
FROM middle.counted_response
INNER JOIN team.answer USING (survey_id, response_id)
INNER JOIN team.question USING (question_id)
LEFT JOIN middle.option_label
    ON
        answer.question_id = option_label.question_id
        AND answer.scale = option_label.scale
        AND answer.code = option_label.code
WHERE
    counted_response.exclusion IS NULL
    AND answer.part = 'value'
    AND answer.state = 'answered'
    AND question.role IN ('stakeholder_group', 'region', 'organisation')
GROUP BY
    counted_response.survey_id,
    counted_response.response_id,
    counted_response.respondent_id,
    counted_response.wave,
    question.role
