-- The wording of the statement alone, without the question above the array.
SELECT
    question.question_id AS statement_id,
    question.survey_id,
    coalesce(
        replace(question.text_nl, asked.text_nl || ' – ', ''), question.text_nl
    ) AS text_nl,
    coalesce(
        replace(question.text_en, asked.text_en || ' – ', ''), question.text_en
    ) AS text_en,
    question.question_id
FROM question
LEFT JOIN question AS asked
    ON
        question.survey_id = asked.survey_id
        AND question.code = asked.code
        AND asked.subquestion_code IS NULL
        AND question.subquestion_code IS NOT NULL
WHERE question.role = 'statement'
