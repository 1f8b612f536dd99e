-- arguments: wanted_theme
SELECT
    quote.quote_id,
    quote.text,
    quote.stakeholder_group,
    passage.wave,
    source.title AS source_title,
    coalesce(document.title, document.file_name) AS document_title,
    passage.page,
    coalesce(question.text_nl, question.text_en) AS question_text,
    quote.theme_id,
    quote.passage_id,
    passage.document_id,
    passage.question_id
FROM theme
INNER JOIN quote ON theme.theme_id = quote.theme_id
INNER JOIN passage ON quote.passage_id = passage.passage_id
LEFT JOIN source ON passage.source_id = source.source_id
LEFT JOIN document ON passage.document_id = document.document_id
LEFT JOIN question ON passage.question_id = question.question_id
WHERE
    lower(trim(wanted_theme)) IN (
        lower(theme.theme_id), lower(theme.label_nl), lower(theme.label_en)
    )
ORDER BY
    quote.theme_id,
    passage.wave NULLS LAST,
    quote.stakeholder_group NULLS LAST,
    quote.quote_id
