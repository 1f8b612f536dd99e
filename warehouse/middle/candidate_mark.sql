-- One row per counting response, under marks that tell nothing without the key: who it
-- is of, which version of which response it is, and every group it counts in. A figure
-- is of one survey and one group, so these go together; of a grouping in which it has
-- no place, it is in the group of those.
WITH grouping_name AS (
    SELECT DISTINCT grouping FROM middle.candidate_group
),

placed AS (
    SELECT
        candidate.survey_id,
        candidate.response_id,
        list_sort(list(left(sha256(concat_ws(
            chr(31),
            getvariable('mark_key'),
            candidate.survey_id,
            grouping_name.grouping,
            coalesce(candidate_group.group_name, '')
        )), 16))) AS groups
    FROM middle.candidate
    CROSS JOIN grouping_name
    LEFT JOIN middle.candidate_group
        ON
            candidate.survey_id = candidate_group.survey_id
            AND candidate.response_id = candidate_group.response_id
            AND grouping_name.grouping = candidate_group.grouping
    GROUP BY candidate.survey_id, candidate.response_id
)

SELECT
    candidate.wave,
    candidate.survey_id,
    candidate.response_id,
    left(sha256(concat_ws(
        chr(31), getvariable('mark_key'), candidate.respondent_id
    )), 16) AS person,
    left(sha256(concat_ws(
        chr(31),
        getvariable('mark_key'),
        candidate.survey_id,
        candidate.response_id::VARCHAR,
        response.row_hash
    )), 16) AS version,
    placed.groups
FROM middle.candidate
INNER JOIN placed USING (survey_id, response_id)
INNER JOIN team.response USING (survey_id, response_id)
