SELECT
    initiative.initiative_id,
    initiative.name,
    initiative.kind,
    initiative.status,
    nullif(initiative.sector, 'unknown') AS sector,
    organisation.organisation_id AS lead_organisation_id,
    nullif(initiative.start_year, 0) AS start_year,
    nullif(initiative.end_year, 0) AS end_year,
    (
        SELECT count(*)
        FROM initiative_mention
        WHERE initiative_mention.initiative_id = initiative.initiative_id
    ) AS mention_count,
    initiative.confidence,
    coalesce(initiative_review.review_status, 'unreviewed') AS review_status,
    organisation.name AS lead_name,
    (
        SELECT min(document.published_on)
        FROM initiative_mention
        INNER JOIN passage ON initiative_mention.passage_id = passage.passage_id
        INNER JOIN document ON passage.document_id = document.document_id
        WHERE initiative_mention.initiative_id = initiative.initiative_id
    ) AS first_seen_on
FROM team.initiative
INNER JOIN middle.shown_initiative USING (initiative_id)
LEFT JOIN team.initiative_review USING (initiative_id)
LEFT JOIN middle.shown_organisation
    ON initiative.lead_id = shown_organisation.organisation_id
LEFT JOIN organisation
    ON shown_organisation.organisation_id = organisation.organisation_id
