-- One row per published closed question, wave, group and option, before anything is
-- hidden. The places of one ranking belong together: what is ranked at one place is
-- at no other.
SELECT
    answer_base.question_id,
    CASE
        WHEN answer_base.rank > 0 THEN answer_base.asked_question_id
        ELSE answer_base.question_id
    END AS component_id,
    answer_base.wave,
    answer_base.grouping,
    answer_base.group_name,
    option_label.code AS option_code,
    option_label.label AS option_label,
    coalesce(answer_tally.respondent_count, 0) AS respondent_count,
    answer_base.base_count,
    NOT answer_base.is_multiple AS is_exclusive,
    coalesce(question.role, '') AS role
FROM middle.answer_base
INNER JOIN team.question ON answer_base.asked_question_id = question.question_id
INNER JOIN middle.option_label
    ON
        answer_base.asked_question_id = option_label.question_id
        AND answer_base.scale = option_label.scale
LEFT JOIN middle.answer_tally
    ON
        answer_base.question_id = answer_tally.question_id
        AND answer_base.wave = answer_tally.wave
        AND answer_base.grouping = answer_tally.grouping
        AND answer_base.group_name = answer_tally.group_name
        AND option_label.code = answer_tally.option_code
