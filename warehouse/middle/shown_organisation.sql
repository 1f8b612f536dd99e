-- One row per organisation that may be published: named in a document, or in a
-- published answer to a source whose organisations agreed.
SELECT organisation_mention.organisation_id
FROM team.organisation_mention
INNER JOIN team.passage USING (passage_id)
INNER JOIN middle.shown_passage USING (passage_id)
LEFT JOIN team.source USING (source_id)
GROUP BY organisation_mention.organisation_id
HAVING
    bool_or(passage.document_id IS NOT NULL)
    OR bool_or(coalesce(source.is_attributed, FALSE))
