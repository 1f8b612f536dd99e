-- title: Verandert het beeld als elke organisatie even zwaar telt?
-- title_en: Does the picture change if every organisation weighs the same?
-- reader: onderzoeker
-- explanation: Aandeel respondenten dat een thema noemt naast het aandeel als elke organisatie één stem heeft.
-- explanation_en: Share of respondents who mention a theme, beside the share if every organisation has one vote.
SELECT
    theme.label_nl AS thema,
    theme_support.wave AS ronde,
    theme_support.share AS per_respondent,
    theme_support.organisation_weighted_share AS per_organisatie,
    round(theme_support.organisation_weighted_share - theme_support.share, 2)
        AS verschil
FROM theme_support
INNER JOIN theme USING (theme_id)
WHERE theme_support.grouping = 'all' AND theme_support.wave IS NOT NULL
ORDER BY ronde, abs(verschil) DESC NULLS LAST, thema
