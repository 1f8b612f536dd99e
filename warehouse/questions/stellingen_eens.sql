-- title: Met welke stellingen is men het eens, en hoe verdeeld is men?
-- reader: werksessieleider
-- explanation: Aandeel eens en oneens over alle respondenten, met de maat voor verdeeldheid (0 eensgezind, 1 twee kampen); die is leeg waar een van de antwoorden is afgeschermd.
SELECT
    statement_result.wave AS ronde,
    statement.text_nl AS stelling,
    statement_result.agree_share AS eens,
    statement_result.disagree_share AS oneens,
    round(statement_result.polarisation, 2) AS verdeeldheid,
    statement_result.respondent_count AS respondenten,
    statement_result.unknown_count AS weet_niet
FROM statement_result
INNER JOIN statement USING (statement_id)
WHERE statement_result.grouping = 'all'
ORDER BY ronde, eens DESC, stelling
