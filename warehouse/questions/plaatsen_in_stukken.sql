-- title: Over welke plaatsen gaat het?
-- title_en: Which places is it about?
-- reader: adviseur
-- explanation: Plaatsen, gemeenten en gebieden met het aantal keren dat ze genoemd worden.
-- explanation_en: Places, municipalities and areas with the number of times they are mentioned.
SELECT
    place.name AS plaats,
    place.kind AS soort,
    place.province AS provincie,
    count(*) AS vermeldingen
FROM place
INNER JOIN place_mention USING (place_id)
GROUP BY ALL
ORDER BY vermeldingen DESC, plaats
