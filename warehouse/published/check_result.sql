SELECT
    getvariable('run_id') AS run_id,
    suite,
    expectation,
    bool_and(is_success) AS is_success,
    CASE severity WHEN 'quarantine' THEN 'warning' ELSE severity END AS severity,
    CASE
        WHEN sum(found_count) IS NOT NULL THEN sum(found_count) || ' ' || any_value(observed)
        WHEN count(*) = 1 THEN any_value(observed)
        ELSE count(*) FILTER (WHERE is_success) || ' van ' || count(*)
            || ' porties zonder afwijking'
    END AS observed
FROM team.check_result
GROUP BY suite, expectation, severity
