SELECT
    question_id,
    language,
    text
FROM team.question_text
