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
