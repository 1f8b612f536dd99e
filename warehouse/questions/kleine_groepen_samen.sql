-- title: Wat zeggen de groepen waarvan geen cijfer te tonen is, samen?
-- title_en: What do the groups of which no figure can be shown say together?
-- reader: adviseur
-- explanation: Per thema en ronde: iedereen die niet in een getoonde groep zit, als één geheel; wie bij geen groep hoort telt mee. Zo valt niemand weg. Alleen waar er samen genoeg zijn; het is het totaal min de getoonde groepen, dus niets wat niet al in de publicatie staat.
-- explanation_en: Per theme and wave: everyone who is in no group shown, as one whole; who belongs to no group counts too. So nobody drops out. Only where they are enough together; it is the total less the groups shown, so nothing that is not in the publication already.
WITH rule AS (
    SELECT
        max(meta.value::BIGINT) FILTER (meta.key = 'smallest_group') AS smallest_group,
        max(meta.value::BIGINT) FILTER (meta.key = 'smallest_count') AS smallest_count
    FROM meta
    WHERE meta.key IN ('smallest_group', 'smallest_count')
),

together AS (
    SELECT
        total.theme_id,
        total.wave,
        part.grouping,
        count(*) FILTER (part.is_suppressed) AS group_count,
        any_value(total.respondent_count)
        - coalesce(sum(part.respondent_count), 0) AS respondent_count,
        any_value(total.base_count) - coalesce(sum(part.base_count), 0) AS base_count
    FROM theme_support AS total
    INNER JOIN theme_support AS part
        ON
            total.theme_id = part.theme_id
            AND total.wave = part.wave
            AND part.grouping <> 'all'
    WHERE total.grouping = 'all' AND NOT total.is_suppressed
    GROUP BY total.theme_id, total.wave, part.grouping
)

SELECT
    theme.label_nl AS thema,
    together.wave AS ronde,
    together.grouping AS uitsplitsing,
    together.group_count AS groepen_samen,
    together.respondent_count::BIGINT AS noemden_het,
    together.base_count::BIGINT AS van,
    round(100.0 * together.respondent_count / together.base_count) / 100 AS aandeel
FROM together
INNER JOIN theme ON together.theme_id = theme.theme_id
CROSS JOIN rule
WHERE
    together.group_count >= 2
    AND together.base_count >= rule.smallest_group
    AND (
        together.respondent_count = 0
        OR together.respondent_count >= rule.smallest_count
    )
    AND (
        together.respondent_count = together.base_count
        OR together.base_count - together.respondent_count >= rule.smallest_count
    )
ORDER BY theme.label_nl, together.wave, together.grouping
