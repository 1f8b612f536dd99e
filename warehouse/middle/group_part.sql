-- One row per wave and pair of groups of different groupings that share respondents:
-- shows which groups lie wholly inside a group of another grouping.
SELECT
    part.wave,
    part.grouping,
    part.group_name,
    whole.grouping AS whole_grouping,
    whole.group_name AS whole_name,
    count(DISTINCT part.respondent_id) AS respondent_count
FROM middle.membership AS part
INNER JOIN middle.membership AS whole
    ON
        part.survey_id = whole.survey_id
        AND part.response_id = whole.response_id
        AND part.grouping <> whole.grouping
WHERE part.grouping <> 'all' AND whole.grouping <> 'all'
GROUP BY
    part.wave,
    part.grouping,
    part.group_name,
    whole.grouping,
    whole.group_name
