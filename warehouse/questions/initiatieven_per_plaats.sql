-- title: Welke initiatieven lopen er waar?
-- title_en: Which initiatives are under way where?
-- reader: bestuurder
-- explanation: Per plaats de initiatieven die ermee in verband worden gebracht, met stand en trekker.
-- explanation_en: Per place the initiatives that are connected with it, with status and lead.
SELECT
    place.name AS plaats,
    initiative.name AS initiatief,
    initiative.status AS stand,
    initiative.lead_name AS trekker
FROM initiative_place
INNER JOIN place USING (place_id)
INNER JOIN initiative USING (initiative_id)
ORDER BY plaats, initiatief
