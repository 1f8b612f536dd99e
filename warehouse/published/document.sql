-- A document that came in under several names keeps the first of them.
SELECT
    document.document_id,
    min_by(source_file.source_id, source_file.file_name) AS source_id,
    min_by(source_file.shown_name, source_file.file_name) AS file_name,
    any_value(document.title) AS title,
    any_value(document.format) AS format,
    nullif(any_value(document.page_count), 0) AS page_count,
    any_value(document.language) AS language,
    min_by(source.published_on, source_file.file_name) AS published_on,
    min_by(source.publisher, source_file.file_name) AS publisher
FROM team.document
INNER JOIN team.source_file USING (document_id)
INNER JOIN team.source USING (source_id)
GROUP BY document.document_id
