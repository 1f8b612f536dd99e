-- title: Welke thema's werden tussen de eerste en de laatste ronde vaker of minder vaak genoemd?
-- title_en: Which themes were mentioned more or less often between the first and the last wave?
-- reader: bestuurder
-- explanation: Verschil in aandeel over iedereen; afgeschermde cijfers tellen niet mee, en er kunnen andere mensen hebben meegedaan.
-- explanation_en: Difference in share over everyone; suppressed figures do not count, and other people may have taken part.
SELECT
    theme.label_nl AS thema,
    arg_min(theme_support.share, theme_support.wave) AS eerste_ronde,
    arg_max(theme_support.share, theme_support.wave) AS laatste_ronde,
    round(
        arg_max(theme_support.share, theme_support.wave)
        - arg_min(theme_support.share, theme_support.wave), 2
    ) AS verschil
FROM theme_support
INNER JOIN theme USING (theme_id)
WHERE theme_support.grouping = 'all' AND theme_support.share IS NOT NULL
GROUP BY theme.theme_id, theme.label_nl
HAVING count(DISTINCT theme_support.wave) > 1
ORDER BY verschil DESC, thema
