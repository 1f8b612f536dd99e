-- One row per published closed question, wave, group and chosen option.
SELECT
    answer_item.question_id,
    membership.wave,
    membership.grouping,
    membership.group_name,
    answer_item.code AS option_code,
    count(DISTINCT membership.respondent_id) AS respondent_count
FROM middle.answer_item
INNER JOIN middle.membership USING (survey_id, response_id)
WHERE answer_item.state = 'answered' AND answer_item.code IS NOT NULL
GROUP BY
    answer_item.question_id,
    membership.wave,
    membership.grouping,
    membership.group_name,
    answer_item.code
