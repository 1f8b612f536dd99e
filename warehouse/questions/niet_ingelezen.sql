-- title: Wat is er binnengekomen en niet ingelezen, en waarom?
-- title_en: What came in and was not loaded, and why?
-- reader: onderzoeker
-- explanation: Per bron en reden het aantal rijen of bestanden dat apart is gezet.
-- explanation_en: Per source and reason, the number of rows or files that were set apart.
SELECT
    source.title AS bron,
    quarantine_summary.reason AS reden,
    quarantine_summary.row_count AS aantal
FROM quarantine_summary
INNER JOIN source USING (source_id)
ORDER BY bron, aantal DESC, reden
