-- arguments: wanted_theme
SELECT
    theme.theme_id,
    theme.label_nl,
    theme_support.wave,
    theme_support.grouping,
    theme_support.group_name,
    theme_support.respondent_count,
    theme_support.base_count,
    theme_support.share,
    theme_support.organisation_weighted_share,
    theme_support.organisation_count,
    theme_support.document_count,
    theme_support.is_suppressed
FROM theme
INNER JOIN theme_support ON theme.theme_id = theme_support.theme_id
WHERE
    lower(trim(wanted_theme)) IN (
        lower(theme.theme_id), lower(theme.label_nl), lower(theme.label_en)
    )
ORDER BY
    theme.theme_id,
    theme_support.wave NULLS LAST,
    theme_support.grouping <> 'all',
    theme_support.grouping,
    theme_support.group_name
