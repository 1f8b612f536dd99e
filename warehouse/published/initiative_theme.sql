SELECT
    initiative.initiative_id,
    unnest(initiative.theme_ids) AS theme_id
FROM team.initiative
INNER JOIN middle.shown_initiative USING (initiative_id)
