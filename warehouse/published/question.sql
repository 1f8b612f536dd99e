WITH worded AS (
    SELECT
        question_id,
        max(text) FILTER (WHERE language = 'nl') AS text_nl,
        max(text) FILTER (WHERE language = 'en') AS text_en
    FROM team.question_text
    GROUP BY question_id
)

SELECT
    expanded.question_id,
    question.survey_id,
    question.code,
    CASE
        WHEN expanded.rank > 0 THEN expanded.rank::VARCHAR
        WHEN expanded.scale > 0
            THEN question.subquestion_code || '_' || (expanded.scale - 1)
        ELSE nullif(question.subquestion_code, '')
    END AS subquestion_code,
    question.type,
    nullif(question.role, '') AS role,
    worded.text_nl
    || CASE WHEN expanded.rank > 0 THEN ' – plaats ' || expanded.rank ELSE '' END
    || CASE WHEN expanded.scale > 0 THEN ' – schaal ' || expanded.scale ELSE '' END
        AS text_nl,
    worded.text_en
    || CASE WHEN expanded.rank > 0 THEN ' – rank ' || expanded.rank ELSE '' END
    || CASE WHEN expanded.scale > 0 THEN ' – scale ' || expanded.scale ELSE '' END
        AS text_en,
    question.followed_code
    || CASE
        WHEN expanded.rank > 0 THEN '_' || expanded.rank
        WHEN expanded.scale > 0 THEN '_' || (expanded.scale - 1)
        ELSE ''
    END AS followed_code
FROM middle.counted_question AS expanded
INNER JOIN team.question ON expanded.asked_question_id = question.question_id
LEFT JOIN worded ON expanded.asked_question_id = worded.question_id
