SELECT
    key,
    value
FROM middle.publication_fact
UNION ALL
SELECT
    'emergent_on' AS key,
    counted_on AS value
FROM middle.emergent_state
WHERE is_asked
