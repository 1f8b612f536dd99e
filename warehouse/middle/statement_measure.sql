-- One row per statement, wave and group: the usual figures and the measures of
-- agreement over the respondents who gave an opinion.
WITH counted AS (
    SELECT
        statement_id,
        wave,
        grouping,
        group_name,
        max(size) AS size,
        coalesce(
            sum(respondent_count) FILTER (WHERE scale_value IS NOT NULL), 0
        )::BIGINT AS respondent_count,
        coalesce(
            sum(respondent_count) FILTER (WHERE scale_value IS NULL), 0
        )::BIGINT AS unknown_count,
        coalesce(
            sum(respondent_count) FILTER (WHERE 2 * scale_value > size + 1), 0
        )::BIGINT AS agree_count,
        coalesce(
            sum(respondent_count) FILTER (WHERE 2 * scale_value < size + 1), 0
        )::BIGINT AS disagree_count,
        sum(scale_value * respondent_count)
        / sum(respondent_count) FILTER (WHERE scale_value IS NOT NULL) AS mean
    FROM middle.statement_tally
    GROUP BY statement_id, wave, grouping, group_name
),

cumulated AS (
    SELECT
        *,
        sum(respondent_count) OVER (
            PARTITION BY statement_id, wave, grouping, group_name
            ORDER BY scale_value
        ) AS up_to,
        sum(respondent_count) OVER (
            PARTITION BY statement_id, wave, grouping, group_name
        ) AS total
    FROM middle.statement_tally
    WHERE scale_value IS NOT NULL
),

middle_value AS (
    SELECT
        statement_id,
        wave,
        grouping,
        group_name,
        (
            min(scale_value) FILTER (WHERE 2 * up_to >= total)
            + min(scale_value) FILTER (WHERE 2 * up_to > total)
        ) / 2 AS median
    FROM cumulated
    GROUP BY statement_id, wave, grouping, group_name
)

SELECT
    counted.*,
    middle_value.median,
    agreement.agreement_a,
    agreement.consensus_cns,
    agreement.dispersion_leik,
    (1 - agreement.agreement_a) / 2 AS polarisation
FROM counted
LEFT JOIN middle_value
    ON
        counted.statement_id = middle_value.statement_id
        AND counted.wave = middle_value.wave
        AND counted.grouping = middle_value.grouping
        AND counted.group_name = middle_value.group_name
LEFT JOIN middle.agreement
    ON
        counted.statement_id = agreement.statement_id
        AND counted.wave = agreement.wave
        AND counted.grouping = agreement.grouping
        AND counted.group_name = agreement.group_name
