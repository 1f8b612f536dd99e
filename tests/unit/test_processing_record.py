"""Every publication leaves an entry for the register, without anybody in it."""

from pathlib import Path

import duckdb
import pytest

from dashboards.processing_record import Responsibility, write_processing_record
from warehouse.published_schema import ddl, load_tables
from warehouse.query import open_base


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A base with one survey."""
    path = tmp_path / "feitenbasis.duckdb"
    with duckdb.connect(str(path)) as base:
        for table in load_tables().values():
            base.execute(ddl(table))
        base.execute(
            "INSERT INTO meta VALUES ('run_id', 'r1'), ('smallest_group', '10'), "
            "('smallest_count', '3'), ('region', 'Proef<land>')"
        )
        base.execute(
            "INSERT INTO source BY NAME SELECT 'raad' AS source_id, "
            "'limesurvey' AS kind, 'Raadpleging [x](javascript:1)' AS title, "
            "'collected' AS state"
        )
        base.execute(
            "INSERT INTO survey BY NAME SELECT '7' AS survey_id, 'raad' AS source_id, "
            "2 AS wave, 't' AS title, 61 AS response_count"
        )
    return path


@pytest.mark.parametrize(
    ("language", "missing"), [("nl", "niet ingevuld"), ("en", "not filled in")]
)
def test_it_tells_what_is_known_and_what_is_missing(
    place: Path, tmp_path: Path, language: str, missing: str
) -> None:
    target = tmp_path / "records" / "r1.md"
    known = Responsibility(controller="Provincie X", retention={"raad": "2 jaar"})
    with open_base(place) as base:
        write_processing_record(base, target, responsibility=known, language=language)
    told = target.read_text(encoding="utf-8")
    for words in ("Provincie X", "2 jaar", "61", "10", missing, "r1"):
        assert words in told
    assert told.count(missing) == 2
    assert "<land>" not in told.replace("\\<land\\>", "")
    assert "[x](" not in told
