-- Questions added, removed, retyped or reworded between one wave and the next of
-- the same line of questionnaires, by code.
WITH asked AS (
    SELECT
        survey.wave,
        concat_ws('_', question.code, nullif(question.subquestion_code, '')) AS code,
        question.type,
        max(question_text.text) AS wording
    FROM team.question
    INNER JOIN team.survey USING (survey_id)
    LEFT JOIN team.question_text
        ON
            question.question_id = question_text.question_id
            AND question_text.language = survey.languages[1]
    GROUP BY ALL
),

pair AS (
    SELECT
        wave AS from_wave,
        lead(wave) OVER (ORDER BY wave) AS to_wave
    FROM (SELECT DISTINCT asked.wave FROM asked)
),

compared AS (
    SELECT
        pair.from_wave,
        pair.to_wave,
        coalesce(earlier.code, later.code) AS code,
        CASE
            WHEN earlier.code IS NULL THEN 'added'
            WHEN later.code IS NULL THEN 'removed'
            WHEN earlier.type <> later.type THEN 'retyped'
            WHEN earlier.wording <> later.wording THEN 'reworded'
        END AS kind
    FROM pair
    INNER JOIN asked AS earlier ON pair.from_wave = earlier.wave
    FULL JOIN asked AS later
        ON pair.to_wave = later.wave AND earlier.code = later.code
    WHERE pair.to_wave IS NOT NULL
)

SELECT
    code,
    from_wave,
    to_wave,
    kind
FROM compared
WHERE kind IS NOT NULL
