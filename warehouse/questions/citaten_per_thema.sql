-- title: Wat zeggen mensen en stukken er in hun eigen woorden over?
-- title_en: What do people and documents say about it in their own words?
-- reader: werksessieleider
-- explanation: De gekozen citaten per thema, met de groep en ronde of het document waar ze uit komen.
-- explanation_en: The chosen quotes per theme, with the group and wave or the document they come from.
SELECT
    theme.label_nl AS thema,
    coalesce(quote.stakeholder_group, document.title) AS van,
    quote.wave AS ronde,
    quote.text AS citaat
FROM quote
INNER JOIN theme USING (theme_id)
LEFT JOIN document USING (document_id)
ORDER BY thema, ronde NULLS LAST, van, citaat
