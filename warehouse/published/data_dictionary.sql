SELECT
    table_name,
    column_name,
    column_type,
    description,
    description_en
FROM middle.described_column
