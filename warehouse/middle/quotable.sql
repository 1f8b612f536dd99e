-- One row per theme and passage that could be quoted: the sentence around the first
-- hit, and where it comes from. Answers with replaced personal data are not quoted,
-- nor texts with a link or markup in them, nor rows of figures: nobody reads these
-- out to a room. What a text denies counts too: "geen huisarts" is what people say.
WITH hit AS (
    SELECT
        passage_id,
        theme_id,
        start_offset,
        end_offset,
        score,
        is_main
    FROM team.theme_mention
    UNION ALL
    SELECT
        emergent_mention.passage_id,
        emergent_mention.theme_id,
        emergent_mention.start_offset,
        emergent_mention.end_offset,
        emergent_passage.score,
        FALSE AS is_main
    FROM team.emergent_mention
    INNER JOIN team.emergent_passage USING (passage_id, theme_id)
    INNER JOIN middle.shown_emergent USING (theme_id)
    CROSS JOIN middle.emergent_state
    WHERE NOT emergent_state.is_standing
),

first_hit AS (
    SELECT
        passage_id,
        theme_id,
        min(start_offset) AS start_offset,
        arg_min(end_offset, start_offset) AS end_offset,
        max(score) AS score,
        bool_or(is_main) AS is_main
    FROM hit
    GROUP BY passage_id, theme_id
),

windowed AS (
    SELECT
        first_hit.*,
        passage.document_id,
        passage.survey_id,
        passage.response_id,
        passage.wave,
        trim(
            sentence_before(passage.text, first_hit.start_offset)
            || substr(
                passage.text,
                first_hit.start_offset + 1,
                first_hit.end_offset - first_hit.start_offset
            )
            || sentence_after(passage.text, first_hit.end_offset)
        ) AS text
    FROM first_hit
    INNER JOIN team.passage USING (passage_id)
    WHERE
        passage.kind IN ('paragraph', 'list_item', 'answer')
        AND (
            passage.document_id IS NOT NULL
            OR (
                passage.redaction_count = 0
                AND passage.passage_id IN (
                    SELECT open_answer.passage_id FROM middle.open_answer
                )
            )
        )
)

SELECT *
FROM windowed
WHERE
    length(text) BETWEEN 40 AND 320
    -- Taking digits out costs a thirtieth of taking out all that is none.
    AND length(text) - length(regexp_replace(text, '[0-9]+', '', 'g'))
    <= 0.08 * length(text)
    AND NOT regexp_matches(text, 'https?:|www\.|javascript:|<[a-z/!]|\]\(|[{}|=]{1}')
