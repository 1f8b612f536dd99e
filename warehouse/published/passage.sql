SELECT
    shown_passage.published_id AS passage_id,
    passage.source_id,
    passage.document_id,
    passage.question_id,
    passage.wave,
    nullif(passage.page, 0) AS page,
    CASE WHEN passage.document_id IS NOT NULL THEN passage.start_offset END
        AS start_offset,
    CASE WHEN passage.document_id IS NOT NULL THEN passage.end_offset END AS end_offset,
    passage.text,
    passage.language,
    nullif(passage.section, '') AS section,
    nullif(passage.page_label, '') AS page_label,
    passage.confidence
FROM middle.shown_passage
INNER JOIN team.passage USING (passage_id)
