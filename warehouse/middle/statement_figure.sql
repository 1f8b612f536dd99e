-- One row per statement, wave and group as in statement_measure, with whether it is
-- hidden, and whether each of its answers is shown: mean and measures of agreement tell
-- all counts exactly, so they may tell only what is shown anyway.
SELECT
    statement_measure.*,
    hidden_figure.kind IS NOT NULL AS is_suppressed,
    NOT EXISTS (
        SELECT hidden_answer.kind
        FROM middle.hidden_figure AS hidden_answer
        WHERE
            hidden_answer.kind = 'answer'
            AND statement_measure.statement_id = hidden_answer.subject_id
            AND statement_measure.wave = hidden_answer.wave
            AND statement_measure.grouping = hidden_answer.grouping
            AND statement_measure.group_name = hidden_answer.group_name
    ) AS is_whole
FROM middle.statement_measure
LEFT JOIN middle.hidden_figure
    ON
        hidden_figure.kind = 'statement'
        AND statement_measure.statement_id = hidden_figure.subject_id
        AND statement_measure.wave = hidden_figure.wave
        AND statement_measure.grouping = hidden_figure.grouping
        AND statement_measure.group_name = hidden_figure.group_name
