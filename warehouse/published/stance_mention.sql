SELECT
    mention_id(
        'sm', shown_passage.published_id, stance_mention.stance,
        stance_mention.start_offset, stance_mention.end_offset
    ) || coalesce('-' || nullif(row_number() OVER same_sentence, 1), '') AS mention_id,
    shown_passage.published_id AS passage_id,
    stance_mention.stance,
    nullif(stance_mention.holder, '') AS holder,
    nullif(stance_mention.target, '') AS target,
    stance_mention.text,
    stance_mention.start_offset,
    stance_mention.end_offset
FROM team.stance_mention
INNER JOIN middle.shown_passage
    ON stance_mention.passage_id = shown_passage.passage_id
WINDOW same_sentence AS (
    PARTITION BY
        stance_mention.passage_id, stance_mention.stance, stance_mention.start_offset
    ORDER BY stance_mention.target
)
