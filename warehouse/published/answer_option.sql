SELECT
    counted_question.question_id,
    answer_option.code AS option_code,
    answer_option.language,
    answer_option.label,
    answer_option.position,
    answer_option.assessment_value
FROM middle.counted_question
INNER JOIN team.answer_option
    ON
        counted_question.asked_question_id = answer_option.question_id
        AND counted_question.scale = answer_option.scale
