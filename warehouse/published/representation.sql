SELECT
    group_size.wave,
    group_size.grouping,
    group_size.group_name,
    NULL AS invited_count,
    CASE WHEN hidden_figure.kind IS NULL THEN group_size.respondent_count END
        AS respondent_count,
    NULL AS reference_count,
    hidden_figure.kind IS NOT NULL AS is_suppressed,
    standing_wave.figures_on::DATE AS figures_on
FROM middle.group_size
LEFT JOIN middle.standing_wave ON group_size.wave = standing_wave.wave
LEFT JOIN middle.hidden_figure
    ON
        hidden_figure.kind = 'size'
        AND group_size.wave = hidden_figure.wave
        AND group_size.grouping = hidden_figure.grouping
        AND group_size.group_name = hidden_figure.group_name
