-- title: Wat is er op elke gesloten vraag geantwoord?
-- title_en: What was answered to each closed question?
-- reader: onderzoeker
-- explanation: Per ronde, vraag en antwoord het aantal respondenten en hun aandeel, over iedereen.
-- explanation_en: Per wave, question and answer, the number of respondents and their share, over everyone.
SELECT
    answer_count.wave AS ronde,
    question.code AS vraag,
    question.subquestion_code AS deelvraag,
    answer_count.option_label AS antwoord,
    answer_count.respondent_count AS respondenten,
    answer_count.base_count AS van,
    answer_count.share AS aandeel
FROM answer_count
INNER JOIN question USING (question_id)
WHERE answer_count.grouping = 'all'
ORDER BY ronde, vraag, deelvraag, answer_count.option_code
