-- One row per published passage: its id inside the team and its published id.
SELECT
    passage_id,
    passage_id AS published_id
FROM team.passage
WHERE document_id IS NOT NULL
UNION ALL
SELECT
    shown_answer.passage_id,
    answer_alias.published_id
FROM middle.shown_answer
INNER JOIN middle.answer_alias USING (passage_id)
