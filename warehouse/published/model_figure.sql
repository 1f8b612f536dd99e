SELECT
    name,
    value,
    measured_on,
    low,
    high,
    basis
FROM team.model_figure
