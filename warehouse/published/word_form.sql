-- Only forms of published passages: an unpublished answer may hold a name.
SELECT DISTINCT
    passage_word.form,
    passage_word.term
FROM team.passage_word
INNER JOIN middle.shown_passage USING (passage_id)
