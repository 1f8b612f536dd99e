-- arguments: wanted_id
WITH
mentioned AS (
    SELECT
        'theme' AS kind,
        theme_mention.passage_id
    FROM theme_mention
    WHERE theme_mention.theme_id = wanted_id
    UNION ALL
    SELECT
        'organisation' AS kind,
        organisation_mention.passage_id
    FROM organisation_mention
    WHERE organisation_mention.organisation_id = wanted_id
    UNION ALL
    SELECT
        'place' AS kind,
        place_mention.passage_id
    FROM place_mention
    WHERE place_mention.place_id = wanted_id
    UNION ALL
    SELECT
        'initiative' AS kind,
        initiative_mention.passage_id
    FROM initiative_mention
    WHERE initiative_mention.initiative_id = wanted_id
),

tally AS (
    SELECT
        mentioned.kind,
        count(*) AS mention_count,
        min(mentioned.passage_id) AS passage_id
    FROM mentioned
    GROUP BY mentioned.kind
),

named AS (
    SELECT
        'theme' AS kind,
        concat('Thema "', theme.label_nl, '"') AS lead
    FROM theme
    WHERE theme.theme_id = wanted_id
    UNION ALL
    SELECT
        'organisation' AS kind,
        concat('Organisatie "', organisation.name, '"') AS lead
    FROM organisation
    WHERE organisation.organisation_id = wanted_id
    UNION ALL
    SELECT
        'place' AS kind,
        concat('Plaats "', place.name, '"') AS lead
    FROM place
    WHERE place.place_id = wanted_id
    UNION ALL
    SELECT
        'initiative' AS kind,
        concat('Initiatief "', initiative.name, '"') AS lead
    FROM initiative
    WHERE initiative.initiative_id = wanted_id
),

in_surveys AS (
    SELECT
        survey.survey_id,
        survey.source_id,
        concat(
            'vragenlijst "',
            coalesce(survey.title, survey.survey_id),
            '", ronde ',
            survey.wave
        ) AS lead
    FROM survey
),

finds AS (
    SELECT
        named.kind,
        concat(
            named.lead,
            CASE
                WHEN tally.mention_count = 1 THEN ', één keer genoemd,'
                WHEN tally.mention_count > 1
                    THEN
                        concat(
                            ', ',
                            tally.mention_count,
                            ' keer genoemd, onder meer'
                        )
                ELSE ', niet genoemd in een gepubliceerde passage'
            END
        ) AS lead,
        tally.passage_id
    FROM named
    LEFT JOIN tally ON named.kind = tally.kind
    UNION ALL BY NAME
    SELECT
        'passage' AS kind,
        'Passage' AS lead,
        passage.passage_id
    FROM passage
    WHERE passage.passage_id = wanted_id
    UNION ALL BY NAME
    SELECT
        'quote' AS kind,
        concat('Citaat bij thema "', theme.label_nl, '"') AS lead,
        quote.passage_id
    FROM quote
    LEFT JOIN theme ON quote.theme_id = theme.theme_id
    WHERE quote.quote_id = wanted_id
    UNION ALL BY NAME
    SELECT
        'theme_mention' AS kind,
        concat('Vermelding van thema "', theme.label_nl, '"') AS lead,
        theme_mention.passage_id
    FROM theme_mention
    LEFT JOIN theme ON theme_mention.theme_id = theme.theme_id
    WHERE theme_mention.mention_id = wanted_id
    UNION ALL BY NAME
    SELECT
        'stance_mention' AS kind,
        concat(
            'Uitgesproken houding (', stance_mention.stance, ')'
        ) AS lead,
        stance_mention.passage_id
    FROM stance_mention
    WHERE stance_mention.mention_id = wanted_id
    UNION ALL BY NAME
    SELECT
        'organisation_mention' AS kind,
        concat('Vermelding van organisatie "', organisation.name, '"') AS lead,
        organisation_mention.passage_id
    FROM organisation_mention
    LEFT JOIN organisation
        ON
            organisation_mention.organisation_id
            = organisation.organisation_id
    WHERE organisation_mention.mention_id = wanted_id
    UNION ALL BY NAME
    SELECT
        'place_mention' AS kind,
        concat('Vermelding van plaats "', place.name, '"') AS lead,
        place_mention.passage_id
    FROM place_mention
    LEFT JOIN place ON place_mention.place_id = place.place_id
    WHERE place_mention.mention_id = wanted_id
    UNION ALL BY NAME
    SELECT
        'initiative_mention' AS kind,
        concat('Vermelding van initiatief "', initiative.name, '"') AS lead,
        initiative_mention.passage_id
    FROM initiative_mention
    LEFT JOIN initiative
        ON initiative_mention.initiative_id = initiative.initiative_id
    WHERE initiative_mention.mention_id = wanted_id
    UNION ALL BY NAME
    SELECT
        'document' AS kind,
        concat(
            'Document "', coalesce(document.title, document.file_name), '"'
        ) AS lead,
        document.document_id,
        document.source_id
    FROM document
    WHERE document.document_id = wanted_id
    UNION ALL BY NAME
    SELECT
        'source' AS kind,
        concat(
            'Bron "',
            coalesce(source.title, source.source_id),
            '"',
            ' van ' || source.publisher
        ) AS lead,
        source.source_id
    FROM source
    WHERE source.source_id = wanted_id
    UNION ALL BY NAME
    SELECT
        'source_file' AS kind,
        concat(
            'Bestand "',
            source_file.file_name,
            '", opgehaald op ',
            strftime(source_file.retrieved_at, '%d-%m-%Y %H:%M'),
            ' (UTC)'
        ) AS lead,
        source_file.document_id,
        source_file.source_id
    FROM source_file
    WHERE source_file.source_file_id = wanted_id
    UNION ALL BY NAME
    SELECT
        'survey' AS kind,
        concat('V', substr(in_surveys.lead, 2)) AS lead,
        in_surveys.source_id
    FROM in_surveys
    WHERE in_surveys.survey_id = wanted_id
    UNION ALL BY NAME
    SELECT
        'question' AS kind,
        concat(
            'Vraag "',
            coalesce(question.text_nl, question.text_en, question.code),
            '" (',
            question.code,
            '_' || question.subquestion_code,
            ') uit ',
            in_surveys.lead
        ) AS lead,
        in_surveys.source_id
    FROM question
    LEFT JOIN in_surveys ON question.survey_id = in_surveys.survey_id
    WHERE question.question_id = wanted_id
    UNION ALL BY NAME
    SELECT
        'statement' AS kind,
        concat(
            'Stelling "',
            coalesce(statement.text_nl, statement.text_en),
            '" uit ',
            in_surveys.lead
        ) AS lead,
        in_surveys.source_id
    FROM statement
    LEFT JOIN in_surveys ON statement.survey_id = in_surveys.survey_id
    WHERE statement.statement_id = wanted_id
    UNION ALL BY NAME
    SELECT
        'claim' AS kind,
        concat(
            'Bewering "',
            claim.text,
            '" uit het register van het team, aantal bewijsstukken: ',
            (
                SELECT count(*) FROM evidence
                WHERE evidence.claim_id = wanted_id
            )
        ) AS lead
    FROM claim
    WHERE claim.claim_id = wanted_id
    UNION ALL BY NAME
    SELECT
        'assumption' AS kind,
        concat(
            'Aanname "',
            assumption.text,
            '" uit het register van het team',
            ', bewaakt door ' || assumption.owner
        ) AS lead
    FROM assumption
    WHERE assumption.assumption_id = wanted_id
    UNION ALL BY NAME
    SELECT
        'action' AS kind,
        concat(
            'Actie "',
            action.text,
            '" uit het register van het team',
            ', uit te voeren door ' || action.owner
        ) AS lead
    FROM action
    WHERE action.action_id = wanted_id
    UNION ALL BY NAME
    SELECT
        'indicator' AS kind,
        concat(
            'Cijfer "',
            min(indicator.title),
            '" uit open data, aantal waarden: ',
            count(*)
        ) AS lead,
        indicator.source_id
    FROM indicator
    WHERE indicator.indicator_id = wanted_id
    GROUP BY indicator.source_id
    UNION ALL BY NAME
    SELECT
        'knowledge_question' AS kind,
        concat(
            'Kennisvraag "',
            knowledge_question.text,
            '" uit het register van het team',
            ', ingediend door ' || knowledge_question.submitted_by
        ) AS lead
    FROM knowledge_question
    WHERE knowledge_question.knowledge_question_id = wanted_id
    UNION ALL BY NAME
    SELECT
        'opgave' AS kind,
        concat(
            'Opgave "',
            opgave.name,
            '" uit het register van het team',
            ', versie ' || opgave.version
        ) AS lead
    FROM opgave
    WHERE opgave.opgave_id = wanted_id
    UNION ALL BY NAME
    SELECT
        'run' AS kind,
        concat(
            'Run van ',
            strftime(run.started_at, '%d-%m-%Y %H:%M'),
            ' (UTC), uitkomst: ',
            run.status,
            ', taalmodel ' || run.model,
            ', codeboek ' || run.codebook_version
        ) AS lead
    FROM run
    WHERE run.run_id = wanted_id
)

SELECT
    concat(
        finds.lead,
        CASE
            WHEN passage.document_id IS NOT NULL
                THEN
                    concat(
                        ' in document "',
                        coalesce(document.title, document.file_name),
                        '"',
                        if(passage.page IS NULL, ', werkblad ', ', bladzijde ')
                        || coalesce(
                            passage.page_label, cast(passage.page AS VARCHAR)
                        )
                    )
            WHEN passage.question_id IS NOT NULL
                THEN
                    concat(
                        ' in een antwoord op de vraag "',
                        coalesce(
                            question.text_nl, question.text_en, question.code
                        ),
                        '"',
                        ', ronde ' || cast(passage.wave AS VARCHAR)
                    )
        END,
        CASE
            WHEN finds.kind <> 'source'
                THEN
                    concat(
                        ' (bron: ' || coalesce(source.title, source.source_id),
                        ', '
                        || coalesce(document.publisher, source.publisher),
                        CASE WHEN source.source_id IS NOT NULL THEN ')' END
                    )
        END,
        '.'
    ) AS sentence,
    wanted_id AS id,
    finds.kind,
    source.source_id,
    document.document_id,
    passage.page,
    CASE
        WHEN finds.kind = 'run' THEN wanted_id
        ELSE
            coalesce(
                (
                    SELECT meta.value FROM meta
                    WHERE meta.key = 'run_id'
                ),
                (SELECT arg_max(run.run_id, run.started_at) FROM run)
            )
    END AS run_id,
    passage.passage_id
FROM finds
LEFT JOIN passage ON finds.passage_id = passage.passage_id
LEFT JOIN document
    ON coalesce(passage.document_id, finds.document_id) = document.document_id
LEFT JOIN source
    ON
        coalesce(passage.source_id, document.source_id, finds.source_id)
        = source.source_id
LEFT JOIN question ON passage.question_id = question.question_id
ORDER BY finds.kind
