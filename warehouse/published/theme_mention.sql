SELECT
    mention_id(
        'tm', shown_passage.published_id, theme_mention.theme_id,
        theme_mention.start_offset, theme_mention.end_offset
    ) AS mention_id,
    shown_passage.published_id AS passage_id,
    theme_mention.theme_id,
    theme_mention.start_offset,
    theme_mention.end_offset,
    theme_mention.rule,
    theme_mention.score,
    theme_mention.is_main,
    theme_mention.is_negated,
    theme_mention.is_hedged
FROM team.theme_mention
INNER JOIN team.passage ON theme_mention.passage_id = passage.passage_id
INNER JOIN middle.shown_passage ON theme_mention.passage_id = shown_passage.passage_id
-- An answer quoted for one theme must not tell on another whose figure is hidden.
LEFT JOIN middle.respondent
    ON
        passage.survey_id = respondent.survey_id
        AND passage.response_id = respondent.response_id
LEFT JOIN middle.shown_theme
    ON
        theme_mention.theme_id = shown_theme.theme_id
        AND passage.wave = shown_theme.wave
        AND respondent.stakeholder_group = shown_theme.group_name
WHERE passage.document_id IS NOT NULL OR shown_theme.theme_id IS NOT NULL
UNION ALL
SELECT
    mention_id(
        'tm', shown_passage.published_id, emergent_mention.theme_id,
        emergent_mention.start_offset, emergent_mention.end_offset
    ) AS mention_id,
    shown_passage.published_id AS passage_id,
    emergent_mention.theme_id,
    emergent_mention.start_offset,
    emergent_mention.end_offset,
    'emergent' AS rule,
    emergent_passage.score,
    FALSE AS is_main,
    FALSE AS is_negated,
    FALSE AS is_hedged
FROM team.emergent_mention
INNER JOIN team.emergent_passage USING (passage_id, theme_id)
INNER JOIN team.passage USING (passage_id)
INNER JOIN middle.shown_passage USING (passage_id)
INNER JOIN middle.shown_emergent USING (theme_id)
CROSS JOIN middle.emergent_state
WHERE
    NOT emergent_state.is_standing
    AND (passage.document_id IS NOT NULL OR shown_emergent.has_answers)
UNION ALL
-- Ids of answers are new in every publication, so only documents are found again.
SELECT
    standing.mention_id,
    standing.passage_id,
    standing.theme_id,
    standing.start_offset,
    standing.end_offset,
    'emergent' AS rule,
    standing.score,
    FALSE AS is_main,
    FALSE AS is_negated,
    FALSE AS is_hedged
FROM middle.standing_emergent_mention AS standing
INNER JOIN middle.shown_passage ON standing.passage_id = shown_passage.published_id
