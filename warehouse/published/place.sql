SELECT
    place_id,
    name,
    kind,
    nullif(code_cbs, '') AS code_cbs,
    nullif(province, '') AS province
FROM team.place
WHERE place_id IN (SELECT place_mention.place_id FROM place_mention)
    OR place_id IN (SELECT initiative_place.place_id FROM initiative_place)
