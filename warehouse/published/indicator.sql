-- Two sources may ask the same figure: it is shown once, of the first source.
SELECT
    indicator_id,
    title,
    place_id,
    period,
    value,
    unit,
    source_id,
    is_provisional
FROM team.indicator
QUALIFY
    row_number() OVER (
        PARTITION BY indicator_id, place_id, period
        ORDER BY source_id
    ) = 1
