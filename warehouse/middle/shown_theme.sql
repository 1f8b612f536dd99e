-- One row per theme, wave and stakeholder group whose figure is shown and has people
-- enough to quote. Where the figures of an earlier publication stand, those decide.
SELECT
    theme_figure.theme_id,
    theme_figure.wave,
    theme_figure.group_name
FROM middle.theme_figure
WHERE
    theme_figure.grouping = 'stakeholder_group'
    AND theme_figure.respondent_count >= getvariable('smallest_count')
    AND NOT theme_figure.is_suppressed
    AND theme_figure.wave NOT IN (
        SELECT standing_wave.wave
        FROM middle.standing_wave
        WHERE standing_wave.is_copied
        UNION ALL
        SELECT standing_figure.wave
        FROM middle.standing_figure
        WHERE standing_figure.kind = 'theme'
    )
UNION ALL
SELECT
    standing_theme.theme_id,
    standing_theme.wave,
    standing_theme.group_name
FROM middle.standing_theme
