"""A publication without the record of who is in it is compared with no other."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from domain.errors import StateDamaged
from domain.privacy import DisclosureRule
from warehouse.hiding import Audit
from warehouse.kept_counts import counts_record, write_kept
from warehouse.kept_people import write_people
from warehouse.missing_record import COUNTS_KEPT, require_emergent
from warehouse.published_checks import audited
from warehouse.standing import read_shown
from warehouse.standing_figures import NOTHING_SHOWN, ShownEarlier, StandingFigures

TODAY = date(2026, 9, 1)
RULE = DisclosureRule(smallest_group=10, smallest_count=5)


def base_with(folder: Path, *columns: str, surveys: int = 1) -> Path:
    """Return a base with these columns in its table of surveys, and so many rows."""
    place = folder / "base.duckdb"
    with duckdb.connect(str(place)) as base:
        base.execute(f"CREATE TABLE survey ({', '.join(columns)})")
        for number in range(surveys):
            base.execute("INSERT INTO survey (survey_id) VALUES ($1)", [str(number)])
    return place


def begin(earlier: ShownEarlier) -> None:
    """Begin a publication after this one."""
    with duckdb.connect() as connection:
        StandingFigures(connection, earlier, rule=RULE, today=TODAY)


COLUMNS = ("survey_id VARCHAR", "figures_on DATE")


def test_a_removed_record_is_no_empty_record(tmp_path: Path) -> None:
    record = tmp_path / "shown" / "run.parquet"
    base = base_with(tmp_path, *COLUMNS)
    with pytest.raises(StateDamaged) as caught:
        begin(ShownEarlier(base_file=base, record=record))
    assert (caught.value.key, caught.value.exit_code) == ("people_missing", 16)
    assert caught.value.where == str(record)
    assert "`publication/current`" in caught.value.remedy
    record.parent.mkdir()
    write_people(read_shown(None), record)
    begin(ShownEarlier(base_file=base, record=record))


def test_a_first_publication_has_no_record(tmp_path: Path) -> None:
    begin(NOTHING_SHOWN)
    begin(ShownEarlier(fresh_record=tmp_path / "run.parquet", mark_key="k"))


def test_a_publication_of_before_there_were_records_has_none(tmp_path: Path) -> None:
    base = base_with(tmp_path, "survey_id VARCHAR")
    begin(ShownEarlier(base_file=base, record=tmp_path / "run.parquet"))


def test_a_publication_without_surveys_shows_nobody(tmp_path: Path) -> None:
    base = base_with(tmp_path, *COLUMNS, surveys=0)
    begin(ShownEarlier(base_file=base, record=tmp_path / "run.parquet"))


def telling(base: Path, *facts: str) -> None:
    """Let a base say these facts of itself."""
    with duckdb.connect(str(base)) as connection:
        connection.execute("CREATE TABLE meta (key VARCHAR, value VARCHAR)")
        for fact in facts:
            connection.execute("INSERT INTO meta VALUES ($1, 'true')", [fact])


def test_removed_counts_are_no_empty_counts(tmp_path: Path) -> None:
    """Who is in the figures is known, and how many were behind them is not."""
    record = tmp_path / "run.parquet"
    base = base_with(tmp_path, *COLUMNS)
    telling(base, COUNTS_KEPT)
    write_people(read_shown(None), record)
    with pytest.raises(StateDamaged) as caught:
        begin(ShownEarlier(base_file=base, record=record))
    assert (caught.value.key, caught.value.exit_code) == ("counts_missing", 16)
    assert caught.value.where == str(counts_record(record))
    write_kept({}, counts_record(record))
    begin(ShownEarlier(base_file=base, record=record))


@pytest.mark.parametrize("is_told", [True, False])
def test_a_publication_that_kept_no_counts_has_lost_none(
    tmp_path: Path, *, is_told: bool
) -> None:
    record = tmp_path / "run.parquet"
    base = base_with(tmp_path, *COLUMNS)
    if is_told:
        telling(base, "language")
    write_people(read_shown(None), record)
    begin(ShownEarlier(base_file=base, record=record))


def test_a_version_that_kept_counts_without_telling_lost_them_too(
    tmp_path: Path,
) -> None:
    """What a base has shows which versions made it."""
    record = tmp_path / "run.parquet"
    base = base_with(tmp_path, *COLUMNS)
    with duckdb.connect(str(base)) as connection:
        connection.execute("CREATE TABLE source (source_id VARCHAR, state VARCHAR)")
    write_people(read_shown(None), record)
    with pytest.raises(StateDamaged) as caught:
        begin(ShownEarlier(base_file=base, record=record))
    assert caught.value.key == "counts_missing"
    write_kept({}, counts_record(record))
    begin(ShownEarlier(base_file=base, record=record))


@pytest.mark.parametrize(
    ("surveys", "is_kept", "is_comparable", "is_told"),
    [
        (1, False, True, True),
        (1, True, True, False),
        (0, False, True, False),
        (1, False, False, False),
    ],
)
def test_a_publication_compared_without_counts_is_told(
    tmp_path: Path, *, surveys: int, is_kept: bool, is_comparable: bool, is_told: bool
) -> None:
    record = tmp_path / "run.parquet"
    base = base_with(tmp_path, *COLUMNS, surveys=surveys)
    with duckdb.connect(str(base)) as connection:
        group = RULE.smallest_group if is_comparable else RULE.smallest_group + 1
        connection.execute(
            "CREATE TABLE meta AS FROM (VALUES ('smallest_group', $1), "
            "('smallest_count', $2)) AS facts (key, value)",
            [str(group), str(RULE.smallest_count)],
        )
    write_people(read_shown(None), record)
    if is_kept:
        write_kept({}, counts_record(record))
    earlier = ShownEarlier(base_file=base, record=record)
    with duckdb.connect() as connection:
        standing = StandingFigures(connection, earlier, rule=RULE, today=TODAY)
        assert standing.lacks_counts is is_told


def test_that_counts_were_not_kept_is_no_failure_and_is_seen() -> None:
    usual, told = list(audited(Audit())), list(audited(Audit(lacks_counts=True)))
    [more] = [result for result in told if result not in usual]
    assert (more["severity"], more["is_success"]) == ("info", True)
    assert "did not keep" in more["observed"].told("en")


@pytest.mark.parametrize("fact", ["emergent_on", "language"])
def test_removed_people_of_themes_are_not_nobody(tmp_path: Path, fact: str) -> None:
    base, path = base_with(tmp_path, *COLUMNS), tmp_path / "run.emergent.parquet"
    telling(base, fact)
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{base}' AS earlier (READ_ONLY)")
        require_emergent(connection, None)
        if fact == "language":
            require_emergent(connection, path)
            return
        with pytest.raises(StateDamaged) as caught:
            require_emergent(connection, path)
        assert caught.value.where == str(path)
        write_people(read_shown(None), path)
        require_emergent(connection, path)
