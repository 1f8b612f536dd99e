-- One row per quote from an answer for an emergent theme: at most three respondents whose
-- figures are shown, each with other words, and only of a theme of enough of them.
WITH spoken AS (
    SELECT
        quotable.theme_id,
        quotable.passage_id,
        quotable.text,
        quotable.wave,
        quotable.score,
        row_number() OVER (
            PARTITION BY quotable.theme_id, respondent.respondent_id
            ORDER BY quotable.score DESC, quotable.passage_id
        ) AS place_of_respondent,
        row_number() OVER (
            PARTITION BY quotable.theme_id, quotable.text
            ORDER BY quotable.score DESC, quotable.passage_id
        ) AS place_of_text
    FROM middle.quotable
    INNER JOIN middle.respondent USING (survey_id, response_id)
    INNER JOIN middle.shown_emergent
        ON quotable.theme_id = shown_emergent.theme_id AND shown_emergent.has_answers
)

SELECT
    theme_id,
    passage_id,
    text,
    wave
FROM spoken
WHERE place_of_respondent = 1 AND place_of_text = 1
QUALIFY row_number() OVER (PARTITION BY theme_id ORDER BY score DESC, passage_id) <= 3
