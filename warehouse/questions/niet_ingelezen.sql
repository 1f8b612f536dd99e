-- title: Wat is er binnengekomen en niet ingelezen, en waarom?
-- reader: onderzoeker
-- explanation: Per bron en reden het aantal rijen of bestanden dat apart is gezet.
SELECT
    source.title AS bron,
    quarantine_summary.reason AS reden,
    quarantine_summary.row_count AS aantal
FROM quarantine_summary
INNER JOIN source USING (source_id)
ORDER BY bron, aantal DESC, reden
