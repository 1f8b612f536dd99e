-- title: Over welke thema's denken groepen het meest verschillend?
-- title_en: On which themes do groups differ most?
-- reader: werksessieleider
-- explanation: Het verschil tussen de groep die een thema het vaakst en de groep die het het minst noemt; afgeschermde groepen tellen niet mee.
-- explanation_en: The difference between the group that mentions a theme most often and the one that mentions it least; suppressed groups do not count.
SELECT
    theme.label_nl AS thema,
    theme_support.wave AS ronde,
    round(max(theme_support.share) - min(theme_support.share), 2) AS verschil,
    arg_max(theme_support.group_name, theme_support.share) AS vaakst,
    arg_min(theme_support.group_name, theme_support.share) AS minst
FROM theme_support
INNER JOIN theme USING (theme_id)
WHERE theme_support.grouping = 'stakeholder_group' AND NOT theme_support.is_suppressed
GROUP BY thema, ronde
HAVING count(*) > 1
ORDER BY ronde, verschil DESC, thema
