-- title: Hoeveel cijfers zijn afgeschermd om niemand te verraden?
-- title_en: How many figures are suppressed so that nobody is given away?
-- reader: onderzoeker
-- explanation: Per soort cijfer en ronde het aantal rijen met een cijfer en zonder.
-- explanation_en: Per kind of figure and wave, the number of rows with a figure and without.
WITH figure AS (
    SELECT
        'antwoorden' AS soort,
        wave,
        is_suppressed
    FROM answer_count
    UNION ALL
    SELECT
        'thema''s' AS soort,
        wave,
        is_suppressed
    FROM theme_support
    WHERE wave IS NOT NULL
    UNION ALL
    SELECT
        'stellingen' AS soort,
        wave,
        is_suppressed
    FROM statement_result
    UNION ALL
    SELECT
        'groepen' AS soort,
        wave,
        is_suppressed
    FROM representation
)

SELECT
    soort,
    wave AS ronde,
    count(*) FILTER (WHERE NOT is_suppressed) AS getoond,
    count(*) FILTER (WHERE is_suppressed) AS afgeschermd
FROM figure
GROUP BY soort, wave
ORDER BY soort, ronde
