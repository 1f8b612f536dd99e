-- One row per statement and option: its value on the scale 1..K in the direction of
-- agreement, or NULL for "don't know".
WITH labelled AS (
    SELECT
        option_label.question_id,
        option_label.code,
        option_label.position,
        lower(option_label.label) AS label
    FROM middle.option_label
    INNER JOIN team.question USING (question_id)
    WHERE question.role = 'statement'
),

judged AS (
    SELECT
        question_id,
        code,
        position,
        label,
        regexp_matches(
            label,
            'weet (het )?niet|geen mening|geen antwoord|niet van toepassing|n\.v\.t'
            || '|don.?t know|no opinion|not applicable'
        )
        OR code = '-oth-' AS is_unknown
    FROM labelled
),

placed AS (
    SELECT
        *,
        row_number() OVER (PARTITION BY question_id ORDER BY position, code) AS place,
        count(*) OVER (PARTITION BY question_id) AS size
    FROM judged
    WHERE NOT is_unknown
),

directed AS (
    SELECT
        *,
        max(
            place = 1
            AND regexp_matches(label, '(^|[^n])eens|^(strongly |fully )?agree')
            AND NOT regexp_matches(label, 'oneens|disagree')
        ) OVER (PARTITION BY question_id) AS is_reversed
    FROM placed
)

SELECT
    question_id,
    code,
    CASE WHEN is_reversed THEN size + 1 - place ELSE place END AS scale_value,
    size
FROM directed
UNION ALL
SELECT
    question_id,
    code,
    NULL AS scale_value,
    NULL AS size
FROM judged
WHERE is_unknown
