-- title: Van welke initiatieven is geen trekker bekend?
-- reader: werksessieleider
-- explanation: Initiatieven waarbij geen organisatie als trekker gevonden is: iets om in een sessie na te vragen.
SELECT
    name AS initiatief,
    kind AS soort,
    status AS stand,
    mention_count AS vermeldingen
FROM initiative
WHERE lead_organisation_id IS NULL AND lead_name IS NULL
ORDER BY vermeldingen DESC, initiatief
