SELECT
    place_id,
    division,
    year,
    region_code,
    region_name
FROM middle.place_region
WHERE place_id IN (SELECT place.place_id FROM place)
