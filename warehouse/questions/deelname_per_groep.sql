-- title: Wie deden er mee, per ronde en groep?
-- title_en: Who took part, per wave and group?
-- reader: bestuurder
-- explanation: Aantal respondenten in de cijfers; leeg waar een groep te klein is om te tonen.
-- explanation_en: Number of respondents in the figures; empty where a group is too small to show.
SELECT
    wave AS ronde,
    grouping AS indeling,
    group_name AS groep,
    respondent_count AS respondenten
FROM representation
ORDER BY ronde, indeling, groep
