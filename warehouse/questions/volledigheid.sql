-- title: Wat is er niet ingelezen, en waarom?
-- title_en: What was not loaded, and why?
-- reader: onderzoeker
-- explanation: Per bron wat verwacht, ingelezen en apart gezet is, met de redenen.
-- explanation_en: Per source what was expected, loaded and set apart, with the reasons.
SELECT
    completeness.source_id AS bron,
    completeness.unit AS eenheid,
    completeness.expected_count AS verwacht,
    completeness.loaded_count AS ingelezen,
    completeness.quarantined_count AS apart,
    quarantine_summary.reason AS reden,
    quarantine_summary.row_count AS aantal
FROM completeness
LEFT JOIN quarantine_summary
    ON
        completeness.source_id = quarantine_summary.source_id
        AND completeness.quarantined_count > 0
ORDER BY bron, eenheid, aantal DESC, reden
