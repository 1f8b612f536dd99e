-- title: Welke initiatieven zijn er al, per thema en stand?
-- title_en: Which initiatives are there already, per theme and status?
-- reader: adviseur
-- explanation: Alle gevonden initiatieven met trekker, jaren en aantal vermeldingen.
-- explanation_en: All initiatives found, with lead, years and number of mentions.
SELECT
    theme.label_nl AS thema,
    initiative.status AS stand,
    initiative.name AS initiatief,
    initiative.lead_name AS trekker,
    initiative.start_year AS vanaf,
    initiative.end_year AS tot,
    initiative.mention_count AS vermeldingen
FROM initiative
INNER JOIN initiative_theme USING (initiative_id)
INNER JOIN theme USING (theme_id)
ORDER BY thema, stand, vermeldingen DESC, initiatief
