SELECT
    opgave_id,
    unnest(theme_ids) AS theme_id
FROM team.opgave
