-- arguments: wanted_statement
WITH
exact AS (
    SELECT statement.statement_id
    FROM statement
    WHERE lower(statement.statement_id) = lower(trim(wanted_statement))
),

chosen AS (
    SELECT
        statement.statement_id,
        coalesce(statement.text_nl, statement.text_en) AS statement_text
    FROM statement
    WHERE
        statement.statement_id IN (SELECT exact.statement_id FROM exact)
        OR (
            (SELECT count(*) FROM exact) = 0
            AND contains(
                lower(
                    concat_ws(chr(10), statement.text_nl, statement.text_en)
                ),
                lower(trim(wanted_statement))
            )
        )
)

SELECT
    chosen.statement_id,
    chosen.statement_text,
    outcome.wave,
    outcome.grouping,
    outcome.group_name,
    outcome.respondent_count,
    outcome.unknown_count,
    outcome.agree_share,
    outcome.disagree_share,
    round(outcome.agree_share - total.agree_share, 2) AS agree_difference,
    outcome.mean,
    outcome.median,
    outcome.agreement_a,
    outcome.polarisation,
    outcome.is_suppressed
FROM chosen
INNER JOIN statement_result AS outcome
    ON chosen.statement_id = outcome.statement_id
LEFT JOIN statement_result AS total
    ON
        outcome.statement_id = total.statement_id
        AND outcome.wave = total.wave
        AND total.grouping = 'all'
ORDER BY
    chosen.statement_id,
    outcome.wave,
    outcome.grouping <> 'all',
    outcome.grouping,
    outcome.group_name
