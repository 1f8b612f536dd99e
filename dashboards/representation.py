"""Rows of representation in, who took part and who is missing out."""

from dashboards.edition import Edition, Row


def response_row(edition: Edition, *, wave: int) -> Row:
    """Return the row of everyone together in a wave, or an empty one."""
    rows = edition.rows_of("representation", "wave", wave)
    return next((row for row in rows if row["grouping"] == "all"), {})


def response_share(row: Row) -> float | None:
    """Return respondents as a share of those invited; ``None`` when unknown."""
    came, invited = row.get("respondent_count"), row.get("invited_count")
    if came is None or not invited or came > invited:
        return None
    return float(came / invited)


def group_rows(edition: Edition, *, wave: int) -> list[Row]:
    """Return the rows of the stakeholder groups in a wave."""
    rows = edition.rows_of("representation", "wave", wave)
    return [row for row in rows if row["grouping"] == "stakeholder_group"]


def absent_groups(edition: Edition, *, wave: int) -> list[str]:
    """Return the stakeholder groups of which nobody took part in a wave."""
    return [
        row["group_name"]
        for row in group_rows(edition, wave=wave)
        if row["respondent_count"] == 0
    ]
