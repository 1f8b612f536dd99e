-- arguments: wanted_place
SELECT
    initiative.initiative_id,
    initiative.name,
    initiative.kind,
    initiative.status,
    initiative.sector,
    coalesce(organisation.name, initiative.lead_name) AS lead_name,
    initiative.start_year,
    initiative.end_year,
    initiative.mention_count,
    initiative.review_status,
    place.place_id,
    place.name AS place_name,
    place.kind AS place_kind,
    place.code_cbs
FROM place
INNER JOIN initiative_place ON place.place_id = initiative_place.place_id
INNER JOIN initiative
    ON initiative_place.initiative_id = initiative.initiative_id
LEFT JOIN organisation
    ON initiative.lead_organisation_id = organisation.organisation_id
WHERE
    lower(trim(wanted_place)) IN (
        lower(place.place_id), lower(place.name), lower(place.code_cbs)
    )
ORDER BY initiative.name, initiative.initiative_id, place.place_id
