-- title: Waarmee en wanneer is deze feitenbasis gemaakt?
-- title_en: With what and when was this fact base made?
-- reader: onderzoeker
-- explanation: De run van deze publicatie, met de versie van de code, het leesmodel en het codeboek.
-- explanation_en: The run of this publication, with the version of the code, the reading model and the codebook.
SELECT
    run.run_id AS run,
    run.started_at AS begonnen,
    run.code_version AS code,
    run.model AS leesmodel,
    run.codebook_version AS codeboek
FROM run
INNER JOIN meta ON run.run_id = meta.value AND meta.key = 'run_id'
