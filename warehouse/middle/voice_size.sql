-- One row per wave and stakeholder group: whether its open answers are too few.
SELECT
    wave,
    group_name AS stakeholder_group,
    count(DISTINCT respondent_id) < getvariable('smallest_group') AS is_hidden
FROM middle.voice
WHERE grouping = 'stakeholder_group'
GROUP BY wave, group_name
