-- arguments: wanted_text
WITH
asked AS (
    SELECT DISTINCT unnest(
        regexp_split_to_array(
            lower(nfc_normalize(wanted_text)), '[^\p{L}\p{N}]+'
        )
    ) AS word
),

wanted_terms AS (
    SELECT DISTINCT coalesce(word_form.term, asked.word) AS term
    FROM asked
    LEFT JOIN word_form ON asked.word = word_form.form
    WHERE asked.word <> ''
),

hits AS (
    SELECT
        passage_term.passage_id,
        passage_term.term,
        sum(passage_term.weight) AS weight
    FROM passage_term
    INNER JOIN wanted_terms ON passage_term.term = wanted_terms.term
    GROUP BY passage_term.passage_id, passage_term.term
),

rarity AS (
    SELECT
        hits.term,
        ln(1 + (SELECT count(*) FROM passage) / count(*)) AS factor
    FROM hits
    GROUP BY hits.term
),

scores AS (
    SELECT
        hits.passage_id,
        round(sum(hits.weight * rarity.factor), 6) AS score
    FROM hits
    INNER JOIN rarity ON hits.term = rarity.term
    GROUP BY hits.passage_id
)

SELECT
    passage.passage_id,
    scores.score,
    passage.text,
    passage.document_id,
    passage.page,
    passage.question_id,
    passage.wave
FROM scores
INNER JOIN passage ON scores.passage_id = passage.passage_id
ORDER BY scores.score DESC, passage.passage_id ASC
