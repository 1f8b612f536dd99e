-- arguments: wanted_since
WITH
arrivals AS (
    SELECT
        source_file.document_id,
        min(cast(source_file.retrieved_at AS DATE)) AS arrived_on
    FROM source_file
    GROUP BY source_file.document_id
),

dated_documents AS (
    SELECT
        document.document_id,
        coalesce(document.title, document.file_name) AS name,
        CASE
            WHEN document.published_on >= cast(wanted_since AS DATE)
                THEN document.published_on
            ELSE coalesce(arrivals.arrived_on, document.published_on)
        END AS dated_on
    FROM document
    LEFT JOIN arrivals ON document.document_id = arrivals.document_id
),

first_texts AS (
    SELECT
        initiative_mention.initiative_id,
        min(coalesce(document.published_on, arrivals.arrived_on)) AS dated_on
    FROM initiative_mention
    INNER JOIN passage
        ON initiative_mention.passage_id = passage.passage_id
    INNER JOIN document ON passage.document_id = document.document_id
    LEFT JOIN arrivals ON document.document_id = arrivals.document_id
    GROUP BY initiative_mention.initiative_id
),

dated AS (
    SELECT
        'document' AS kind,
        dated_documents.document_id AS id,
        dated_documents.name,
        dated_documents.dated_on
    FROM dated_documents
    UNION ALL
    SELECT
        'initiative' AS kind,
        initiative.initiative_id AS id,
        initiative.name,
        coalesce(first_texts.dated_on, initiative.first_seen_on) AS dated_on
    FROM initiative
    LEFT JOIN first_texts
        ON initiative.initiative_id = first_texts.initiative_id
    UNION ALL
    SELECT
        'opgave_position' AS kind,
        opgave.opgave_id AS id,
        concat(organisation.name, ': ', opgave.name) AS name,
        opgave_position.stated_on AS dated_on
    FROM opgave_position
    INNER JOIN opgave ON opgave_position.opgave_id = opgave.opgave_id
    INNER JOIN organisation
        ON opgave_position.organisation_id = organisation.organisation_id
    UNION ALL
    SELECT
        'claim_position' AS kind,
        claim.claim_id AS id,
        concat(organisation.name, ': ', claim.text) AS name,
        claim_position.stated_on AS dated_on
    FROM claim_position
    INNER JOIN claim ON claim_position.claim_id = claim.claim_id
    INNER JOIN organisation
        ON claim_position.organisation_id = organisation.organisation_id
    UNION ALL
    SELECT
        'survey' AS kind,
        survey.survey_id AS id,
        coalesce(survey.title, survey.survey_id) AS name,
        survey.figures_on AS dated_on
    FROM survey
)

SELECT
    dated.kind,
    dated.id,
    dated.name,
    dated.dated_on AS "on"
FROM dated
WHERE dated.dated_on >= cast(wanted_since AS DATE)
ORDER BY dated.dated_on DESC, dated.kind ASC, dated.id ASC, dated.name ASC
