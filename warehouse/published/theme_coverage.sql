WITH judged AS (
    SELECT
        passage.source_id,
        passage.wave,
        passage.document_id,
        passage.passage_id IN (SELECT theme_mention.passage_id FROM team.theme_mention)
            AS has_theme
    FROM team.passage
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
        count(*) FILTER (WHERE NOT has_theme) AS without_theme_count
    FROM judged
    GROUP BY source_id, wave
)

SELECT
    source_id,
    wave,
    CASE WHEN is_open OR NOT hides(without_theme_count, passage_count)
        THEN passage_count
    END AS passage_count,
    CASE WHEN is_open OR NOT hides(without_theme_count, passage_count)
        THEN without_theme_count
    END AS without_theme_count,
    NOT is_open AND hides(without_theme_count, passage_count) AS is_suppressed
FROM counted
