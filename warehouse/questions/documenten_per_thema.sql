-- title: Welke documenten gaan over welk thema?
-- reader: adviseur
-- explanation: Per thema de documenten die het noemen, met het aantal passages; de meeste eerst.
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
