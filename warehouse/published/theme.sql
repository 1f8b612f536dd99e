SELECT
    theme_id,
    parent_id,
    label_nl,
    label_en,
    definition,
    top_code,
    FALSE AS is_emergent,
    definition_en
FROM team.theme
UNION ALL
SELECT
    theme_id,
    NULL AS parent_id,
    label AS label_nl,
    NULL AS label_en,
    NULL AS definition,
    NULL AS top_code,
    TRUE AS is_emergent,
    NULL AS definition_en
FROM middle.shown_emergent
