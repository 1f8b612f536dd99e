-- title: Welke documenten gaan over welk thema?
-- title_en: Which documents are about which theme?
-- reader: adviseur
-- explanation: Per thema de documenten die het noemen, met het aantal passages; de meeste eerst.
-- explanation_en: Per theme the documents that mention it, with the number of passages; the most first.
SELECT
    theme.label_nl AS thema,
    document.title AS document,
    document.publisher AS uitgever,
    document.published_on AS gepubliceerd,
    count(DISTINCT passage.passage_id) AS passages
FROM theme_mention
INNER JOIN theme USING (theme_id)
INNER JOIN passage USING (passage_id)
INNER JOIN document ON passage.document_id = document.document_id
GROUP BY ALL
ORDER BY thema, passages DESC, document
