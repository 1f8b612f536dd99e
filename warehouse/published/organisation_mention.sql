SELECT
    organisation_mention.organisation_id,
    shown_passage.published_id AS passage_id,
    organisation_mention.start_offset,
    organisation_mention.end_offset,
    organisation_mention.text,
    mention_id(
        'om', shown_passage.published_id, organisation_mention.organisation_id,
        organisation_mention.start_offset, organisation_mention.end_offset
    ) AS mention_id,
    organisation_mention.rule
FROM team.organisation_mention
INNER JOIN middle.shown_passage USING (passage_id)
INNER JOIN middle.shown_organisation USING (organisation_id)
