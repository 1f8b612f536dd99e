SELECT
    initiative.initiative_id,
    unnest(initiative.place_ids) AS place_id
FROM team.initiative
INNER JOIN middle.shown_initiative USING (initiative_id)
