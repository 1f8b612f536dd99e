-- One row per response in the figures: a counting one that is not held back.
SELECT candidate.*
FROM middle.candidate
ANTI JOIN middle.held_response USING (survey_id, response_id)
