-- title: Van welke dag zijn de cijfers, en tellen alle inzendingen al mee?
-- title_en: Of which day are the figures, and do all responses count yet?
-- reader: onderzoeker
-- explanation: Cijfers blijven staan tot er in elke groep genoeg veranderde; wat wacht, telt bij een latere publicatie mee.
-- explanation_en: Figures stand until enough changed in every group; what waits counts in a later publication.
SELECT
    wave AS ronde,
    survey_id AS vragenlijst,
    figures_on AS cijfers_van,
    newest_on AS nieuwste_inzending,
    response_count AS ontvangen,
    complete_count AS volledig,
    waiting_count AS wachten
FROM survey
ORDER BY ronde, vragenlijst
