-- title: Welke thema's leven het meest?
-- reader: adviseur
-- explanation: Per ronde het aandeel respondenten dat een thema noemt, en het aantal documenten.
SELECT
    theme.label_nl AS thema,
    theme_support.wave AS ronde,
    theme_support.respondent_count AS respondenten,
    theme_support.base_count AS van,
    theme_support.share AS aandeel,
    theme_support.document_count AS documenten
FROM theme_support
INNER JOIN theme USING (theme_id)
WHERE theme_support.grouping = 'all'
ORDER BY ronde, aandeel DESC, documenten DESC, thema
