-- One row per quote that is published: per theme at most three documents, and per
-- stakeholder group and wave at most two respondents, only where the group's figure
-- for the theme is shown.
-- Emergent themes have no figures per group, so their quotes name none.
WITH from_documents AS (
    SELECT
        theme_id,
        passage_id,
        text,
        NULL AS stakeholder_group,
        NULL AS wave,
        row_number() OVER (
            PARTITION BY theme_id, document_id
            ORDER BY is_main DESC, score DESC, length(text) DESC, passage_id
        ) AS place_in_document,
        is_main,
        score
    FROM middle.quotable
    WHERE document_id IS NOT NULL
),

from_answers AS (
    SELECT
        quotable.theme_id,
        quotable.passage_id,
        quotable.text,
        respondent.stakeholder_group,
        quotable.wave,
        quotable.is_main,
        quotable.score,
        row_number() OVER (
            PARTITION BY quotable.theme_id, respondent.respondent_id
            ORDER BY quotable.score DESC, quotable.passage_id
        ) AS place_of_respondent
    FROM middle.quotable
    INNER JOIN middle.respondent USING (survey_id, response_id)
    INNER JOIN middle.shown_theme
        ON
            quotable.theme_id = shown_theme.theme_id
            AND quotable.wave = shown_theme.wave
            AND respondent.stakeholder_group = shown_theme.group_name
)

SELECT
    theme_id,
    passage_id,
    text,
    stakeholder_group,
    wave
FROM from_documents
WHERE place_in_document = 1
QUALIFY row_number() OVER (
    PARTITION BY theme_id ORDER BY is_main DESC, score DESC, passage_id
) <= 3
UNION ALL
SELECT
    theme_id,
    passage_id,
    text,
    stakeholder_group,
    wave
FROM from_answers
WHERE place_of_respondent = 1
QUALIFY row_number() OVER (
    PARTITION BY theme_id, stakeholder_group, wave
    ORDER BY is_main DESC, score DESC, passage_id
) <= 2
UNION ALL
SELECT
    theme_id,
    passage_id,
    text,
    NULL AS stakeholder_group,
    wave
FROM middle.emergent_answer
UNION ALL
SELECT
    theme_id,
    passage_id,
    text,
    NULL AS stakeholder_group,
    wave
FROM middle.standing_quote
