-- One row per emergent theme that may be published, with its name: the two or three
-- heaviest words that may be shown. Fewer people than the smallest group, and too few
-- passages of documents or one document alone, make no theme; of a theme of documents
-- alone, answers are no part. A word inside a word pair of the same name is not said
-- twice. Where the themes stand, these are the ones that were shown before.
WITH enough AS (
    SELECT
        theme_id,
        respondent_count >= getvariable('smallest_group') AS has_answers
    FROM middle.emergent_voice
    WHERE
        respondent_count >= getvariable('smallest_group')
        OR (
            document_passage_count >= getvariable('smallest_count')
            AND document_count > 1
        )
),

distinct_word AS (
    SELECT *
    FROM middle.emergent_word AS word
    WHERE NOT EXISTS (
        FROM middle.emergent_word AS heavier
        WHERE
            word.theme_id = heavier.theme_id
            AND word.position > heavier.position
            AND (
                list_contains(string_split(word.term, ' '), heavier.term)
                OR list_contains(string_split(heavier.term, ' '), word.term)
            )
    )
    QUALIFY row_number() OVER (
        PARTITION BY word.theme_id ORDER BY word.position
    ) <= 3
)

SELECT
    distinct_word.theme_id,
    bool_and(enough.has_answers) AS has_answers,
    string_agg(distinct_word.label, ', ' ORDER BY distinct_word.position) AS label
FROM distinct_word
INNER JOIN enough ON distinct_word.theme_id = enough.theme_id
CROSS JOIN middle.emergent_state
WHERE NOT emergent_state.is_standing
GROUP BY distinct_word.theme_id
UNION ALL
SELECT
    theme_id,
    FALSE AS has_answers,
    label
FROM middle.standing_emergent_theme
