"""Invented rows in, a small published base for the tests of the site out."""

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

import duckdb

from warehouse.published_schema import comments, ddl, load_tables
from warehouse.query import open_base

Rows = list[dict[str, Any]]
Tables = dict[str, Rows]

MOMENT = "2025-11-20 06:00:00"


def _module(name: str) -> ModuleType:
    path = Path(__file__).with_name(f"{name}.py")
    spec = importlib.util.spec_from_file_location(f"_{name}", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


_rows = _module("test_site_rows")
THEMES, GROUPS, DAY = _rows.THEMES, _rows.GROUPS, _rows.DAY


def rich_tables() -> Tables:
    """17 themes, 6 groups of which one tiny, 2 waves, 12 documents, 30 initiatives."""
    return {
        **_provenance(),
        **_surveys(),
        **_rows.texts(),
        **_rows.initiatives(),
        **_rows.statements(),
        **_register(),
        "theme": [
            {
                "theme_id": theme_id,
                "label_nl": label,
                "label_en": f"{label} (en)",
                "definition": f"Alles over {about} en wat daarbij hoort in de regio.",
                "is_emergent": False,
            }
            for theme_id, (label, _, about) in THEMES.items()
        ]
        + [{"theme_id": "x1", "label_nl": "kermis en optocht", "is_emergent": True}],
        "theme_support": [row for wave in (1, 2) for row in _support(wave)]
        + [_documents_on(theme_id, place) for place, theme_id in enumerate(THEMES)],
    }


def write_base(
    path: Path, tables: Tables, *, language: Literal["nl", "en"] = "nl"
) -> Path:
    """Create every published table, and fill those that are given."""
    told = {"nl": "Eén rij per citaat.", "en": "One row per quote."}[language]
    with duckdb.connect(str(path)) as connection:
        connection.execute("BEGIN")
        for table in load_tables().values():
            connection.execute(ddl(table))
            for comment in comments(table, language=language):
                connection.execute(comment)
        connection.execute(
            "CREATE MACRO quotes_for(theme) AS TABLE "
            "SELECT * FROM quote WHERE theme_id = theme"
        )
        connection.execute(
            f"COMMENT ON MACRO TABLE quotes_for IS '{told} FROM quotes_for(''water'')'"
        )
        for name, rows in tables.items():
            for row in rows:
                columns = ", ".join(f'"{column}"' for column in row)
                places = ", ".join("?" * len(row))
                connection.execute(
                    f"INSERT INTO {name} ({columns}) VALUES ({places})",
                    list(row.values()),
                )
        connection.execute("COMMIT")
    return path


def _provenance() -> Tables:
    meta = {
        "region": "Veenweidevallei",
        "region_notice": "Verzonnen demoregio: namen, cijfers en citaten zijn bedacht.",
        "run_id": "20251120T0600-7f3a",
        "published_at": "2025-11-20T06:04:11",
        "smallest_group": "10",
        "smallest_count": "3",
        "language": "nl",
    }
    run = {
        "run_id": meta["run_id"],
        "started_at": MOMENT,
        "status": "succeeded",
        "code_version": "0.1.0",
        "model": "nl_core_news_md 3.8.0",
        "codebook_version": "1 (a41c9e)",
    }
    sources = [
        ("raadpleging", "limesurvey", "Regionale raadpleging", None),
        ("stukken", "documents", "Beleidsstukken", "Provincie Middenland"),
    ]
    checks = [
        ("passage", "text is nooit leeg", True, "critical", "0 van 4.212"),
        ("response", "groep is ingevuld", False, "warning", "11 van 223 leeg"),
    ]
    dictionary = [
        {
            "table_name": table.name,
            "column_name": column.name if column else None,
            "column_type": column.type if column else None,
            "description": column.nl if column else table.meaning_nl,
            "description_en": column.en if column else table.meaning_en,
        }
        for table in load_tables().values()
        for column in (None, *table.columns)
    ]
    dictionary.append(
        {
            "table_name": "quotes_for()",
            "column_type": "MACRO",
            "description": "Eén rij per citaat.",
            "description_en": "One row per quote.",
        }
    )
    return {
        "meta": [{"key": key, "value": value} for key, value in meta.items()],
        "run": [run],
        "data_dictionary": dictionary,
        "source": [
            dict(
                zip(("source_id", "kind", "title", "publisher"), row, strict=True),
                state="collected",
            )
            for row in sources
        ],
        "source_file": [_file("oude-kaart.pdf", "quarantined", "geen tekst gevonden")],
        "check_result": [
            dict(
                zip(
                    ("suite", "expectation", "is_success", "severity", "observed"),
                    check,
                    strict=True,
                ),
                run_id=meta["run_id"],
            )
            for check in checks
        ],
        "completeness": [
            _complete("raadpleging", "response", 446, 0),
            _complete("stukken", "file", 15, 3),
        ],
        "quarantine_summary": [
            _lost("no_text", "Er is geen tekst gevonden; lever een leesbare pdf.", 2),
            _lost("damaged", "Het bestand is beschadigd; lever het opnieuw aan.", 1),
        ],
        "model_figure": [{"name": "themes_f1", "value": 0.83, "measured_on": DAY}],
    }


def _file(name: str, status: str, reason: str) -> dict[str, Any]:
    return {
        "source_file_id": name,
        "source_id": "stukken",
        "file_name": name,
        "sha256": "0" * 64,
        "retrieved_at": MOMENT,
        "status": status,
        "reason": reason,
    }


def _complete(source: str, unit: str, expected: int, lost: int) -> dict[str, Any]:
    return {
        "source_id": source,
        "unit": unit,
        "expected_count": expected,
        "loaded_count": expected - lost,
        "quarantined_count": lost,
        "newest_on": DAY,
    }


def _lost(rule: str, reason: str, number: int) -> dict[str, Any]:
    columns = ("source_id", "rule", "reason", "row_count")
    return dict(zip(columns, ("stukken", rule, reason, number), strict=True))


def _surveys() -> Tables:
    surveys = [
        {
            "survey_id": f"20260{wave}",
            "source_id": "raadpleging",
            "wave": wave,
            "title": f"Regionale raadpleging {('voorjaar', 'najaar')[wave - 1]}",
            "response_count": 223 + wave,
            "complete_count": 200,
            "figures_on": DAY,
            "newest_on": DAY,
        }
        for wave in (1, 2)
    ]
    took_part = [
        {
            "wave": wave,
            "grouping": "all" if group == "all" else "stakeholder_group",
            "group_name": group,
            "invited_count": invited,
            "respondent_count": None if group == "Kennisinstellingen" else came,
            "is_suppressed": group == "Kennisinstellingen",
        }
        for wave in (1, 2)
        for group, invited, came in [
            ("all", 640, 223),
            ("Jongerenraden", 12, 0),
            *((name, base * 3, base) for name, (base, _) in GROUPS.items()),
        ]
    ]
    coverage = [
        {
            "source_id": source,
            "wave": wave,
            "passage_count": number,
            "without_theme_count": number // 7,
            "is_suppressed": False,
        }
        for source, wave, number in (
            ("raadpleging", 1, 512),
            ("raadpleging", 2, 498),
            ("stukken", None, 3202),
        )
    ]
    question = {
        "question_id": "202602-KNELPUNT",
        "survey_id": "202602",
        "code": "KNELPUNT",
        "text_nl": "Wat is volgens u het grootste knelpunt in de regio?",
    }
    return {
        "survey": surveys,
        "representation": took_part,
        "theme_coverage": coverage,
        "question": [question],
    }


def _support(wave: int) -> Rows:
    rows = []
    for place, (theme_id, (_, percent, _)) in enumerate(THEMES.items()):
        total = 0
        for number, (group, (base, lean)) in enumerate(GROUPS.items()):
            lift = lean * (1 + (place * 5 + number) % 4) // 2
            share = max(0, min(97, percent + lift - 3 * (2 - wave)))
            count = base * share // 100
            count = 0 if count < 3 else count
            total += count
            hidden = base < 10
            rows.append(_row(theme_id, wave, group, count, base, hidden=hidden))
        rows.append(_row(theme_id, wave, "all", total, 223, hidden=False))
    return rows


def _row(
    theme_id: str, wave: int, group: str, count: int, base: int, *, hidden: bool
) -> dict[str, Any]:
    return {
        "theme_id": theme_id,
        "wave": wave,
        "grouping": "all" if group == "all" else "stakeholder_group",
        "group_name": group,
        "respondent_count": None if hidden else count,
        "base_count": None if hidden else base,
        "share": None if hidden else round(count / base, 2),
        "is_suppressed": hidden,
    }


def _documents_on(theme_id: str, place: int) -> dict[str, Any]:
    return {
        "theme_id": theme_id,
        "grouping": "all",
        "group_name": "all",
        "document_count": len(_rows.naming(place)),
        "is_suppressed": False,
    }


def _register() -> Tables:
    question = {
        "knowledge_question_id": "k1",
        "text": "Hoeveel stroom kan het net in 2030 aan?",
        "opgave_id": "og1",
        "status": "open",
    }
    return {
        "opgave": [{"opgave_id": "og1", "name": "Schone warmte"}],
        "opgave_theme": [{"opgave_id": "og1", "theme_id": "energie"}],
        "knowledge_question": [question],
        "knowledge_gap": [{"knowledge_question_id": "k1", "why": "geen cijfers"}],
        "blank_spot": [
            {
                "opgave_id": "og1",
                "kind": "interest",
                "text": "warmte voor huurders in de kleine kernen",
            }
        ],
    }


def test_the_base_has_every_theme_and_can_be_read(tmp_path: Path) -> None:
    """The rows fit the published schema."""
    path = write_base(tmp_path / "feitenbasis.duckdb", rich_tables())
    with open_base(path) as base:
        counted = base.records("SELECT count(*) AS n FROM theme WHERE NOT is_emergent")
    assert counted == [{"n": 17}]
