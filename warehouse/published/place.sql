-- The municipality of a town and the successor of an ended municipality come along, so
-- that what points to them finds them.
WITH named AS (
    SELECT place_mention.place_id FROM place_mention
    UNION
    SELECT initiative_place.place_id FROM initiative_place
),

kept AS (
    SELECT named.place_id FROM named
    UNION
    SELECT place.municipality_id
    FROM team.place
    INNER JOIN named USING (place_id)
    UNION
    SELECT place.successor_id
    FROM team.place
    INNER JOIN named USING (place_id)
)

SELECT
    place_id,
    name,
    kind,
    nullif(code_cbs, '') AS code_cbs,
    nullif(province, '') AS province,
    nullif(municipality_id, '') AS municipality_id,
    nullif(corop, '') AS corop,
    coalesce(has_ended, FALSE) AS has_ended,
    nullif(successor_id, '') AS successor_id
FROM team.place
WHERE place_id IN (SELECT kept.place_id FROM kept)
