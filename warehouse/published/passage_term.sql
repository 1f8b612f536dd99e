SELECT
    passage_word.term,
    shown_passage.published_id AS passage_id,
    round(sum(passage_word.weight), 6) AS weight
FROM team.passage_word
INNER JOIN middle.shown_passage USING (passage_id)
GROUP BY passage_word.term, shown_passage.published_id
