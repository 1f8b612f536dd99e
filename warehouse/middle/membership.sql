-- One row per counting response and group it belongs to.
SELECT
    survey_id,
    response_id,
    respondent_id,
    wave,
    organisation_key,
    'all' AS grouping,
    'all' AS group_name
FROM middle.respondent
UNION ALL
SELECT
    survey_id,
    response_id,
    respondent_id,
    wave,
    organisation_key,
    'stakeholder_group' AS grouping,
    stakeholder_group AS group_name
FROM middle.respondent
WHERE stakeholder_group IS NOT NULL
UNION ALL
SELECT
    survey_id,
    response_id,
    respondent_id,
    wave,
    organisation_key,
    'region' AS grouping,
    region AS group_name
FROM middle.respondent
WHERE region IS NOT NULL
