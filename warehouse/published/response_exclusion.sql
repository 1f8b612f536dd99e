SELECT
    survey_id,
    exclusion AS reason,
    CASE
        WHEN count(*) >= getvariable('smallest_count') THEN count(*)
    END AS response_count,
    count(*) < getvariable('smallest_count') AS is_suppressed
FROM middle.counted_response
WHERE exclusion IS NOT NULL
GROUP BY survey_id, exclusion
