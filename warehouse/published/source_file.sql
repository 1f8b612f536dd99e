-- Files of respondents are answers: a row for each would be a row per respondent.
SELECT
    'f-' || left(sha256(source_id || chr(31) || file_name), 16) AS source_file_id,
    source_id,
    shown_name AS file_name,
    coalesce(received_sha256, sha256) AS sha256,
    retrieved_at,
    document_id,
    status,
    reason
FROM team.source_file
WHERE role <> 'upload'
