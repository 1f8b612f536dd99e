-- One row per theme, wave and group as in theme_tally, with whether it is hidden.
SELECT
    theme_tally.*,
    hidden_figure.kind IS NOT NULL AS is_suppressed
FROM middle.theme_tally
LEFT JOIN middle.hidden_figure
    ON
        hidden_figure.kind = 'theme'
        AND theme_tally.theme_id = hidden_figure.subject_id
        AND theme_tally.wave = hidden_figure.wave
        AND theme_tally.grouping = hidden_figure.grouping
        AND theme_tally.group_name = hidden_figure.group_name
