-- How many answers have a code that is no option is told at no size: the other counts
-- of their question would give a hidden one away. Other odd answers are told in whole
-- groups, so that one answer more or less seldom shows.
WITH counted AS (
    SELECT
        suite,
        expectation,
        bool_and(is_success) AS is_success,
        severity,
        any_value(observed) AS observed,
        count(*) AS portions,
        count(*) FILTER (WHERE is_success) AS good_portions,
        sum(found_count) AS found_count
    FROM team.check_result
    GROUP BY suite, expectation, severity
)

SELECT
    getvariable('run_id') AS run_id,
    suite,
    expectation,
    is_success,
    CASE severity WHEN 'quarantine' THEN 'warning' ELSE severity END AS severity,
    CASE
        WHEN expectation LIKE 'codes_have_an_option(%' THEN observed
        WHEN found_count IS NOT NULL THEN about_so_many(found_count) || ' ' || observed
        WHEN portions = 1 THEN observed
        ELSE portions_in_order(good_portions, portions)
    END AS observed
FROM counted
