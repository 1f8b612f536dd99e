-- One row per base of figures and response in it: under marks that tell nothing without
-- the key who it is of, what was answered there, and every group it counts in. A base
-- is what the figures of one question, of its judged answers, of all themes, or of a
-- wave are parts of; ``subject_id`` is what stands or moves on as a whole.
WITH grouping_name AS (
    SELECT DISTINCT grouping FROM middle.membership
),

placed AS (
    SELECT
        respondent.survey_id,
        respondent.response_id,
        string_agg(left(sha256(concat_ws(
            chr(31),
            getvariable('mark_key'),
            grouping_name.grouping,
            coalesce(membership.group_name, '')
        )), 12), ' ' ORDER BY grouping_name.grouping, membership.group_name) AS place
    FROM middle.respondent
    CROSS JOIN grouping_name
    LEFT JOIN middle.membership
        ON
            respondent.survey_id = membership.survey_id
            AND respondent.response_id = membership.response_id
            AND grouping_name.grouping = membership.grouping
    GROUP BY respondent.survey_id, respondent.response_id
),

written AS (
    SELECT
        survey_id,
        response_id,
        string_agg(md5(text), ' ' ORDER BY passage_id) AS given
    FROM middle.open_answer
    GROUP BY survey_id, response_id
),

member AS (
    SELECT
        'size' AS kind,
        '' AS subject_id,
        '' AS base_id,
        survey_id,
        response_id,
        '' AS given
    FROM middle.respondent
    UNION ALL
    SELECT
        'theme' AS kind,
        '' AS subject_id,
        '' AS base_id,
        written.survey_id,
        written.response_id,
        concat_ws(' ', respondent.organisation_key, written.given) AS given
    FROM written
    INNER JOIN middle.respondent USING (survey_id, response_id)
    UNION ALL
    SELECT
        'answer' AS kind,
        asked_question_id AS subject_id,
        question_id AS base_id,
        survey_id,
        response_id,
        concat_ws(' ', state, code) AS given
    FROM middle.answer_item
    WHERE state = 'answered' OR (is_multiple AND state = 'empty')
    UNION ALL
    SELECT
        'answer' AS kind,
        answer_item.asked_question_id AS subject_id,
        'judged' AS base_id,
        answer_item.survey_id,
        answer_item.response_id,
        answer_item.code AS given
    FROM middle.answer_item
    INNER JOIN middle.statement_scale
        ON
            answer_item.asked_question_id = statement_scale.question_id
            AND answer_item.code = statement_scale.code
    WHERE
        answer_item.state = 'answered' AND statement_scale.scale_value IS NOT NULL
)

SELECT
    candidate_mark.wave,
    member.kind,
    member.subject_id,
    member.base_id,
    candidate_mark.person,
    left(md5(concat_ws(
        chr(31),
        getvariable('mark_key'),
        candidate_mark.person,
        member.subject_id,
        member.base_id,
        member.given
    )), 12) AS version,
    placed.place
FROM member
INNER JOIN middle.candidate_mark USING (survey_id, response_id)
INNER JOIN placed USING (survey_id, response_id)
