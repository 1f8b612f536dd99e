SELECT
    candidate.document_id,
    candidate.what,
    candidate.found_in,
    candidate.value,
    coalesce(
        CASE
            WHEN candidate.what = 'title' THEN candidate.value = document.title
            WHEN
                candidate.what <> 'made_on'
                AND coalesce(source_file.published_on, source.published_on) IS NULL
                THEN try_cast(candidate.value AS DATE) = document.published_on
        END, FALSE
    ) AS is_shown
FROM team.document_candidate AS candidate
INNER JOIN document USING (document_id)
INNER JOIN team.source_file
    ON
        candidate.document_id = source_file.document_id
        AND source_file.status = 'loaded'
INNER JOIN team.source ON document.source_id = source.source_id
