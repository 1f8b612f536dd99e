-- One row per wave and group: how many respondents count in it.
SELECT
    wave,
    grouping,
    group_name,
    count(DISTINCT respondent_id) AS respondent_count
FROM middle.membership
GROUP BY wave, grouping, group_name
