-- One row per counting response and group it belongs to, held back or not.
SELECT
    survey_id,
    response_id,
    respondent_id,
    wave,
    organisation_key,
    'all' AS grouping,
    'all' AS group_name
FROM middle.candidate
UNION ALL
SELECT
    survey_id,
    response_id,
    respondent_id,
    wave,
    organisation_key,
    'stakeholder_group' AS grouping,
    stakeholder_group AS group_name
FROM middle.candidate
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
FROM middle.candidate
WHERE region IS NOT NULL
