SELECT
    mention_id(
        'q', shown_passage.published_id, chosen_quote.theme_id, chosen_quote.text, ''
    ) AS quote_id,
    chosen_quote.theme_id,
    shown_passage.published_id AS passage_id,
    chosen_quote.text,
    chosen_quote.stakeholder_group,
    chosen_quote.wave,
    passage.document_id,
    strpos(passage.text, chosen_quote.text) - 1 AS start_offset,
    strpos(passage.text, chosen_quote.text) - 1 + length(chosen_quote.text)
        AS end_offset
FROM middle.chosen_quote
INNER JOIN middle.shown_passage USING (passage_id)
INNER JOIN team.passage USING (passage_id)
