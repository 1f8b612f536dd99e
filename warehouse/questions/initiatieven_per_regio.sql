-- title: Welke initiatieven lopen er in welke COROP- of RES-regio?
-- title_en: Which initiatives are under way in which COROP or RES region?
-- reader: bestuurder
-- explanation: Per indeling en regio het aantal initiatieven en hun namen; een opgeheven gemeente telt bij haar opvolger.
-- explanation_en: Per division and region, the number of initiatives and their names; a municipality that has ended counts with its successor.
SELECT
    place_region.division AS indeling,
    place_region.year AS jaar,
    place_region.region_name AS regio,
    count(DISTINCT initiative.initiative_id) AS initiatieven,
    list_sort(list_distinct(list(initiative.name))) AS namen
FROM initiative_place
INNER JOIN place_region USING (place_id)
INNER JOIN initiative USING (initiative_id)
GROUP BY indeling, jaar, regio
ORDER BY indeling, jaar, initiatieven DESC, regio
