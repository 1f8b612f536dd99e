-- title: Welke initiatieven horen bij welke opgave?
-- reader: bestuurder
-- explanation: Per opgave het aantal initiatieven; nul betekent dat er geen gevonden is, niet dat er geen is.
SELECT
    opgave.name AS opgave,
    opgave.status AS stand,
    count(DISTINCT initiative_opgave.initiative_id) AS initiatieven
FROM opgave
LEFT JOIN initiative_opgave USING (opgave_id)
GROUP BY opgave.opgave_id, opgave.name, opgave.status
ORDER BY initiatieven DESC, opgave
