-- One row per theme, wave, group and respondent: one who named the theme there.
SELECT DISTINCT
    theme_mention.theme_id,
    voice.wave,
    voice.grouping,
    voice.group_name,
    voice.respondent_id,
    voice.organisation_key
FROM team.theme_mention
INNER JOIN middle.open_answer USING (passage_id)
INNER JOIN middle.voice USING (survey_id, response_id)
