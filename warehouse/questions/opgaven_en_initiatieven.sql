-- title: Welke initiatieven horen bij welke opgave?
-- title_en: Which initiatives belong to which opgave?
-- reader: bestuurder
-- explanation: Per opgave het aantal initiatieven; nul betekent dat er geen gevonden is, niet dat er geen is.
-- explanation_en: Per opgave the number of initiatives; zero means that none was found, not that there is none.
SELECT
    opgave.name AS opgave,
    opgave.status AS stand,
    count(DISTINCT initiative_opgave.initiative_id) AS initiatieven
FROM opgave
LEFT JOIN initiative_opgave USING (opgave_id)
GROUP BY opgave.opgave_id, opgave.name, opgave.status
ORDER BY initiatieven DESC, opgave
