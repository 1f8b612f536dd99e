-- One row per quote of an emergent theme that stands, whose text is still there: in the
-- same document, or in an answer of somebody who counts.
WITH shown_text AS (
    SELECT
        passage_id,
        text,
        document_id,
        NULL::BIGINT AS wave
    FROM team.passage
    WHERE document_id IS NOT NULL
    UNION ALL
    SELECT
        open_answer.passage_id,
        open_answer.text,
        NULL AS document_id,
        open_answer.wave
    FROM middle.open_answer
    INNER JOIN middle.respondent USING (survey_id, response_id)
    WHERE open_answer.kind = 'answer' AND open_answer.redaction_count = 0
)

SELECT
    standing.theme_id,
    min(shown_text.passage_id) AS passage_id,
    standing.text,
    standing.wave
FROM middle.standing_emergent_quote AS standing
INNER JOIN shown_text
    ON
        standing.document_id IS NOT DISTINCT FROM shown_text.document_id
        AND standing.wave IS NOT DISTINCT FROM shown_text.wave
        AND contains(shown_text.text, standing.text)
GROUP BY standing.theme_id, standing.text, standing.wave
