-- One row per base of figures and group in which one organisation is more than half and
-- yet fewer than may speak for it: the figure would be about that organisation. Where
-- organisations agreed to be named with their answers, none is.
WITH person AS (
    SELECT
        membership.*,
        CASE WHEN NOT coalesce(source.is_attributed, FALSE)
            THEN membership.organisation_key
        END AS veiled_key
    FROM middle.membership
    INNER JOIN middle.respondent USING (survey_id, response_id)
    LEFT JOIN team.source ON respondent.source_id = source.source_id
),

counted AS (
    SELECT
        'size' AS kind,
        '' AS subject_id,
        survey_id,
        response_id
    FROM middle.respondent
    UNION ALL
    SELECT
        'theme' AS kind,
        '' AS subject_id,
        survey_id,
        response_id
    FROM middle.open_answer
    UNION ALL
    SELECT
        'answer' AS kind,
        question_id AS subject_id,
        survey_id,
        response_id
    FROM middle.answer_item
    WHERE state = 'answered' OR (is_multiple AND state = 'empty')
),

small AS (
    SELECT
        kind,
        subject_id,
        wave,
        grouping,
        group_name,
        count(DISTINCT respondent_id) AS base_count
    FROM counted INNER JOIN person USING (survey_id, response_id)
    WHERE person.wave IN (
        SELECT veiled.wave
        FROM person AS veiled
        WHERE veiled.veiled_key IS NOT NULL
    )
    GROUP BY ALL
    HAVING base_count < 2 * getvariable('smallest_group')
),

part AS (
    SELECT
        counted.kind,
        counted.subject_id,
        person.wave,
        person.grouping,
        person.group_name,
        person.veiled_key,
        count(DISTINCT person.respondent_id) AS respondent_count
    FROM counted
    INNER JOIN person USING (survey_id, response_id)
    SEMI JOIN small
        ON
            counted.kind = small.kind
            AND counted.subject_id = small.subject_id
            AND person.wave = small.wave
            AND person.grouping = small.grouping
            AND person.group_name = small.group_name
    WHERE person.veiled_key IS NOT NULL
    GROUP BY ALL
)

SELECT
    small.kind,
    small.subject_id,
    small.wave,
    small.grouping,
    small.group_name
FROM small
INNER JOIN part USING (kind, subject_id, wave, grouping, group_name)
WHERE
    small.base_count >= getvariable('smallest_group')
    AND 2 * part.respondent_count > small.base_count
    AND part.respondent_count < getvariable('smallest_group')
