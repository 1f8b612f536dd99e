-- The successor of an ended body comes along, so that what points to it finds it.
WITH kept AS (
    SELECT shown_organisation.organisation_id FROM middle.shown_organisation
    UNION
    SELECT organisation.successor_id
    FROM team.organisation
    INNER JOIN middle.shown_organisation USING (organisation_id)
)

SELECT
    organisation_id,
    name,
    kind,
    sector,
    nullif(tooi_uri, '') AS tooi_uri,
    nullif(code_cbs, '') AS code_cbs,
    coalesce(has_ended, FALSE) AS has_ended,
    nullif(successor_id, '') AS successor_id
FROM team.organisation
WHERE organisation_id IN (SELECT kept.organisation_id FROM kept)
