-- Questions added, removed, retyped or reworded between one wave and the next, by code.
WITH asked AS (
    SELECT
        survey.wave,
        concat_ws('_', question.code, nullif(question.subquestion_code, '')) AS code,
        any_value(question.type) AS type,
        max(question_text.text) AS wording
    FROM team.question
    INNER JOIN team.survey USING (survey_id)
    LEFT JOIN team.question_text
        ON
            question.question_id = question_text.question_id
            AND question_text.language = survey.languages[1]
    GROUP BY ALL
),

waves AS (
    SELECT DISTINCT wave FROM asked
),

pair AS (
    SELECT
        wave AS from_wave,
        lead(wave) OVER (ORDER BY wave) AS to_wave
    FROM waves
),

code AS (
    SELECT DISTINCT code FROM asked
),

compared AS (
    SELECT
        code.code,
        pair.from_wave,
        pair.to_wave,
        CASE
            WHEN earlier.code IS NULL AND later.code IS NULL THEN NULL
            WHEN earlier.code IS NULL THEN 'added'
            WHEN later.code IS NULL THEN 'removed'
            WHEN earlier.type <> later.type THEN 'retyped'
            WHEN earlier.wording <> later.wording THEN 'reworded'
        END AS kind
    FROM pair
    CROSS JOIN code
    LEFT JOIN asked AS earlier
        ON pair.from_wave = earlier.wave AND code.code = earlier.code
    LEFT JOIN asked AS later
        ON pair.to_wave = later.wave AND code.code = later.code
    WHERE pair.to_wave IS NOT NULL
)

SELECT
    code,
    from_wave,
    to_wave,
    kind
FROM compared
WHERE kind IS NOT NULL
