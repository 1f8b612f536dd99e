-- title: Van welke initiatieven is geen trekker bekend?
-- title_en: Of which initiatives is no lead known?
-- reader: werksessieleider
-- explanation: Initiatieven waarbij geen organisatie als trekker gevonden is: iets om in een sessie na te vragen.
-- explanation_en: Initiatives for which no organisation was found as lead: something to ask about in a workshop.
SELECT
    name AS initiatief,
    kind AS soort,
    status AS stand,
    mention_count AS vermeldingen
FROM initiative
WHERE lead_organisation_id IS NULL AND lead_name IS NULL
ORDER BY vermeldingen DESC, initiatief
