-- A region that only figures name has the name that their source gives it.
-- The municipality of a town and the successor of an ended municipality come along, so
-- that what points to them finds them.
WITH named AS (
    SELECT place_mention.place_id FROM place_mention
    UNION
    SELECT initiative_place.place_id FROM initiative_place
    UNION
    SELECT indicator.place_id
    FROM indicator
    WHERE indicator.place_id IS NOT NULL
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
),

corop AS (
    SELECT
        place_id,
        arg_max(region_name, year) AS region_name
    FROM middle.place_region
    WHERE division = 'COROP-gebied'
    GROUP BY place_id
)

SELECT
    place_id,
    name,
    kind,
    nullif(code_cbs, '') AS code_cbs,
    nullif(province, '') AS province,
    nullif(municipality_id, '') AS municipality_id,
    coalesce(nullif(place.corop, ''), corop.region_name) AS corop,
    coalesce(has_ended, FALSE) AS has_ended,
    nullif(successor_id, '') AS successor_id,
    nullif(tooi_uri, '') AS tooi_uri
FROM team.place
LEFT JOIN corop USING (place_id)
WHERE place_id IN (SELECT kept.place_id FROM kept)
UNION ALL
SELECT
    place_id,
    min(place_name) AS name,
    min(place_kind) AS kind,
    place_id AS code_cbs,
    NULL AS province,
    NULL AS municipality_id,
    NULL AS corop,
    FALSE AS has_ended,
    NULL AS successor_id,
    NULL AS tooi_uri
FROM team.indicator
WHERE
    place_id IS NOT NULL
    AND place_id NOT IN (SELECT place.place_id FROM team.place)
GROUP BY place_id
