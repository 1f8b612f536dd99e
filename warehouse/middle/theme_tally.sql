-- One row per theme, wave and group with open answers: how many named the theme, out
-- of how many who wrote; and the share when every organisation weighs the same.
WITH size AS (
    SELECT
        wave,
        grouping,
        group_name,
        count(DISTINCT respondent_id) AS base_count
    FROM middle.voice
    GROUP BY wave, grouping, group_name
),

named AS (
    SELECT
        theme_id,
        wave,
        grouping,
        group_name,
        count(DISTINCT respondent_id) AS respondent_count,
        count(DISTINCT organisation_key) AS organisation_count
    FROM middle.theme_voice
    GROUP BY theme_id, wave, grouping, group_name
),

per_organisation AS (
    SELECT
        theme.theme_id,
        voice.wave,
        voice.grouping,
        voice.group_name,
        coalesce(voice.organisation_key, voice.respondent_id) AS unit,
        count(DISTINCT theme_voice.respondent_id)
        / count(DISTINCT voice.respondent_id) AS unit_share
    FROM middle.voice
    CROSS JOIN team.theme
    LEFT JOIN middle.theme_voice
        ON
            theme.theme_id = theme_voice.theme_id
            AND voice.wave = theme_voice.wave
            AND voice.grouping = theme_voice.grouping
            AND voice.group_name = theme_voice.group_name
            AND voice.respondent_id = theme_voice.respondent_id
    GROUP BY
        theme.theme_id,
        voice.wave,
        voice.grouping,
        voice.group_name,
        coalesce(voice.organisation_key, voice.respondent_id)
),

weighted AS (
    SELECT
        theme_id,
        wave,
        grouping,
        group_name,
        avg(unit_share) AS weighted_share
    FROM per_organisation
    GROUP BY theme_id, wave, grouping, group_name
)

SELECT
    theme.theme_id,
    size.wave,
    size.grouping,
    size.group_name,
    size.base_count,
    coalesce(named.respondent_count, 0) AS respondent_count,
    coalesce(named.organisation_count, 0) AS organisation_count,
    weighted.weighted_share
FROM size
CROSS JOIN team.theme
LEFT JOIN named
    ON
        theme.theme_id = named.theme_id
        AND size.wave = named.wave
        AND size.grouping = named.grouping
        AND size.group_name = named.group_name
LEFT JOIN weighted
    ON
        theme.theme_id = weighted.theme_id
        AND size.wave = weighted.wave
        AND size.grouping = weighted.grouping
        AND size.group_name = weighted.group_name
