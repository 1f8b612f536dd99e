"""The team's warehouse in, one fresh published base out: every table of the contract.

Each published table is one SELECT beside its description; tables nobody fills are
made empty. The file is new, so nothing of an earlier publication can linger in it.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa

from domain.privacy import DisclosureRule
from warehouse.agreement import agreement_from_tally
from warehouse.build_order import Step, build_order, read_steps
from warehouse.hiding import READS as HIDING_READS
from warehouse.hiding import Audit, hidden_figures
from warehouse.published_schema import (
    Macro,
    Table,
    comments,
    ddl,
    description,
    load_macros,
    load_tables,
)
from warehouse.standing_figures import (
    NOTHING_SHOWN,
    ShownEarlier,
    StandingFigures,
    is_figure,
)
from warehouse.store import Warehouse
from warehouse.weighing import READS as WEIGHT_READS
from warehouse.weighing import shown_weights

_AGREEMENT = Step("middle", "agreement")
_TALLY = Step("middle", "statement_tally")
_HIDDEN = Step("middle", "hidden_figure")
_WEIGHT = Step("middle", "shown_weight")
_ALIAS = Step("middle", "answer_alias")
_FACTS = Step("middle", "publication_fact")
_MARK = Step("middle", "candidate_mark")
_HELD = Step("middle", "held_response")
_STANDING = Step("middle", "standing_wave")
_MEMBER = Step("middle", "figure_member")
_STANDING_FIGURE = Step("middle", "standing_figure")
_STANDING_THEME = Step("middle", "standing_theme")
_COUNTED = Step("middle", "counted_question")
_EMERGENT = Step("middle", "emergent_state")
_STANDING_EMERGENT = {
    name: Step("middle", f"standing_emergent_{name}")
    for name in ("theme", "mention", "quote", "coverage")
}
_DESCRIBED = Step("middle", "described_column")

_RULE_MACROS = (
    """hides_base(base) AS coalesce(base, 0) < getvariable('smallest_group')""",
    """hides(part, base) AS
    coalesce(base, 0) < getvariable('smallest_group')
    OR (part > 0 AND part < getvariable('smallest_count'))
    OR (base - part > 0 AND base - part < getvariable('smallest_count'))""",
    """whole_percents(part, base) AS
    CASE WHEN base > 0 THEN round(100.0 * part / base) / 100 END""",
    """about_so_many(number) AS
    CASE
        WHEN number < getvariable('smallest_group') THEN
            if(getvariable('language') = 'en', 'fewer than ', 'minder dan ')
            || getvariable('smallest_group')
        ELSE
            if(getvariable('language') = 'en', 'at least ', 'ten minste ')
            || number // getvariable('smallest_group') * getvariable('smallest_group')
    END""",
    """portions_in_order(good, portions) AS
    good || if(getvariable('language') = 'en', ' of ', ' van ') || portions
    || if(
        getvariable('language') = 'en',
        ' portions in order', ' porties zonder afwijking'
    )""",
    """mention_id(prefix, passage, entity, first, last) AS
    prefix || '-' || left(sha256(concat_ws(
        chr(31), passage, entity, first::VARCHAR, last::VARCHAR
    )), 16)""",
    r"""sentence_before(text, place) AS
    regexp_extract(left(text, place), '(?:[^.!?…\n]|[.!?…][^\s])*$')""",
    r"""sentence_after(text, place) AS
    regexp_extract(substr(text, place + 1), '^(?:[^.!?…\n]|[.!?…][^\s])*[.!?…]?')""",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationOrder:
    """What is to be published, under which rule and with which facts.

    ``alias_of`` gives the published id of an answer passage; ``facts`` become rows of
    ``meta``. ``published_at`` is UTC. ``earlier`` is what readers can compare with.
    """

    run_id: str
    language: str
    rule: DisclosureRule
    open_answers: str
    published_at: datetime
    alias_of: Callable[[str], str]
    facts: Mapping[str, str] = field(default_factory=dict)
    earlier: ShownEarlier = NOTHING_SHOWN


def build_base(warehouse: Warehouse, target: Path, *, order: PublicationOrder) -> Audit:
    """Build the published base at ``target``, which must not exist yet.

    Returns how many figures are hidden, and whether any could be computed back.

    Storage version v1.2.0, so that DuckDB 1.2 and later, the browser engine and BI
    tools open it. Raises ``duckdb.Error`` when a SELECT and its description differ.
    """
    connection = warehouse.connection.cursor()
    try:
        _attach(connection, target)
        _set_rule(connection, order)
        audit = _fill(connection, order)
        connection.execute("CHECKPOINT base")
        return audit
    finally:
        connection.execute("USE memory")
        for catalog in ("base", "middle", "earlier"):
            connection.execute(f"DETACH DATABASE IF EXISTS {catalog}")
        connection.close()


def add_check_results(
    base_file: Path, results: Sequence[Mapping[str, object]], *, run_id: str
) -> None:
    """Write what was checked of a base into it, as the last thing before it leaves."""
    frame = pd.DataFrame([{**result, "run_id": run_id} for result in results])
    columns = "run_id, suite, expectation, is_success, severity, observed"
    connection = duckdb.connect(str(base_file))
    try:
        connection.register("made_frame", frame)
        connection.execute(
            f"INSERT INTO check_result BY NAME SELECT {columns} "  # noqa: S608
            "FROM made_frame ORDER BY suite, expectation"
        )
        connection.execute("CHECKPOINT")
    finally:
        connection.close()


def _attach(connection: duckdb.DuckDBPyConnection, target: Path) -> None:
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute("ATTACH ':memory:' AS middle")
    connection.execute(
        f"ATTACH {_literal(str(target))} AS base "
        "(STORAGE_VERSION 'v1.2.0', BLOCK_SIZE 16384)"
    )
    connection.execute("USE base")


def _set_rule(connection: duckdb.DuckDBPyConnection, order: PublicationOrder) -> None:
    values: dict[str, object] = {
        "run_id": order.run_id,
        "language": order.language,
        "smallest_group": order.rule.smallest_group,
        "smallest_count": order.rule.smallest_count,
        "open_answers": order.open_answers,
        "published_on": order.published_at.date(),
        "published_at": order.published_at,
        "mark_key": order.earlier.mark_key,
    }
    for name, value in values.items():
        connection.execute(f"SET VARIABLE {name} = $value", {"value": value})
    for macro in _RULE_MACROS:
        connection.execute(f"CREATE TEMP MACRO {macro}")


def _fill(connection: duckdb.DuckDBPyConnection, order: PublicationOrder) -> Audit:
    tables, macros, selects = load_tables(), load_macros(), read_steps()
    today = order.published_at.date()
    standing = StandingFigures(connection, order.earlier, rule=order.rule, today=today)
    audit = Audit(lacks_counts=standing.lacks_counts)

    def hide() -> pd.DataFrame:
        return hidden_figures(
            lambda name: connection.execute(f'FROM middle."{name}"').df(),
            rule=order.rule,
            audit=audit,
            before=standing.known(),
        )

    for table in tables.values():
        connection.execute(ddl(table))
    python_steps: dict[Step, Callable[[], pd.DataFrame | pa.Table]] = {
        _ALIAS: lambda: _aliases(connection, order),
        _FACTS: lambda: pd.DataFrame(sorted(order.facts.items()), columns=_FACT_NAMES),
        _DESCRIBED: lambda: _described(tables, macros),
        _AGREEMENT: lambda: agreement_from_tally(
            connection.execute("FROM middle.statement_tally").df()
        ),
        _HIDDEN: hide,
        _WEIGHT: lambda: shown_weights(
            *(
                connection.execute(f'FROM middle."{name}"').df()
                for name in WEIGHT_READS
            ),
            rule=order.rule,
        ),
        _HELD: standing.held,
        _STANDING: standing.waves,
        _STANDING_FIGURE: lambda: standing.figures(audit.must_stand),
        _STANDING_THEME: standing.themes,
        _EMERGENT: standing.emergent.state,
        **{
            step: partial(standing.emergent.rows, name)
            for name, step in _STANDING_EMERGENT.items()
        },
    }
    made_elsewhere = _made_elsewhere(python_steps, selects, tables)
    for step in build_order(selects, made_elsewhere=made_elsewhere):
        if step in python_steps:
            _keep_frame(connection, step.name, python_steps[step]())
        elif step.catalog == "middle":
            connection.execute(f'CREATE TABLE middle."{step.name}" AS {selects[step]}')
        else:
            table = tables[step.name]
            _fill_table(connection, table, standing.counted_anew(table, selects[step]))
    standing.take_over(tables.values())
    standing.keep_record(audit.published)
    _describe(connection, tables, macros, language=order.language)
    return audit


def _made_elsewhere(
    python_steps: Collection[Step],
    selects: Mapping[Step, str],
    tables: Mapping[str, Table],
) -> dict[Step, tuple[Step, ...]]:
    """Return what must be there before a step of Python, or besides a SELECT's own."""
    made_elsewhere: dict[Step, tuple[Step, ...]] = {step: () for step in python_steps}
    made_elsewhere |= {
        _AGREEMENT: (_TALLY,),
        _HIDDEN: (
            *(Step("middle", name) for name in HIDING_READS),
            Step("middle", "membership"),
            _MEMBER,
            _STANDING,
        ),
        _WEIGHT: tuple(Step("middle", name) for name in WEIGHT_READS),
        _HELD: (_MARK,),
        _STANDING: (_MARK,),
        _STANDING_FIGURE: (_MEMBER, _STANDING, _COUNTED, _HIDDEN),
        _STANDING_THEME: (_STANDING_FIGURE, _COUNTED),
        _EMERGENT: (_MARK, Step("middle", "open_answer")),
    }
    made_elsewhere |= {
        step: (_STANDING_FIGURE, _COUNTED)
        for step in selects
        if step.catalog == "base" and is_figure(tables[step.name])
    }
    made_elsewhere |= dict.fromkeys(_STANDING_EMERGENT.values(), (_EMERGENT,))
    return made_elsewhere


_FACT_NAMES = ["key", "value"]


def _fill_table(
    connection: duckdb.DuckDBPyConnection, table: Table, select: str
) -> None:
    ranking = ", ".join(f'"{name}" NULLS FIRST' for name in table.order)
    connection.execute(
        f'INSERT INTO base."{table.name}" BY NAME '  # noqa: S608
        f"SELECT * FROM ({select}\n) ORDER BY {ranking}"
    )


def _keep_frame(
    connection: duckdb.DuckDBPyConnection, name: str, frame: pd.DataFrame | pa.Table
) -> None:
    connection.register("made_frame", frame)
    connection.execute(f'CREATE TABLE middle."{name}" AS FROM made_frame')
    connection.unregister("made_frame")


def _aliases(
    connection: duckdb.DuckDBPyConnection, order: PublicationOrder
) -> pd.DataFrame:
    rows = connection.execute(
        "SELECT passage_id FROM team.passage WHERE document_id IS NULL"
    ).fetchall()
    return pd.DataFrame(
        {
            "passage_id": pd.Series([row[0] for row in rows], dtype="str"),
            "published_id": pd.Series(
                [order.alias_of(row[0]) for row in rows], dtype="str"
            ),
        }
    )


def _described(
    tables: Mapping[str, Table], macros: Mapping[str, Macro]
) -> pd.DataFrame:
    rows: list[tuple[str, str | None, str | None, str, str]] = []
    for table in tables.values():
        rows.append((table.name, None, None, table.meaning_nl, table.meaning_en))
        rows.extend(
            (
                table.name,
                column.name,
                column.type,
                description(column, language="nl"),
                description(column, language="en"),
            )
            for column in table.columns
        )
    rows.extend(
        (f"{macro.name}()", None, "MACRO", macro.meaning_nl, macro.meaning_en)
        for macro in macros.values()
    )
    return pd.DataFrame(
        rows,
        columns=[
            "table_name",
            "column_name",
            "column_type",
            "description",
            "description_en",
        ],
    )


def _describe(
    connection: duckdb.DuckDBPyConnection,
    tables: Mapping[str, Table],
    macros: Mapping[str, Macro],
    *,
    language: str,
) -> None:
    for table in tables.values():
        for statement in comments(table, language="en" if language == "en" else "nl"):
            connection.execute(statement)
    for macro in macros.values():
        meaning = macro.meaning_en if language == "en" else macro.meaning_nl
        arguments = ", ".join(macro.arguments)
        connection.execute(
            f'CREATE MACRO "{macro.name}"({arguments}) AS TABLE {macro.body}'
        )
        connection.execute(
            f'COMMENT ON MACRO TABLE "{macro.name}" IS '
            + _literal(f"{meaning} {macro.example}")
        )


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
