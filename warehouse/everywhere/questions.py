"""The saved questions, macros and tables in, questions whose answers are text out."""

from warehouse.published_schema import load_macros, load_tables
from warehouse.saved_questions import saved_questions


def everywhere_questions() -> dict[str, str]:
    """Return by name what every engine is asked.

    Each value as the engine itself writes it: engines hand out dates and numbers in
    types of their own, and what they mean must be the same.
    """
    asked = {f"question {one.name}": one.sql for one in saved_questions()}
    asked |= {f"macro {one.name}": one.example for one in load_macros().values()}
    asked |= {f"table {name}": f'FROM "{name}"' for name in load_tables()}
    return {name: _as_text(sql) for name, sql in asked.items()} | _COMMENTS


def _as_text(sql: str) -> str:
    return f"SELECT CAST(COLUMNS(*) AS VARCHAR) FROM ({sql}\n)"  # noqa: S608 - our own


_COMMENTS = {
    "comments on tables": "SELECT table_name, comment FROM duckdb_tables() "
    "WHERE NOT internal",
    "comments on columns": "SELECT table_name, column_name, comment "
    "FROM duckdb_columns() WHERE NOT internal",
    "comments on macros": "SELECT function_name, comment FROM duckdb_functions() "
    "WHERE NOT internal AND function_type = 'table_macro'",
}
