-- One row per word that may name an emergent theme: one that enough people who count
-- used in it, or that stands in a document. What few people wrote names nothing.
SELECT
    emergent_term.theme_id,
    emergent_term.term,
    emergent_term.position,
    emergent_term.label
FROM team.emergent_term
INNER JOIN team.emergent_mention USING (theme_id, term)
INNER JOIN team.passage USING (passage_id)
LEFT JOIN middle.candidate USING (survey_id, response_id)
GROUP BY ALL
HAVING
    bool_or(passage.document_id IS NOT NULL)
    OR count(DISTINCT candidate.respondent_id) >= getvariable('smallest_group')
