SELECT
    source_id,
    kind,
    title,
    publisher,
    licence,
    CASE
        WHEN collected_at IS NULL THEN 'missing'
        WHEN failure IS NULL THEN 'collected'
        ELSE 'kept'
    END AS state,
    collected_at::DATE AS collected_on,
    failure
FROM team.source
