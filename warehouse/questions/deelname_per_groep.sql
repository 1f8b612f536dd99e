-- title: Wie deden er mee, per ronde en groep?
-- reader: bestuurder
-- explanation: Aantal respondenten in de cijfers; leeg waar een groep te klein is om te tonen.
SELECT
    wave AS ronde,
    grouping AS indeling,
    group_name AS groep,
    respondent_count AS respondenten
FROM representation
ORDER BY ronde, indeling, groep
