SELECT
    place_mention.place_id,
    shown_passage.published_id AS passage_id,
    place_mention.start_offset,
    place_mention.end_offset,
    place_mention.text,
    mention_id(
        'pm', shown_passage.published_id, place_mention.place_id,
        place_mention.start_offset, place_mention.end_offset
    ) AS mention_id,
    place_mention.rule
FROM team.place_mention
INNER JOIN middle.shown_passage USING (passage_id)
