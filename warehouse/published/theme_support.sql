-- Rows with a wave count respondents; the row without a wave counts documents.
SELECT
    theme_id,
    wave,
    grouping,
    group_name,
    CASE WHEN NOT is_suppressed THEN respondent_count END AS respondent_count,
    CASE
        WHEN
            NOT is_suppressed
            AND organisation_count >= getvariable('smallest_count')
            THEN organisation_count
    END AS organisation_count,
    NULL AS document_count,
    CASE WHEN NOT is_suppressed THEN whole_percents(respondent_count, base_count) END
        AS share,
    CASE
        WHEN NOT is_suppressed AND grouping = 'all'
            THEN round(shown_weight.weighted_share, 2)
    END AS organisation_weighted_share,
    is_suppressed,
    CASE WHEN NOT is_suppressed THEN base_count END AS base_count,
    standing_wave.figures_on::DATE AS figures_on
FROM middle.theme_figure
LEFT JOIN middle.standing_wave USING (wave)
LEFT JOIN middle.shown_weight USING (theme_id, wave)
UNION ALL
SELECT
    theme.theme_id,
    NULL AS wave,
    'all' AS grouping,
    'all' AS group_name,
    NULL AS respondent_count,
    NULL AS organisation_count,
    count(DISTINCT passage.document_id) AS document_count,
    NULL AS share,
    NULL AS organisation_weighted_share,
    FALSE AS is_suppressed,
    NULL AS base_count,
    NULL AS figures_on
FROM team.theme
LEFT JOIN team.theme_mention USING (theme_id)
LEFT JOIN team.passage USING (passage_id)
GROUP BY theme.theme_id
