-- One row per response, with the reason why it does not count (NULL: it counts).
-- Of several complete responses of one respondent the last one counts; if consent is
-- taken back in that one or later, none does. Of proposals all count, since one author may have
-- several (their figures count authors).
SELECT
    response.survey_id,
    response.source_id,
    response.wave,
    response.response_id,
    response.respondent_id,
    response.language,
    coalesce(response.changed_at, response.submitted_at)::DATE AS answered_on,
    CASE
        WHEN response.is_test THEN 'test'
        WHEN NOT response.is_complete THEN 'partial'
        WHEN response.is_withdrawn THEN 'withdrawn'
        WHEN row_number() OVER (
            PARTITION BY
                response.survey_id,
                response.respondent_id,
                response.is_complete AND NOT response.is_test
            ORDER BY response.submitted_at DESC, response.response_id DESC
        ) > 1 AND coalesce(source.kind, '') <> 'proposals' THEN 'duplicate'
        WHEN withdrawn_response.response_id IS NOT NULL THEN 'withdrawn'
    END AS exclusion
FROM team.response
LEFT JOIN team.source ON response.source_id = source.source_id
LEFT JOIN team.withdrawn_response
    ON
        response.survey_id = withdrawn_response.survey_id
        AND response.response_id = withdrawn_response.response_id
