SELECT
    opgave_id,
    name,
    description,
    domain,
    status,
    version
FROM team.opgave
