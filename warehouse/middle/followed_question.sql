-- One row per question as it is compared over the waves, with its own code, type and
-- options. Waves of one source are compared with each other; sources of one wave each,
-- such as exports, with one another.
WITH line AS (
    SELECT
        source_id,
        CASE WHEN min(wave) < max(wave) THEN source_id ELSE '' END AS line_id
    FROM team.survey
    GROUP BY source_id
),

coded AS (
    SELECT
        question_id,
        string_agg(
            concat_ws(chr(31), scale, code, label), chr(30) ORDER BY scale, code
        ) AS options
    FROM middle.option_label
    GROUP BY question_id
)

SELECT
    line.line_id,
    survey.wave,
    question.question_id,
    question.followed_code,
    concat_ws('_', question.code, nullif(question.subquestion_code, '')) AS code,
    question.type,
    coalesce(coded.options, '') AS options
FROM team.question
INNER JOIN team.survey USING (survey_id)
INNER JOIN line ON survey.source_id = line.source_id
LEFT JOIN coded ON question.question_id = coded.question_id
