-- title: Welke vragen veranderden tussen twee rondes?
-- title_en: Which questions changed between two waves?
-- reader: onderzoeker
-- explanation: Vragen die bijkwamen, vervielen of anders gesteld zijn: hun cijfers zijn niet zonder meer te vergelijken.
-- explanation_en: Questions that were added, dropped or put otherwise: their figures cannot simply be compared.
SELECT
    from_wave AS van_ronde,
    to_wave AS naar_ronde,
    code AS vraag,
    kind AS wijziging
FROM question_change
ORDER BY van_ronde, naar_ronde, vraag, wijziging
