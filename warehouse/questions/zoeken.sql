-- title: Waar staat iets over netcongestie?
-- title_en: Where is anything said about grid congestion?
-- reader: adviseur
-- explanation: Zoekt op woorden, hun verbuigingen en delen van samenstellingen; vervang het woord.
-- explanation_en: Searches for words, their inflections and parts of compounds; replace the word.
SELECT
    score,
    text AS passage,
    document_id AS document,
    page AS bladzijde
FROM find_passages('netcongestie')
LIMIT 20
