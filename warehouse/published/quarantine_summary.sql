SELECT
    source_id,
    rule,
    reason,
    count(*) AS row_count
FROM team.quarantine
GROUP BY source_id, rule, reason
