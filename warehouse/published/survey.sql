SELECT
    survey.survey_id,
    survey.source_id,
    survey.wave,
    survey.title,
    count(counted_response.response_id) AS response_count,
    count(counted_response.response_id) FILTER (
        WHERE counted_response.exclusion IS NULL
    ) AS complete_count,
    getvariable('published_on')::DATE AS figures_on,
    max(counted_response.answered_on) AS newest_on
FROM team.survey
LEFT JOIN middle.counted_response USING (survey_id)
GROUP BY survey.survey_id, survey.source_id, survey.wave, survey.title
