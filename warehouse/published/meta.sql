SELECT
    key,
    value
FROM middle.publication_fact
