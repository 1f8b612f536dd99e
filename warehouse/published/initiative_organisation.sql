WITH tied AS (
    SELECT
        initiative_id,
        lead_id AS organisation_id,
        'lead' AS role
    FROM team.initiative
    UNION ALL
    SELECT
        initiative_id,
        unnest(partner_ids) AS organisation_id,
        'partner' AS role
    FROM team.initiative
)

SELECT
    tied.initiative_id,
    tied.organisation_id,
    tied.role
FROM tied
INNER JOIN middle.shown_initiative USING (initiative_id)
INNER JOIN middle.shown_organisation USING (organisation_id)
