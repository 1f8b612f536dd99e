-- One row per statement, wave, group and scale value (NULL: don't know).
SELECT
    answer_item.asked_question_id AS statement_id,
    membership.wave,
    membership.grouping,
    membership.group_name,
    statement_scale.scale_value,
    max(statement_scale.size) AS size,
    count(DISTINCT membership.respondent_id) AS respondent_count
FROM middle.answer_item
INNER JOIN middle.membership USING (survey_id, response_id)
INNER JOIN middle.statement_scale
    ON
        answer_item.asked_question_id = statement_scale.question_id
        AND answer_item.code = statement_scale.code
WHERE answer_item.state = 'answered'
GROUP BY
    answer_item.asked_question_id,
    membership.wave,
    membership.grouping,
    membership.group_name,
    statement_scale.scale_value
