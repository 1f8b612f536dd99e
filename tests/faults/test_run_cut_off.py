"""Cut off exactly between two renames: nothing torn, nothing left, nothing twice."""

import signal
from pathlib import Path

import pytest

from flows.benchmarks.fault_checks import look
from tests.doors.cut_off import cut_off
from tests.flows.line import (
    BASE,
    WAREHOUSE,
    comparable,
    copy_workspace,
    feitenbasis,
    leftovers,
    publications,
    rows,
)

pytestmark = pytest.mark.slow

BEFORE_READERS = {
    "who is shown, half written": r"os\.rename .*/shown/\.",
    "pages, half drawn": r"open .*\.building-.*/index\.html",
    "the record, half written": r"os\.rename .*/records/\.",
    "the folder complete": r"os\.rename .*\.building-",
    "the folder in place": r"os\.symlink ",
    "the link made": r"os\.rename .*/\.current\.",
}
AFTER_READERS = {
    "the link in place": r"os\.remove .*/\.revealing",
    "notes of before half gone": r"os\.remove .*/shown/",
}


@pytest.fixture(scope="module")
def changed(small_run: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small workspace with a change waiting; only to copy."""
    folder = copy_workspace(small_run, tmp_path_factory.mktemp("snede") / "proef")
    (folder / "documents/brug.md").write_text(
        "# Brug\n\nDe provincie vernieuwt de brug over de vaart.\n", encoding="utf-8"
    )
    return folder


@pytest.fixture(scope="module")
def undisturbed(changed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copy_workspace(changed, tmp_path_factory.mktemp("rust") / "proef")
    outcome = feitenbasis("-C", folder, "run")
    assert outcome.code == 0, outcome.err
    return folder


@pytest.mark.parametrize("moment", [*BEFORE_READERS, *AFTER_READERS])
def test_killed_there(
    changed: Path, undisturbed: Path, tmp_path: Path, moment: str
) -> None:
    own = copy_workspace(changed, tmp_path / "proef")
    ended = cut_off(own, (BEFORE_READERS | AFTER_READERS)[moment], how="killed")
    assert ended.returncode == -signal.SIGKILL, "it ended before the moment"
    known = undisturbed if moment in AFTER_READERS else changed
    assert comparable(own / BASE) == comparable(known / BASE)
    is_recovered(own, undisturbed)


@pytest.mark.parametrize("moment", BEFORE_READERS)
def test_the_disk_is_full_there(
    changed: Path, undisturbed: Path, tmp_path: Path, moment: str
) -> None:
    own = copy_workspace(changed, tmp_path / "proef")
    ended = cut_off(own, BEFORE_READERS[moment], how="full")
    assert (ended.returncode, ended.stderr[:9]) == (16, "disk_full"), ended.stderr
    assert comparable(own / BASE) == comparable(changed / BASE)
    assert leftovers(own) == []
    assert look(own).unlisted == [], "what was noted of it went with it"
    is_recovered(own, undisturbed)


def is_recovered(own: Path, undisturbed: Path) -> None:
    """One run later all is as if nothing had happened, and one more does nothing."""
    outcome = feitenbasis("-C", own, "run")
    assert outcome.code == 0, outcome.err
    expected, found = comparable(undisturbed / BASE), comparable(own / BASE)
    for table, wanted in expected.items():
        assert found[table] == wanted, table
    assert leftovers(own) == []
    assert (look(own).problems, look(own).unlisted) == ([], [])
    assert len(publications(own)) == 2, "the one of before and the new one, once"
    assert rows(own / WAREHOUSE, "SELECT count(*) FROM publication") == [(2,)]
    feitenbasis("-C", own, "run")
    assert len(publications(own)) == 2
