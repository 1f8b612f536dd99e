-- title: Welke organisaties komen het vaakst voor?
-- reader: adviseur
-- explanation: Organisaties met het aantal keren dat ze genoemd worden en het aantal documenten waarin.
SELECT
    organisation.name AS organisatie,
    organisation.kind AS soort,
    organisation.sector,
    count(*) AS vermeldingen,
    count(DISTINCT passage.document_id) AS documenten
FROM organisation
INNER JOIN organisation_mention USING (organisation_id)
INNER JOIN passage USING (passage_id)
GROUP BY ALL
ORDER BY vermeldingen DESC, organisatie
