SELECT
    question_id AS statement_id,
    survey_id,
    text_nl,
    text_en,
    question_id
FROM question
WHERE role = 'statement'
