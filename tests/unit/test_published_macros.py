"""The table macros on a tiny hand-filled base in, their answers by value out."""

import datetime
from collections.abc import Iterator

import duckdb
import pytest

from warehouse.published_schema import Macro, ddl, load_macros, load_tables

TINY = """
INSERT INTO meta VALUES ('run_id', 'r2');
INSERT INTO run VALUES ('r1', '2026-08-01 06:00', NULL, 'broken', '1', NULL, NULL),
    ('r2', '2026-09-01 06:00', NULL, 'done', '1', 'compact 1', 'a1');
INSERT INTO source BY NAME SELECT 'stukken' AS source_id, 'documents' AS kind,
    'Stukken' AS title, 'Provincie X' AS publisher, 'collected' AS state;
INSERT INTO source BY NAME SELECT 'peiling' AS source_id, 'limesurvey' AS kind,
    'Peiling' AS title, 'collected' AS state;
INSERT INTO source_file VALUES
    ('f1', 'stukken', 'a.pdf', 'x', '2026-05-02 09:00', 'd1', 'loaded', NULL),
    ('f2', 'stukken', 'b.pdf', 'y', '2026-06-02 09:00', 'd2', 'loaded', NULL);
INSERT INTO survey VALUES ('s1', 'peiling', 1, 'Raadpleging', 40, 30, '2026-03-01',
    '2026-02-27', 0);
INSERT INTO question VALUES
    ('q1', 's1', 'KNELPUNT', NULL, 'T', 'open', 'Wat knelt?', 'What hurts?',
        'KNELPUNT'),
    ('q2', 's1', 'STELL', 'SQ1', 'F', 'statement', 'Meer wind', NULL,
        'STELL_SQ1');
INSERT INTO document (document_id, source_id, file_name, title, format, page_count,
    language, published_on, publisher, findings, dropped_line_count) VALUES
    ('d1', 'stukken', 'a.pdf', 'Woonvisie', 'pdf', 9, 'nl', '2020-01-01', NULL, [], 0),
    ('d2', 'stukken', 'b.pdf', NULL, 'pdf', 3, 'nl', '2026-02-01', 'Gemeente Y', [],
        0);
INSERT INTO passage VALUES
    ('p1', 'stukken', 'd1', NULL, NULL, 4, 0, 18, 'Betaalbare woningen', 'nl', NULL,
        NULL, NULL),
    ('p2', 'stukken', 'd2', NULL, NULL, 1, 0, 7, 'Water en woningen', 'nl', NULL, 'i',
        0.9),
    ('p3', 'peiling', NULL, 'q1', 1, NULL, NULL, NULL, 'Geen woning', 'nl', NULL, NULL,
        NULL);
INSERT INTO passage_term VALUES ('betaalbaar', 'p1', 1), ('woning', 'p1', 1),
    ('water', 'p2', 1), ('woning', 'p2', 1), ('woning', 'p3', 0.5);
INSERT INTO word_form VALUES ('betaalbare', 'betaalbaar'), ('woningen', 'woning');
INSERT INTO theme VALUES ('wonen', NULL, 'Wonen', 'Housing', NULL, NULL, false, NULL),
    ('water', NULL, 'Water', NULL, NULL, NULL, false, NULL);
INSERT INTO theme_mention VALUES
    ('tm1', 'p1', 'wonen', 11, 19, 'woning', 1, true, false, false);
INSERT INTO theme_support VALUES
    ('wonen', NULL, 'all', 'all', NULL, NULL, 2, NULL, NULL, false, NULL, NULL),
    ('wonen', 1, 'region', 'Noord', NULL, NULL, NULL, NULL, NULL, true, NULL, NULL),
    ('wonen', 1, 'all', 'all', 12, 4, 2, 0.3, 0.25, false, 40, '2026-03-01');
INSERT INTO quote VALUES
    ('c1', 'wonen', 'p3', 'Geen woning', 'Bewoners', 1, NULL, 0, 11),
    ('c2', 'wonen', 'p1', 'Betaalbare woningen', NULL, NULL, 'd1', 0, 19);
INSERT INTO stance_mention VALUES
    ('sm1', 'p3', 'zorg', NULL, NULL, 'Geen woning', 0, 11);
INSERT INTO organisation (organisation_id, name) VALUES ('o1', 'Waterschap Z');
INSERT INTO organisation_mention VALUES ('o1', 'p2', 0, 5, 'Water', 'om1', NULL);
INSERT INTO place (place_id, name, kind, code_cbs, province)
    VALUES ('l1', 'Alkmaar', 'municipality', 'GM0361', NULL);
INSERT INTO place_mention VALUES ('l1', 'p2', 0, 5, 'Water', 'pm1', NULL);
INSERT INTO initiative VALUES
    ('i1', 'Plan B', 'plan', 'unknown', NULL, 'o1', NULL, NULL, 3, 0.9, 'confirmed',
        'Het waterschap', NULL),
    ('i2', 'Elders', NULL, 'unknown', NULL, NULL, NULL, NULL, 1, 0.5, 'unreviewed',
        'Buurt', '2025-01-01');
INSERT INTO initiative_mention VALUES ('i1', 'p1', 0, 5, 'Plan', 'im1', NULL),
    ('i1', 'p2', 0, 5, 'Plan', 'im2', NULL);
INSERT INTO initiative_place VALUES ('i1', 'l1');
INSERT INTO statement VALUES ('st1', 's1', 'Meer windmolens', NULL, 'q2'),
    ('st2', 's1', 'Minder auto''s dan st1', 'Fewer cars', NULL);
INSERT INTO statement_result BY NAME
    SELECT 'st1' AS statement_id, 1 AS wave, 'sector' AS grouping, 'Zorg' AS group_name,
        0.7 AS agree_share, false AS is_suppressed
    UNION ALL SELECT 'st1', 1, 'all', 'all', 0.4, false
    UNION ALL SELECT 'st1', 1, 'sector', 'Bouw', NULL, true
    UNION ALL SELECT 'st2', 1, 'all', 'all', 0.5, false;
INSERT INTO opgave VALUES ('op1', 'Wonen bij water', NULL, NULL, NULL, '2');
INSERT INTO opgave_position VALUES ('op1', 'o1', 'underwrites', '2026-07-01');
INSERT INTO knowledge_question VALUES
    ('k1', 'Hoeveel?', 'Gemeente Y', NULL, NULL, 'op1', 'open', NULL, NULL);
INSERT INTO claim VALUES ('cl1', 'op1', 'Het daalt', 'fact', 'k1', NULL);
INSERT INTO assumption VALUES ('as1', 'cl1', 'De rente blijft laag', 'Gemeente Y');
INSERT INTO action VALUES ('ac1', 'op1', 'Peil meten', NULL, NULL, NULL, NULL);
INSERT INTO indicator BY NAME
    SELECT 'in1' AS indicator_id, 'Woningen' AS title, 'l1' AS place_id,
        unnest(['2024', '2025']) AS period, 7 AS value, 'stukken' AS source_id,
        false AS is_provisional;
INSERT INTO evidence VALUES ('cl1', 'stukken', 'p1', 'supports', NULL);
INSERT INTO claim_position VALUES ('cl1', 'o1', 'disputes', 'mandate', '2026-07-02');
"""

ANSWERS = {
    "passage_id FROM find_passages('BETAALBARE woningen?')": ["p1", "p2", "p3"],
    "passage_id FROM find_passages('water, woning')": ["p2", "p1", "p3"],
    "score FROM find_passages('woning')": [0.693147, 0.693147, 0.346574],
    "passage_id FROM find_passages('onbekend')": [],
    "passage_id FROM find_passages('')": [],
    "group_name || ' ' || coalesce(wave, 0) FROM support('WONEN')": (
        ["all 1", "Noord 1", "all 0"]
    ),
    "base_count FROM support('housing')": [40, None, None],
    "base_count FROM support('water')": [],
    "name || ': ' || lead_name FROM initiatives_in('alkmaar')": [
        "Plan B: Waterschap Z"
    ],
    "initiative_id FROM initiatives_in('gm0361')": ["i1"],
    "initiative_id FROM initiatives_in('Utrecht')": [],
    "quote_id FROM quotes_for('Wonen')": ["c1", "c2"],
    "question_text FROM quotes_for('wonen')": ["Wat knelt?", None],
    "document_title FROM quotes_for('wonen')": [None, "Woonvisie"],
    "group_name FROM compare_groups('st1')": ["all", "Bouw", "Zorg"],
    "agree_difference FROM compare_groups('WIND')": [0.0, None, 0.3],
    "statement_id FROM compare_groups('cars')": ["st2"],
    "statement_id FROM compare_groups('ars')": [],
    "statement_id FROM compare_groups(' ')": [],
    "id FROM new_since('2026-01-01')": ["cl1", "op1", "d1", "s1", "d2"],
    "kind FROM new_since(DATE '2026-06-03')": ["claim_position", "opgave_position"],
    "id FROM new_since('2026-02-02')": ["cl1", "op1", "d2", "d1", "s1"],
    "\"on\" FROM new_since('2026-07-02')": [datetime.date(2026, 7, 2)],
    "id FROM new_since('2020-01-01') WHERE kind = 'initiative'": ["i2", "i1"],
}

ORIGINS = {
    "p1": 'Passage in document "Woonvisie", bladzijde 4 (bron: Stukken, Provincie X).',
    "p3": 'Passage in een antwoord op de vraag "Wat knelt?", ronde 1 (bron: Peiling).',
    "c1": 'Citaat bij thema "Wonen" in een antwoord op de vraag "Wat knelt?", ronde 1',
    "tm1": 'Vermelding van thema "Wonen" in document "Woonvisie", bladzijde 4 (bron',
    "sm1": "Uitgesproken houding (zorg) in een antwoord op de vraag",
    "om1": 'Vermelding van organisatie "Waterschap Z" in document "b.pdf", bladzijde i',
    "pm1": 'Vermelding van plaats "Alkmaar" in document "b.pdf"',
    "im1": 'Vermelding van initiatief "Plan B" in document "Woonvisie"',
    "i1": 'Initiatief "Plan B", 2 keer genoemd, onder meer in document "Woonvisie"',
    "i2": 'Initiatief "Elders", niet genoemd in een gepubliceerde passage.',
    "o1": 'Organisatie "Waterschap Z", één keer genoemd, in document "b.pdf"',
    "l1": 'Plaats "Alkmaar", één keer genoemd, in document "b.pdf"',
    "wonen": 'Thema "Wonen", één keer genoemd, in document "Woonvisie"',
    "d2": 'Document "b.pdf" (bron: Stukken, Gemeente Y).',
    "stukken": 'Bron "Stukken" van Provincie X.',
    "f1": 'Bestand "a.pdf", opgehaald op 02-05-2026 09:00 (UTC) (bron: Stukken, ',
    "s1": 'Vragenlijst "Raadpleging", ronde 1 (bron: Peiling).',
    "q2": 'Vraag "Meer wind" (STELL_SQ1) uit vragenlijst "Raadpleging", ronde 1 (bron',
    "st1": 'Stelling "Meer windmolens" uit vragenlijst "Raadpleging", ronde 1 (bron',
    "cl1": 'Bewering "Het daalt" uit het register van het team, aantal bewijs',
    "as1": 'Aanname "De rente blijft laag" uit het register van het team, bewaakt doo',
    "ac1": 'Actie "Peil meten" uit het register van het team.',
    "in1": 'Cijfer "Woningen" uit open data, aantal waarden: 2 (bron: Stukken, Provi',
    "k1": 'Kennisvraag "Hoeveel?" uit het register van het team, ingediend door Geme',
    "op1": 'Opgave "Wonen bij water" uit het register van het team, versie 2.',
    "r2": "Run van 01-09-2026 06:00 (UTC), uitkomst: done, taalmodel compact 1, codeb",
}


def _base() -> duckdb.DuckDBPyConnection:
    base = duckdb.connect()
    for table in load_tables().values():
        base.execute(ddl(table))
    for macro in load_macros().values():
        arguments = ", ".join(macro.arguments)
        base.execute(f"CREATE MACRO {macro.name}({arguments}) AS TABLE {macro.body}")
        meaning = macro.meaning_nl.replace("'", "''")
        base.execute(f"COMMENT ON MACRO TABLE {macro.name} IS '{meaning}'")
    return base


@pytest.fixture(scope="module")
def tiny() -> Iterator[duckdb.DuckDBPyConnection]:
    with _base() as base:
        base.execute(TINY)
        yield base


@pytest.mark.parametrize("macro", load_macros().values(), ids=lambda macro: macro.name)
def test_the_example_runs_on_empty_tables(macro: Macro) -> None:
    with _base() as base:
        assert base.execute(macro.example).fetchall() == []


@pytest.mark.parametrize("query", ANSWERS)
def test_answers(query: str, tiny: duckdb.DuckDBPyConnection) -> None:
    rows = tiny.execute(f"SELECT {query}").fetchall()
    assert [row[0] for row in rows] == ANSWERS[query]


@pytest.mark.parametrize("wanted", ORIGINS)
def test_origins(wanted: str, tiny: duckdb.DuckDBPyConnection) -> None:
    rows = tiny.execute("SELECT sentence FROM source_of(?)", [wanted]).fetchall()
    assert len(rows) == 1
    assert rows[0][0].startswith(ORIGINS[wanted])
    assert rows[0][0].endswith(".")


def test_a_passage_of_a_sheet_is_on_no_page(tiny: duckdb.DuckDBPyConnection) -> None:
    tiny.execute("BEGIN")
    tiny.execute(
        "UPDATE passage SET page = NULL, page_label = 'Kosten' WHERE passage_id = 'p1'"
    )
    rows = tiny.execute("SELECT sentence FROM source_of('p1')").fetchall()
    tiny.execute("ROLLBACK")
    assert ", werkblad Kosten (" in rows[0][0]


def test_every_kind_of_id_has_an_origin(tiny: duckdb.DuckDBPyConnection) -> None:
    told = {
        tiny.execute("SELECT kind FROM source_of(?)", [wanted]).fetchall()[0][0]
        for wanted in ORIGINS
    }
    own = {
        table.name
        for table in load_tables().values()
        if any(
            name.endswith("_id") and not column.references
            for name, column in ((c.name, c) for c in table.columns)
        )
    }
    # A group of opinions has no id of its own: it counts from 1 in its survey.
    assert told == own - {"opinion_group", "opinion_group_statement"}


def test_an_origin_has_its_source_document_page_and_run(
    tiny: duckdb.DuckDBPyConnection,
) -> None:
    rows = [
        tiny.execute("FROM source_of(?)", [wanted]).fetchall()[0][1:]
        for wanted in ("tm1", "r1")
    ]
    assert rows == [
        ("tm1", "theme_mention", "stukken", "d1", 4, "r2", "p1"),
        ("r1", "run", None, None, None, "r1", None),
    ]


def test_no_argument_bears_the_name_of_a_column() -> None:
    columns = {c.name for table in load_tables().values() for c in table.columns}
    for macro in load_macros().values():
        assert not columns & set(macro.arguments)
