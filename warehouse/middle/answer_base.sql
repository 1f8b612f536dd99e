-- One row per published closed question, wave and group: how many answered it
-- (multiple choice: how many were shown it). Of a question that an answer to another
-- one leads past also where nobody did: that no row is there would tell what all gave.
SELECT
    answer_item.question_id,
    any_value(answer_item.asked_question_id) AS asked_question_id,
    any_value(answer_item.scale) AS scale,
    any_value(answer_item.rank) AS rank,
    any_value(answer_item.is_multiple) AS is_multiple,
    membership.wave,
    membership.grouping,
    membership.group_name,
    count(DISTINCT membership.respondent_id) FILTER (
        WHERE
        answer_item.state = 'answered'
        OR (answer_item.is_multiple AND answer_item.state = 'empty')
    ) AS base_count
FROM middle.answer_item
INNER JOIN middle.membership USING (survey_id, response_id)
WHERE
    answer_item.state = 'answered'
    OR (answer_item.is_multiple AND answer_item.state = 'empty')
    OR answer_item.question_id IN (
        SELECT routed_answer.question_id FROM middle.routed_answer
    )
GROUP BY
    answer_item.question_id,
    membership.wave,
    membership.grouping,
    membership.group_name
