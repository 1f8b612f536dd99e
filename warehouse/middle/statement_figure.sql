-- One row per statement, wave and group as in statement_measure, with whether it is
-- hidden.
SELECT
    statement_measure.*,
    hidden_figure.kind IS NOT NULL AS is_suppressed
FROM middle.statement_measure
LEFT JOIN middle.hidden_figure
    ON
        hidden_figure.kind = 'statement'
        AND statement_measure.statement_id = hidden_figure.subject_id
        AND statement_measure.wave = hidden_figure.wave
        AND statement_measure.grouping = hidden_figure.grouping
        AND statement_measure.group_name = hidden_figure.group_name
