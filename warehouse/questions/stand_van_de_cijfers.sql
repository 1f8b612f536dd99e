-- title: Van welke dag zijn de cijfers, en tellen alle inzendingen al mee?
-- reader: onderzoeker
-- explanation: Cijfers blijven staan tot er in elke groep genoeg veranderde; wat wacht, telt bij een latere publicatie mee.
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
