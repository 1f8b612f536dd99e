-- An initiative belongs to an opgave when they share a theme; people may correct it.
SELECT DISTINCT
    initiative_theme.initiative_id,
    opgave_theme.opgave_id,
    'theme' AS basis
FROM initiative_theme
INNER JOIN opgave_theme USING (theme_id)
