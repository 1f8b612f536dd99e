SELECT
    answer_base.question_id,
    answer_base.wave,
    answer_base.grouping,
    answer_base.group_name,
    option_label.code AS option_code,
    option_label.label AS option_label,
    CASE WHEN NOT hidden.is_suppressed THEN coalesce(answer_tally.respondent_count, 0) END
        AS respondent_count,
    CASE
        WHEN NOT hidden.is_suppressed
            THEN whole_percents(
                coalesce(answer_tally.respondent_count, 0), answer_base.base_count
            )
    END AS share,
    hidden.is_suppressed,
    CASE WHEN NOT hidden.is_suppressed THEN answer_base.base_count END AS base_count
FROM middle.answer_base
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
CROSS JOIN LATERAL (
    SELECT
        hides(
            coalesce(answer_tally.respondent_count, 0), answer_base.base_count
        ) AS is_suppressed
) AS hidden
