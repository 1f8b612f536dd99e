-- One row per counting response and closed question as published: a rank of a
-- ranking and a scale of a dual array are questions of their own (PRIO_1, DUAL_A_0).
SELECT
    question.question_id
    || CASE
        WHEN answer.rank > 0 THEN '_' || answer.rank
        WHEN answer.scale > 0 THEN '_' || (answer.scale - 1)
        ELSE ''
    END AS question_id,
    answer.question_id AS asked_question_id,
    answer.scale,
    answer.rank,
    answer.survey_id,
    answer.response_id,
    answer.code,
    answer.state,
    question.type IN ('M', 'P') AS is_multiple
FROM team.answer
INNER JOIN middle.respondent USING (survey_id, response_id)
INNER JOIN team.question ON answer.question_id = question.question_id
WHERE
    answer.part = 'value'
    AND answer.question_id IN (SELECT option_label.question_id FROM middle.option_label)
