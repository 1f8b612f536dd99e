-- No figure on what people answered: how many responses were left out is always told.
SELECT
    survey_id,
    exclusion AS reason,
    count(*) AS response_count,
    FALSE AS is_suppressed
FROM middle.counted_response
WHERE exclusion IS NOT NULL
GROUP BY survey_id, exclusion
