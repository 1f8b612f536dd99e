-- Who lives where is told once, by the question for the group: told again by the
-- question for the region, a cell hidden here could be shown there.
SELECT
    answer_cell.question_id,
    answer_cell.wave,
    answer_cell.grouping,
    answer_cell.group_name,
    answer_cell.option_code,
    answer_cell.option_label,
    CASE WHEN hidden_figure.kind IS NULL THEN answer_cell.respondent_count END
        AS respondent_count,
    CASE
        WHEN hidden_figure.kind IS NULL
            THEN whole_percents(answer_cell.respondent_count, answer_cell.base_count)
    END AS share,
    hidden_figure.kind IS NOT NULL AS is_suppressed,
    CASE WHEN hidden_figure.kind IS NULL THEN answer_cell.base_count END AS base_count,
    standing_wave.figures_on::DATE AS figures_on
FROM middle.answer_cell
LEFT JOIN middle.standing_wave ON answer_cell.wave = standing_wave.wave
LEFT JOIN middle.hidden_figure
    ON
        hidden_figure.kind = 'answer'
        AND answer_cell.question_id = hidden_figure.subject_id
        AND answer_cell.wave = hidden_figure.wave
        AND answer_cell.grouping = hidden_figure.grouping
        AND answer_cell.group_name = hidden_figure.group_name
        AND answer_cell.option_code = hidden_figure.option_code
LEFT JOIN team.question ON answer_cell.question_id = question.question_id
WHERE
    answer_cell.grouping = 'all'
    OR coalesce(question.role, '') NOT IN ('region', 'stakeholder_group')
    OR (question.role = 'stakeholder_group' AND answer_cell.grouping = 'region')
