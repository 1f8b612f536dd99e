SELECT
    run_id,
    started_at,
    getvariable('published_at') AS finished_at,
    'published' AS status,
    code_version,
    model,
    codebook_version
FROM team.run
WHERE run_id = getvariable('run_id')
