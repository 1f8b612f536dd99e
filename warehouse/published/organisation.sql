SELECT
    organisation_id,
    name,
    kind,
    sector,
    nullif(tooi_uri, '') AS tooi_uri
FROM team.organisation
WHERE
    organisation_id IN (
        SELECT shown_organisation.organisation_id FROM middle.shown_organisation
    )
