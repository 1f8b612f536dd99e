-- One row per organisation that may be published: named in a document, or known
-- from a reference list and named in a published answer.
SELECT organisation.organisation_id
FROM team.organisation_mention
INNER JOIN team.organisation USING (organisation_id)
INNER JOIN team.passage USING (passage_id)
INNER JOIN middle.shown_passage USING (passage_id)
GROUP BY organisation.organisation_id
HAVING
    bool_or(passage.document_id IS NOT NULL)
    OR bool_or(organisation.is_known)
