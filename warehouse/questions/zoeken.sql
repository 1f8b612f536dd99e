-- title: Waar staat iets over netcongestie?
-- reader: adviseur
-- explanation: Zoekt op woorden, hun verbuigingen en delen van samenstellingen; vervang het woord.
SELECT
    score,
    text AS passage,
    document_id AS document,
    page AS bladzijde
FROM find_passages('netcongestie')
LIMIT 20
