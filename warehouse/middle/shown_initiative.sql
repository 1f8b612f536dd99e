-- One row per initiative that may be published: named in a document, in a source
-- whose organisations agreed, or by several respondents independently.
SELECT initiative_link.initiative_id
FROM team.initiative_link
INNER JOIN team.passage USING (passage_id)
LEFT JOIN team.source USING (source_id)
LEFT JOIN middle.respondent USING (survey_id, response_id)
GROUP BY initiative_link.initiative_id
HAVING
    bool_or(passage.document_id IS NOT NULL)
    OR bool_or(coalesce(source.is_attributed, FALSE))
    OR count(DISTINCT respondent.respondent_id) >= getvariable('smallest_group')
