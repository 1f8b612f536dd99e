"""A landed page and its questionnaire in, the answers as the warehouse tells them out.

Stored as a run stores them and read back through the view ``answer``.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

import duckdb
import pandas as pd

from domain.surveys import SurveyStructure
from transforms.answer_cells import AnswerCells
from transforms.answer_columns import columns_from_structure
from transforms.answer_options import answer_options_from_structure
from transforms.tidy_survey import responses_from_page, rows_from_page
from warehouse.store import Warehouse
from warehouse.team_schema import team_ddl, team_tables

_TABLES = ("response", "response_column", "answer_option")


def stored_answers(
    page: bytes | Mapping[str, Any], structure: SurveyStructure
) -> pd.DataFrame:
    """Return one row per response and answer column, in that order.

    Columns are those of ``answer`` and one ``label_<language>`` per language.
    """
    warehouse = _warehouse()
    for table in _TABLES:
        warehouse.delete(table, scope=None)
    responses = responses_from_page(
        page, structure, source_id="bron", wave=1, timezone="UTC"
    )
    cells = AnswerCells(structure)
    cells.add(rows_from_page(page))
    columns = columns_from_structure(structure)
    warehouse.append("response", responses.assign(page="bron/1", cells=cells.lists))
    warehouse.append("response_column", columns.assign(page="bron/1"))
    warehouse.append("answer_option", answer_options_from_structure(structure))
    names = [*team_tables()["answer"].column_names]
    labels = [f"label_{language}" for language in structure.languages]
    rows = warehouse.records(_select(structure.languages))
    return pd.DataFrame(rows, columns=[*names, *labels], dtype=object).astype(
        {"response_id": "int64", "scale": "int64", "rank": "int64"}
    )


def _select(languages: tuple[str, ...]) -> str:
    labels = "".join(
        ", (SELECT any_value(label) FROM answer_option AS option "
        "WHERE option.question_id = answer.question_id AND option.code = answer.code "
        f"AND option.scale = answer.scale AND option.language = '{language}') "
        f'AS "label_{language}"'
        for language in languages
    )
    return (
        f"SELECT answer.*{labels} FROM answer INNER JOIN response_column "
        "USING (question_id, part, scale, rank) ORDER BY response_id, cell_number"
    )


@cache
def _warehouse() -> Warehouse:
    connection = duckdb.connect()
    for statement in team_ddl():
        connection.execute(statement)
    return Warehouse(connection)
