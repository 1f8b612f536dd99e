-- title: Welke thema's leven het meest?
-- reader: adviseur
-- explanation: Per ronde het aandeel respondenten dat een thema noemt, met daarnaast het aantal documenten (documenten horen bij geen ronde).
SELECT
    theme.label_nl AS thema,
    voiced.wave AS ronde,
    voiced.respondent_count AS respondenten,
    voiced.base_count AS van,
    voiced.share AS aandeel,
    written.document_count AS documenten
FROM theme
LEFT JOIN theme_support AS written
    ON theme.theme_id = written.theme_id AND written.wave IS NULL
LEFT JOIN theme_support AS voiced
    ON
        theme.theme_id = voiced.theme_id
        AND voiced.grouping = 'all'
        AND voiced.wave IS NOT NULL
ORDER BY ronde, aandeel DESC, documenten DESC, thema
