SELECT
    wave,
    grouping,
    group_name,
    NULL AS invited_count,
    CASE
        WHEN NOT hides_base(count(DISTINCT respondent_id))
            THEN count(DISTINCT respondent_id)
    END AS respondent_count,
    NULL AS reference_count,
    hides_base(count(DISTINCT respondent_id)) AS is_suppressed
FROM middle.membership
GROUP BY wave, grouping, group_name
