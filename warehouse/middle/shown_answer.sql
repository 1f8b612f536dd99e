-- One row per answer passage that may be published: a quoted one, or with
-- open_answers = "all" every one of a group that is large enough; what comes from a
-- file of a respondent counts, but is shown to nobody.
SELECT DISTINCT chosen_quote.passage_id
FROM middle.chosen_quote
INNER JOIN team.passage USING (passage_id)
WHERE passage.document_id IS NULL
UNION
SELECT passage.passage_id
FROM middle.open_answer AS passage
INNER JOIN middle.respondent USING (survey_id, response_id)
INNER JOIN middle.voice_size
    ON
        respondent.wave = voice_size.wave
        AND respondent.stakeholder_group = voice_size.stakeholder_group
WHERE
    getvariable('open_answers') = 'all'
    AND passage.kind <> 'upload'
    AND NOT voice_size.is_hidden
