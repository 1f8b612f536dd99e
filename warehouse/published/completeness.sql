WITH file_row AS (
    SELECT
        source_id,
        'file' AS unit,
        count(*) AS expected_count,
        count(*) FILTER (WHERE status <> 'quarantined') AS loaded_count,
        count(*) FILTER (WHERE status = 'quarantined') AS quarantined_count,
        max(retrieved_at)::DATE AS newest_on
    FROM team.source_file
    WHERE role IN ('document', 'register')
    GROUP BY source_id
),

response_row AS (
    SELECT
        source_id,
        count(*) AS loaded_count,
        max(coalesce(changed_at, submitted_at))::DATE AS newest_on
    FROM team.response
    GROUP BY source_id
),

refused AS (
    SELECT
        source_id,
        count(DISTINCT row_key) AS quarantined_count
    FROM team.quarantine
    WHERE table_name = 'response'
    GROUP BY source_id
),

figure AS (
    SELECT
        source_id,
        sum(row_count)::BIGINT AS expected_count,
        max(retrieved_at)::DATE AS newest_on
    FROM team.source_file
    WHERE role = 'figures'
    GROUP BY source_id
),

figure_row AS (
    SELECT
        source_id,
        count(*) AS loaded_count
    FROM team.indicator
    GROUP BY source_id
),

figure_refused AS (
    SELECT
        source_id,
        count(*) AS quarantined_count
    FROM team.quarantine
    WHERE table_name = 'indicator'
    GROUP BY source_id
),

expected AS (
    SELECT
        source_id,
        sum(expected_count)::BIGINT AS expected_count
    FROM team.survey
    GROUP BY source_id
)

SELECT
    source_id,
    unit,
    expected_count,
    loaded_count,
    quarantined_count,
    newest_on
FROM file_row
UNION ALL
SELECT
    expected.source_id,
    'response' AS unit,
    expected.expected_count,
    coalesce(response_row.loaded_count, 0) AS loaded_count,
    coalesce(refused.quarantined_count, 0) AS quarantined_count,
    response_row.newest_on
FROM expected
LEFT JOIN response_row USING (source_id)
LEFT JOIN refused USING (source_id)
UNION ALL
SELECT
    figure.source_id,
    'figure' AS unit,
    figure.expected_count,
    coalesce(figure_row.loaded_count, 0) AS loaded_count,
    coalesce(figure_refused.quarantined_count, 0) AS quarantined_count,
    figure.newest_on
FROM figure
LEFT JOIN figure_row USING (source_id)
LEFT JOIN figure_refused USING (source_id)
