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
INNER JOIN middle.shown_passage USING (passage_id)
