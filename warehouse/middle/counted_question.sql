-- One row per question as it is counted: questions and subquestions, and besides them
-- every place of a ranking and every scale of a dual array that has answers.
SELECT DISTINCT
    question_id,
    asked_question_id,
    rank,
    scale
FROM middle.answer_item
UNION
SELECT
    question_id,
    question_id AS asked_question_id,
    0 AS rank,
    0 AS scale
FROM team.question
