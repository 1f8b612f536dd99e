-- One row per response in the figures and group it belongs to.
SELECT candidate_group.*
FROM middle.candidate_group
ANTI JOIN middle.held_response USING (survey_id, response_id)
