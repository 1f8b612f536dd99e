-- A town lies where its municipality does; an ended municipality that the division of
-- a year no longer has lies where its successor does. A municipality formed since lies
-- where all of it lay: in the region that those merged into it share, if they do.
WITH within AS (
    SELECT
        place_id,
        place_id AS municipality_id,
        1 AS position
    FROM team.place
    UNION ALL
    SELECT
        place_id,
        municipality_id,
        2 AS position
    FROM team.place
    UNION ALL
    SELECT
        place_id,
        successor_id AS municipality_id,
        3 AS position
    FROM team.place
),

shared AS (
    SELECT
        former.successor_id AS municipality_id,
        region.division,
        region.year,
        any_value(region.region_code) AS region_code,
        any_value(region.region_name) AS region_name
    FROM team.place AS former
    LEFT JOIN team.place_region AS region USING (place_id)
    WHERE former.successor_id <> ''
    GROUP BY former.successor_id, region.division, region.year
    HAVING
        count(DISTINCT region.region_code) = 1
        AND count(DISTINCT former.place_id) = (
            SELECT count(*) FROM team.place AS merged
            WHERE merged.successor_id = former.successor_id
        )
),

placed AS (
    SELECT
        within.place_id,
        region.division,
        region.year,
        region.region_code,
        region.region_name,
        within.position
    FROM within
    INNER JOIN team.place_region AS region ON within.municipality_id = region.place_id
    UNION ALL
    SELECT
        within.place_id,
        shared.division,
        shared.year,
        shared.region_code,
        shared.region_name,
        4 AS position
    FROM within
    INNER JOIN shared USING (municipality_id)
),

nearest AS (
    SELECT
        place_id,
        division,
        year,
        min(position) AS position
    FROM placed
    GROUP BY place_id, division, year
)

SELECT DISTINCT
    place_id,
    division,
    year,
    region_code,
    region_name
FROM placed
INNER JOIN nearest USING (place_id, division, year, position)
