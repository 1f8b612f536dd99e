-- One row per wave and number of respondents that an organisation has among those who
-- wrote: how many respondents such organisations have together. Who answered for none
-- is one by oneself.
WITH unit AS (
    SELECT
        wave,
        coalesce(organisation_key, respondent_id) AS unit,
        count(DISTINCT respondent_id) AS voice_count
    FROM middle.voice
    WHERE grouping = 'all'
    GROUP BY wave, coalesce(organisation_key, respondent_id)
)

SELECT
    wave,
    voice_count,
    sum(voice_count)::BIGINT AS respondent_count
FROM unit
GROUP BY wave, voice_count
