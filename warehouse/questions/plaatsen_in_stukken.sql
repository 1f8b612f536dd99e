-- title: Over welke plaatsen gaat het?
-- reader: adviseur
-- explanation: Plaatsen, gemeenten en gebieden met het aantal keren dat ze genoemd worden.
SELECT
    place.name AS plaats,
    place.kind AS soort,
    place.province AS provincie,
    count(*) AS vermeldingen
FROM place
INNER JOIN place_mention USING (place_id)
GROUP BY ALL
ORDER BY vermeldingen DESC, plaats
