-- arguments: wanted_statement
WITH
-- Words apart by one space, so that a search begins at a word.
wanted AS (
    SELECT
        trim(
            regexp_replace(lower(wanted_statement), '[^\p{L}\p{N}]+', ' ', 'g')
        ) AS words
),

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
            AND (SELECT wanted.words FROM wanted) <> ''
            AND contains(
                regexp_replace(
                    lower(concat_ws(' ', '', statement.text_nl, statement.text_en)),
                    '[^\p{L}\p{N}]+', ' ', 'g'
                ),
                (SELECT concat(' ', wanted.words) FROM wanted)
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
