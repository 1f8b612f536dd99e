-- title: Wie trekt welke initiatieven?
-- title_en: Who leads which initiatives?
-- reader: adviseur
-- explanation: Trekkers met het aantal initiatieven dat ze leiden, en de namen daarvan.
-- explanation_en: Leads with the number of initiatives they lead, and the names of those.
SELECT
    lead_name AS trekker,
    count(*) AS initiatieven,
    string_agg(name, ', ' ORDER BY name) AS namen
FROM initiative
WHERE lead_name IS NOT NULL
GROUP BY lead_name
ORDER BY initiatieven DESC, trekker
