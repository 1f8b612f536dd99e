-- One row per question, scale and option: the label in the language of the base,
-- or in the first language the questionnaire has. Two options with one label (after
-- replacing personal data) are told apart by their code.
WITH labelled AS (
    SELECT
        answer_option.question_id,
        answer_option.scale,
        answer_option.code,
        min(answer_option.position) AS position,
        coalesce(
            max(answer_option.label) FILTER (
                WHERE answer_option.language = getvariable('language')
            ),
            max(answer_option.label) FILTER (
                WHERE answer_option.language = survey.languages[1]
            ),
            max(answer_option.label)
        ) AS label
    FROM team.answer_option
    INNER JOIN team.question USING (question_id)
    INNER JOIN team.survey USING (survey_id)
    GROUP BY answer_option.question_id, answer_option.scale, answer_option.code
)

SELECT
    question_id,
    scale,
    code,
    position,
    CASE
        WHEN count(*) OVER (PARTITION BY question_id, scale, label) > 1
            THEN label || ' (' || code || ')'
        ELSE label
    END AS label
FROM labelled
