SELECT
    name,
    value,
    measured_on
FROM team.model_figure
