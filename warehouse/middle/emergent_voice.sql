-- One row per emergent theme: how many who count said it, held back or not (who of
-- them changed since the last count is judged apart), and in how many documents.
SELECT
    emergent_passage.theme_id,
    count(DISTINCT candidate.respondent_id) AS respondent_count,
    count(DISTINCT passage.passage_id) FILTER (WHERE passage.document_id IS NOT NULL)
        AS document_passage_count,
    count(DISTINCT passage.document_id) AS document_count
FROM team.emergent_passage
INNER JOIN team.passage USING (passage_id)
LEFT JOIN middle.candidate USING (survey_id, response_id)
WHERE emergent_passage.theme_id IS NOT NULL
GROUP BY emergent_passage.theme_id
