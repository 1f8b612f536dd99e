-- Lead and partner of the same initiative; the weight counts initiatives.
SELECT
    lead.organisation_id AS from_organisation_id,
    partner.organisation_id AS to_organisation_id,
    'lead_partner' AS kind,
    count(DISTINCT lead.initiative_id)::DOUBLE AS weight
FROM initiative_organisation AS lead
INNER JOIN initiative_organisation AS partner
    ON
        lead.initiative_id = partner.initiative_id
        AND lead.organisation_id <> partner.organisation_id
WHERE lead.role = 'lead' AND partner.role = 'partner'
GROUP BY lead.organisation_id, partner.organisation_id
