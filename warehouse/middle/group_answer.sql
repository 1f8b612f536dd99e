-- One row per counting response and group it put itself in. A name that was typed may
-- be anything, also somebody's own: it is a group only where enough typed the same.
SELECT
    survey_id,
    response_id,
    role,
    min(value) OVER (PARTITION BY wave, role, lower(value)) AS group_name
FROM middle.role_answer
WHERE role IN ('stakeholder_group', 'region')
QUALIFY
    NOT is_typed
    OR count(DISTINCT CASE WHEN is_typed THEN respondent_id END) OVER (
        PARTITION BY wave, role, lower(value)
    ) >= getvariable('smallest_group')
