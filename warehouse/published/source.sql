SELECT
    source_id,
    kind,
    title,
    publisher,
    licence
FROM team.source
