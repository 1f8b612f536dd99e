-- One row per passage that answers an open question; the name of an initiative in its
-- own field is no opinion, and neither counted nor quoted as one.
SELECT passage.*
FROM team.passage
INNER JOIN team.question ON passage.question_id = question.question_id
WHERE question.role = 'open'
