-- One row per response after which its giver took consent back, in whatever response
-- of the same survey, finished or not. Where the question was not reached nothing was
-- said. Later is by time; where a time is not kept, or the same, by number.
WITH given AS (
    SELECT
        survey_id,
        respondent_id,
        response_id,
        coalesce(changed_at, submitted_at, started_at) AS given_at,
        is_refusal
    FROM response
)

SELECT DISTINCT
    given.survey_id,
    given.response_id
FROM given
INNER JOIN given AS later
    ON
        given.survey_id = later.survey_id
        AND given.respondent_id = later.respondent_id
        AND later.is_refusal
        AND CASE
            WHEN given.given_at <> later.given_at
                THEN given.given_at < later.given_at
            ELSE given.response_id < later.response_id
        END
