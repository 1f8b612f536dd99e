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

-- One organisation, or one person who answered for none.
unit AS (
    SELECT
        wave,
        grouping,
        group_name,
        coalesce(organisation_key, respondent_id) AS unit,
        count(DISTINCT respondent_id) AS voice_count
    FROM middle.voice
    GROUP BY wave, grouping, group_name, coalesce(organisation_key, respondent_id)
),

unit_count AS (
    SELECT
        wave,
        grouping,
        group_name,
        count(*) AS unit_count
    FROM unit
    GROUP BY wave, grouping, group_name
),

named_by_unit AS (
    SELECT
        theme_id,
        wave,
        grouping,
        group_name,
        coalesce(organisation_key, respondent_id) AS unit,
        count(DISTINCT respondent_id) AS named_count
    FROM middle.theme_voice
    GROUP BY
        theme_id,
        wave,
        grouping,
        group_name,
        coalesce(organisation_key, respondent_id)
),

-- A unit in which nobody named the theme adds nothing to the sum of shares.
share_sum AS (
    SELECT
        named_by_unit.theme_id,
        unit.wave,
        unit.grouping,
        unit.group_name,
        fsum(named_by_unit.named_count / unit.voice_count) AS share_sum
    FROM named_by_unit
    INNER JOIN unit USING (wave, grouping, group_name, unit)
    GROUP BY named_by_unit.theme_id, unit.wave, unit.grouping, unit.group_name
)

SELECT
    theme.theme_id,
    size.wave,
    size.grouping,
    size.group_name,
    size.base_count,
    coalesce(named.respondent_count, 0) AS respondent_count,
    coalesce(named.organisation_count, 0) AS organisation_count,
    coalesce(share_sum.share_sum, 0) / unit_count.unit_count AS weighted_share
FROM size
INNER JOIN unit_count USING (wave, grouping, group_name)
CROSS JOIN team.theme
LEFT JOIN named
    ON
        theme.theme_id = named.theme_id
        AND size.wave = named.wave
        AND size.grouping = named.grouping
        AND size.group_name = named.group_name
LEFT JOIN share_sum
    ON
        theme.theme_id = share_sum.theme_id
        AND size.wave = share_sum.wave
        AND size.grouping = share_sum.grouping
        AND size.group_name = share_sum.group_name
