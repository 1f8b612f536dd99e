-- An opgave of the register for which no initiative was found.
SELECT
    opgave.opgave_id,
    'opgave_without_initiative' AS kind,
    'Voor deze opgave is in de documenten en antwoorden geen initiatief gevonden.'
        AS text
FROM opgave
WHERE opgave.opgave_id NOT IN (
    SELECT initiative_opgave.opgave_id FROM initiative_opgave
)
