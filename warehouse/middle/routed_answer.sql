-- One row per closed question that some were not shown, earlier question and answer to
-- it that none of those who were shown gave ('': gave none). Such an answer leads past
-- the question. It may seem so by chance: then either it is true of all who were not
-- shown, or it would happen less than once in a thousand.
WITH item AS (
    SELECT
        question_id,
        asked_question_id,
        survey_id,
        response_id,
        state,
        CASE WHEN state = 'answered' THEN coalesce(code, '') ELSE '' END AS option_code
    FROM middle.answer_item
),

unseen AS (
    SELECT
        question_id,
        any_value(asked_question_id) AS asked_question_id,
        survey_id,
        count(*) AS unseen_count,
        list(response_id ORDER BY response_id) AS responses
    FROM item
    WHERE state = 'not_shown'
    GROUP BY question_id, survey_id
),

-- Questions passed by the same people are looked at once.
passed AS (
    SELECT
        row_number() OVER () AS passed_id,
        survey_id,
        responses,
        any_value(unseen_count) AS unseen_count
    FROM unseen
    GROUP BY survey_id, responses
),

passer AS (
    SELECT
        passed_id,
        survey_id,
        unseen_count,
        unnest(responses) AS response_id
    FROM passed
),

response_count AS (
    SELECT
        survey_id,
        count(DISTINCT response_id) AS response_count
    FROM item
    GROUP BY survey_id
),

given AS (
    SELECT
        question_id AS filter_id,
        any_value(asked_question_id) AS asked_filter_id,
        survey_id,
        option_code,
        count(*) AS given_count
    FROM item
    GROUP BY question_id, survey_id, option_code
),

given_by_passers AS (
    SELECT
        passer.passed_id,
        any_value(passer.unseen_count) AS unseen_count,
        item.survey_id,
        item.question_id AS filter_id,
        item.option_code,
        count(*) AS given_count
    FROM passer
    INNER JOIN item USING (survey_id, response_id)
    GROUP BY passer.passed_id, item.survey_id, item.question_id, item.option_code
),

past AS (
    SELECT
        given_by_passers.*,
        given.asked_filter_id,
        sum(given_by_passers.given_count) OVER whole AS past_count,
        sum(given_by_passers.given_count)
            FILTER (WHERE given_by_passers.option_code <> '') OVER whole
            AS answered_count
    FROM given_by_passers
    INNER JOIN given USING (survey_id, filter_id, option_code, given_count)
    WINDOW whole AS (
        PARTITION BY given_by_passers.passed_id, given_by_passers.filter_id
    )
)

SELECT
    unseen.question_id,
    past.filter_id,
    past.option_code
FROM past
INNER JOIN passed USING (passed_id, survey_id)
INNER JOIN unseen USING (survey_id, responses)
INNER JOIN response_count USING (survey_id)
WHERE
    past.asked_filter_id <> unseen.asked_question_id
    AND past.answered_count > 0
    -- What was shown to nobody tells of nobody.
    AND past.unseen_count < response_count.response_count
    AND (
        past.past_count = past.unseen_count
        OR pow(past.unseen_count / response_count.response_count, past.answered_count)
        < 0.001
    )
