-- One row per response and answer column. What a cell means is told once by its
-- column: a response of sixty columns is stored as one row.
WITH cell AS (
    SELECT
        survey_id,
        page,
        response_id,
        unnest(cells) AS value,
        generate_subscripts(cells, 1) AS cell_number
    FROM response
),

asked AS (
    SELECT
        cell.*,
        response_column.* EXCLUDE (survey_id, page, cell_number),
        -- Where the questionnaire says so, one comma stands for the decimal point.
        CASE
            WHEN response_column.has_decimal_comma AND NOT contains(cell.value, '.')
                THEN regexp_replace(cell.value, ',', '.')
            ELSE cell.value
        END AS pointed
    FROM cell
    INNER JOIN response_column USING (survey_id, page, cell_number)
)

SELECT
    survey_id,
    page,
    response_id,
    question_id,
    part,
    scale,
    rank,
    CASE WHEN is_coded THEN nullif(value, '') END AS code,
    value,
    CASE
        WHEN
            is_number
            AND regexp_full_match(
                pointed, '[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,2})?'
            )
            THEN try_cast(pointed AS DECIMAL(38, 10))
    END AS number,
    CASE
        WHEN value IS NULL THEN 'not_shown'
        WHEN value = '' THEN 'empty'
        ELSE 'answered'
    END AS state
FROM asked
