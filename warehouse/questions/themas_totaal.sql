-- title: Welke thema's leven het meest?
-- title_en: Which themes are most on people's minds?
-- reader: adviseur
-- explanation: Per ronde het aandeel respondenten dat een thema noemt, met daarnaast het aantal documenten (documenten horen bij geen ronde).
-- explanation_en: Per wave the share of respondents who mention a theme, and beside it the number of documents (documents belong to no wave).
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
