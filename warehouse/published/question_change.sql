-- A question that changed in two ways has two rows. Where several questionnaires of a
-- wave ask it, it changed if one of them asks it unlike all of the wave before.
WITH wave AS (
    SELECT DISTINCT
        line_id,
        wave
    FROM middle.followed_question
),

pair AS (
    SELECT
        line_id,
        wave AS from_wave,
        lead(wave) OVER (PARTITION BY line_id ORDER BY wave) AS to_wave
    FROM wave
),

before AS (
    SELECT
        line_id,
        wave AS from_wave,
        followed_code,
        list(DISTINCT code) AS codes,
        list(DISTINCT type) AS types,
        list(DISTINCT options) AS options
    FROM middle.followed_question
    GROUP BY line_id, wave, followed_code
),

worded AS (
    SELECT
        followed_question.line_id,
        followed_question.wave AS from_wave,
        followed_question.followed_code,
        question_text.language,
        list(DISTINCT question_text.text) AS wordings
    FROM middle.followed_question
    INNER JOIN team.question_text USING (question_id)
    GROUP BY
        followed_question.line_id,
        followed_question.wave,
        followed_question.followed_code,
        question_text.language
),

later AS (
    SELECT
        followed_question.*,
        pair.from_wave,
        pair.to_wave,
        before.codes,
        before.types,
        before.options AS earlier_options
    FROM pair
    INNER JOIN middle.followed_question
        ON
            pair.line_id = followed_question.line_id
            AND pair.to_wave = followed_question.wave
    LEFT JOIN before
        ON
            pair.line_id = before.line_id
            AND pair.from_wave = before.from_wave
            AND followed_question.followed_code = before.followed_code
)

SELECT
    code,
    from_wave,
    to_wave,
    'added' AS kind
FROM later
WHERE types IS NULL
UNION
SELECT
    code,
    from_wave,
    to_wave,
    'renamed' AS kind
FROM later
WHERE NOT list_contains(codes, code)
UNION
SELECT
    code,
    from_wave,
    to_wave,
    'retyped' AS kind
FROM later
WHERE NOT list_contains(types, type)
UNION
SELECT
    code,
    from_wave,
    to_wave,
    'recoded' AS kind
FROM later
WHERE list_contains(types, type) AND NOT list_contains(earlier_options, options)
UNION
SELECT
    later.code,
    later.from_wave,
    later.to_wave,
    'reworded' AS kind
FROM later
INNER JOIN team.question_text USING (question_id)
INNER JOIN worded
    ON
        later.line_id = worded.line_id
        AND later.from_wave = worded.from_wave
        AND later.followed_code = worded.followed_code
        AND question_text.language = worded.language
WHERE NOT list_contains(worded.wordings, question_text.text)
UNION
SELECT
    earlier.code,
    pair.from_wave,
    pair.to_wave,
    'removed' AS kind
FROM pair
INNER JOIN middle.followed_question AS earlier
    ON
        pair.line_id = earlier.line_id
        AND pair.from_wave = earlier.wave
WHERE
    pair.to_wave IS NOT NULL
    AND NOT EXISTS (
        SELECT 1
        FROM middle.followed_question AS there
        WHERE
            earlier.line_id = there.line_id
            AND pair.to_wave = there.wave
            AND earlier.followed_code = there.followed_code
    )
