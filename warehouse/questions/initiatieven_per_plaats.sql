-- title: Welke initiatieven lopen er waar?
-- reader: bestuurder
-- explanation: Per plaats de initiatieven die ermee in verband worden gebracht, met stand en trekker.
SELECT
    place.name AS plaats,
    initiative.name AS initiatief,
    initiative.status AS stand,
    initiative.lead_name AS trekker
FROM initiative_place
INNER JOIN place USING (place_id)
INNER JOIN initiative USING (initiative_id)
ORDER BY plaats, initiatief
