-- title: Met welke stellingen is men het eens, en hoe verdeeld is men?
-- title_en: Which statements do people agree with, and how divided are they?
-- reader: werksessieleider
-- explanation: Aandeel eens en oneens over alle respondenten, met de maat voor verdeeldheid (0 eensgezind, 1 twee kampen); die is leeg waar een van de antwoorden is afgeschermd.
-- explanation_en: Share that agrees and disagrees over all respondents, with the measure of division (0 of one mind, 1 two camps); that is empty where one of the answers is suppressed.
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
