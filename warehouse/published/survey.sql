SELECT
    survey.survey_id,
    survey.source_id,
    survey.wave,
    survey.title,
    count(counted_response.response_id) AS response_count,
    count(counted_response.response_id) FILTER (
        WHERE counted_response.exclusion IS NULL
    ) AS complete_count,
    coalesce(
        any_value(standing_wave.figures_on), getvariable('published_on')::DATE
    ) AS figures_on,
    max(counted_response.answered_on) AS newest_on,
    count(held_response.response_id) AS waiting_count
FROM team.survey
LEFT JOIN middle.counted_response USING (survey_id)
LEFT JOIN middle.held_response
    ON
        counted_response.survey_id = held_response.survey_id
        AND counted_response.response_id = held_response.response_id
LEFT JOIN middle.standing_wave ON survey.wave = standing_wave.wave
GROUP BY survey.survey_id, survey.source_id, survey.wave, survey.title
