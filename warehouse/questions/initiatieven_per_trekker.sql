-- title: Wie trekt welke initiatieven?
-- reader: adviseur
-- explanation: Trekkers met het aantal initiatieven dat ze leiden, en de namen daarvan.
SELECT
    lead_name AS trekker,
    count(*) AS initiatieven,
    string_agg(name, ', ' ORDER BY name) AS namen
FROM initiative
WHERE lead_name IS NOT NULL
GROUP BY lead_name
ORDER BY initiatieven DESC, trekker
