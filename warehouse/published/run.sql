SELECT
    run_id,
    started_at,
    finished_at,
    'published' AS status,
    code_version,
    model,
    codebook_version
FROM team.run
WHERE run_id = getvariable('run_id')
