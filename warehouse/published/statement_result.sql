SELECT
    statement_id,
    wave,
    grouping,
    group_name,
    CASE WHEN NOT is_suppressed THEN respondent_count END AS respondent_count,
    CASE WHEN NOT is_suppressed THEN unknown_count END AS unknown_count,
    CASE WHEN NOT is_suppressed THEN whole_percents(agree_count, respondent_count) END
        AS agree_share,
    CASE
        WHEN NOT is_suppressed THEN whole_percents(disagree_count, respondent_count)
    END AS disagree_share,
    CASE WHEN is_whole AND NOT is_suppressed THEN mean END AS mean,
    CASE WHEN is_whole AND NOT is_suppressed THEN median END AS median,
    CASE WHEN is_whole AND NOT is_suppressed THEN agreement_a END AS agreement_a,
    CASE WHEN is_whole AND NOT is_suppressed THEN consensus_cns END AS consensus_cns,
    CASE WHEN is_whole AND NOT is_suppressed THEN dispersion_leik END AS dispersion_leik,
    CASE WHEN is_whole AND NOT is_suppressed THEN polarisation END AS polarisation,
    is_suppressed,
    standing_wave.figures_on::DATE AS figures_on
FROM middle.statement_figure
LEFT JOIN middle.standing_wave USING (wave)
