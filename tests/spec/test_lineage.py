"""Every published row leads to a run, its code and model, and to bytes that came in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.flows.line import open_file, rows
from warehouse.published_schema import load_tables

pytestmark = pytest.mark.slow

OF_THE_PUBLICATION = frozenset(
    "meta run check_result data_dictionary model_figure word_form".split()
)
"""Tables about the publication itself: the code of its run made them."""

ROOTS = {
    "source": "a declared source, whose files have a hash",
    "theme": "the codebook, whose version the run has",
    "top_term": "a list of the government, shipped with the code of the run",
    "opgave": "the team's register",
    "organisation": "a register, or mentions, which lead to passages",
    "place": "a shipped register, or mentions",
    "initiative": "mentions, which lead to passages",
    "wave": "a round of surveys: survey.wave leads to their sources",
    "lens": "the team's register of effects",
}


def leads_to(table: str) -> set[str]:
    """The roots that a table reaches through what its columns refer to."""
    tables = load_tables()
    reached, todo = {table}, [table]
    while todo:
        for column in tables[todo.pop()].columns:
            owner = (column.references or "").partition(".")[0]
            if owner and owner not in reached:
                reached.add(owner)
                todo.append(owner)
    columns = {column.name for column in tables[table].columns}
    waves = {"wave"} if columns & {"wave", "from_wave"} else set()
    lenses = {"lens"} if columns & {"lens", "lens_for"} else set()
    return (reached | waves | lenses) & set(ROOTS)


@pytest.mark.parametrize("table", sorted(set(load_tables()) - OF_THE_PUBLICATION))
def test_a_table_leads_to_what_it_was_made_of(table: str) -> None:
    assert leads_to(table), f"{table} refers to nothing that came in"


def own_ids() -> Iterator[tuple[str, str]]:
    for table in load_tables().values():
        if len(table.key) == 1 and table.key[0].endswith("_id"):
            [column] = [c for c in table.columns if c.name == table.key[0]]
            if not column.references:
                yield table.name, column.name


@pytest.mark.parametrize(("table", "column"), [*own_ids()])
def test_every_id_tells_its_origin_in_a_sentence(
    base: Path, table: str, column: str
) -> None:
    with open_file(base) as opened:
        ids = opened.execute(f'SELECT "{column}" FROM "{table}" USING SAMPLE 25 ROWS')
        run_id = opened.execute("SELECT value FROM meta WHERE key = 'run_id'")
        [(run,)] = run_id.fetchall()
        for (wanted,) in ids.fetchall():
            told = opened.execute(
                "SELECT sentence, run_id FROM source_of(?) WHERE kind = ?",
                [wanted, table],
            ).fetchall()
            assert len(told) == 1, wanted
            assert told[0][0].endswith("."), wanted
            assert told[0][1] == (wanted if table == "run" else run)


def test_the_run_has_its_code_model_and_codebook(base: Path) -> None:
    [found] = rows(
        base,
        "SELECT code_version, model, codebook_version, started_at FROM run "
        "JOIN meta ON run.run_id = meta.value AND meta.key = 'run_id'",
    )
    assert all(found)


def test_every_passage_leads_to_bytes(base: Path) -> None:
    """A document to its file; an answer to the pages of its survey's source."""
    assert not rows(
        base,
        "SELECT passage_id FROM passage WHERE NOT EXISTS (FROM source_file "
        "WHERE source_file.source_id = passage.source_id "
        "AND source_file.document_id IS NOT DISTINCT FROM passage.document_id "
        "AND length(sha256) = 64)",
    )
    assert not rows(
        base,
        "SELECT passage_id FROM passage LEFT JOIN question USING (question_id) "
        "LEFT JOIN survey USING (survey_id) "
        "WHERE document_id IS NULL AND survey.source_id <> passage.source_id",
    )
