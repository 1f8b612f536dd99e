-- A document that came in under several names keeps the first of them: the one its
-- text was read from. What its source says of this one file goes before what is
-- declared of the source, and that before what the file says of itself.
WITH told AS (
    -- The day a file was made is no day of publication.
    SELECT
        document_id,
        arg_min(
            try_cast(value AS DATE), (what <> 'decided_on', found_in <> 'properties')
        ) AS told_on
    FROM team.document_candidate
    WHERE what IN ('decided_on', 'dated_on')
    GROUP BY document_id
)

SELECT
    document.document_id,
    source_file.source_id,
    source_file.shown_name AS file_name,
    document.title,
    document.format,
    nullif(document.page_count, 0) AS page_count,
    document.language,
    coalesce(
        source_file.published_on, source.published_on, told.told_on
    ) AS published_on,
    coalesce(source_file.publisher, source.publisher) AS publisher,
    document.findings,
    document.dropped_line_count,
    coalesce(source_file.licence, source.licence) AS licence,
    source_file.address
FROM team.document
INNER JOIN team.source_file USING (document_id)
INNER JOIN team.source USING (source_id)
LEFT JOIN told USING (document_id)
WHERE source_file.status = 'loaded'
