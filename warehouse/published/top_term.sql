SELECT
    top_code,
    label,
    nullif(broader_code, '') AS broader_code
FROM team.top_term
