-- title: Welke organisaties komen het vaakst voor?
-- title_en: Which organisations occur most often?
-- reader: adviseur
-- explanation: Organisaties met het aantal keren dat ze genoemd worden en het aantal documenten waarin.
-- explanation_en: Organisations with the number of times they are mentioned and the number of documents that do so.
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
