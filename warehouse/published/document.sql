-- A document that came in under several names keeps the first of them: the one its
-- text was read from.
SELECT
    document.document_id,
    source_file.source_id,
    source_file.shown_name AS file_name,
    document.title,
    document.format,
    nullif(document.page_count, 0) AS page_count,
    document.language,
    source.published_on,
    source.publisher,
    document.findings
FROM team.document
INNER JOIN team.source_file USING (document_id)
INNER JOIN team.source USING (source_id)
WHERE source_file.status = 'loaded'
