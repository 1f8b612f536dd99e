-- A town lies where its municipality does; an ended municipality that the division of
-- a year no longer has lies where its successor does.
WITH within AS (
    SELECT
        place_id,
        place_id AS municipality_id,
        1 AS position
    FROM place
    UNION ALL
    SELECT
        place_id,
        municipality_id,
        2 AS position
    FROM place
    UNION ALL
    SELECT
        place_id,
        successor_id AS municipality_id,
        3 AS position
    FROM place
),

placed AS (
    SELECT
        within.place_id,
        region.division,
        region.year,
        region.region_code,
        region.region_name,
        within.position,
        min(within.position) OVER (
            PARTITION BY within.place_id, region.division, region.year
        ) AS nearest
    FROM within
    INNER JOIN team.place_region AS region ON within.municipality_id = region.place_id
)

SELECT
    place_id,
    division,
    year,
    region_code,
    region_name
FROM placed
WHERE position = nearest
