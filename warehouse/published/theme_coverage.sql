WITH judged AS (
    SELECT
        passage.source_id,
        passage.wave,
        passage.document_id,
        passage.passage_id IN (SELECT theme_mention.passage_id FROM team.theme_mention)
            AS has_theme,
        coalesce(passage.document_id IS NOT NULL OR emergent.has_answers, FALSE)
        AND emergent.theme_id IS NOT NULL AS has_emergent
    FROM team.passage
    LEFT JOIN team.emergent_passage USING (passage_id)
    LEFT JOIN middle.shown_emergent AS emergent
        ON emergent_passage.theme_id = emergent.theme_id
    WHERE
        passage.kind <> 'heading'
        AND (
            passage.document_id IS NOT NULL
            OR passage.passage_id IN (
                SELECT open_answer.passage_id
                FROM middle.open_answer
                INNER JOIN middle.respondent USING (survey_id, response_id)
            )
        )
),

counted AS (
    SELECT
        source_id,
        wave,
        bool_and(document_id IS NOT NULL) AS is_open,
        count(*) AS passage_count,
        count(*) FILTER (WHERE NOT has_theme) AS without_theme_count,
        count(*) FILTER (WHERE has_emergent) AS emergent_count,
        count(*) FILTER (WHERE NOT has_theme AND NOT has_emergent) AS left_over_count
    FROM judged
    GROUP BY source_id, wave
),

-- The two counts of emergent themes go together, and only where they and the count
-- beside them are all safe.
safe AS (
    SELECT
        *,
        is_open OR NOT (
            hides(without_theme_count, passage_count)
            OR hides(emergent_count, passage_count)
            OR hides(left_over_count, passage_count)
            OR (without_theme_count - left_over_count) BETWEEN 1
            AND getvariable('smallest_count') - 1
        ) AS is_emergent_shown
    FROM counted
)

-- Where emergent themes stand, so does what they cover, if the rest stayed as it was.
SELECT
    safe.source_id,
    safe.wave,
    CASE WHEN safe.is_open OR NOT hides(safe.without_theme_count, safe.passage_count)
        THEN safe.passage_count
    END AS passage_count,
    CASE WHEN safe.is_open OR NOT hides(safe.without_theme_count, safe.passage_count)
        THEN safe.without_theme_count
    END AS without_theme_count,
    NOT safe.is_open AND hides(safe.without_theme_count, safe.passage_count)
        AS is_suppressed,
    CASE
        WHEN emergent_state.is_standing THEN standing.emergent_count
        WHEN safe.is_emergent_shown THEN safe.emergent_count
    END AS emergent_count,
    CASE
        WHEN emergent_state.is_standing THEN standing.left_over_count
        WHEN safe.is_emergent_shown THEN safe.left_over_count
    END AS left_over_count
FROM safe
CROSS JOIN middle.emergent_state
LEFT JOIN middle.standing_emergent_coverage AS standing
    ON
        safe.source_id = standing.source_id
        AND safe.wave IS NOT DISTINCT FROM standing.wave
        AND safe.passage_count = standing.passage_count
        AND safe.without_theme_count = standing.without_theme_count
