SELECT
    initiative_link.initiative_id,
    shown_passage.published_id AS passage_id,
    initiative_mention.start_offset,
    initiative_mention.end_offset,
    initiative_mention.text,
    mention_id(
        'im', shown_passage.published_id, initiative_link.initiative_id,
        initiative_mention.start_offset, initiative_mention.end_offset
    ) AS mention_id,
    initiative_mention.rule
FROM team.initiative_mention
INNER JOIN team.initiative_link USING (passage_id, start_offset, end_offset)
INNER JOIN middle.shown_initiative
    ON initiative_link.initiative_id = shown_initiative.initiative_id
INNER JOIN middle.shown_passage
    ON initiative_mention.passage_id = shown_passage.passage_id
