"""After a change of inputs a run publishes what a fresh workspace would."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.flows.line import (
    BASE,
    WAREHOUSE,
    comparable,
    feitenbasis,
    publications,
    rows,
    short_codebook,
    small_workspace,
)

PLAN = "De gemeente legt een warmtenet aan voor 300 woningen in de oude kern. "
TEXTS = {
    "aanpak.md": f"# Aanpak\n\n{PLAN * 3}\n",
    "brief.txt": "Het waterschap verhoogt het peil. De boeren maken zich zorgen.\n",
    "dubbel a.txt": f"Nota\n\n{PLAN * 4}\n",
    "dubbel b.md": f"# Nota\n\n{PLAN * 4}\n",
}
OPGAVEN = "opgave_id;naam\nOPG-1;Ruimte op het net\n"


def run(workspace: Path, part: str = "run") -> None:
    outcome = feitenbasis("-C", workspace, part, "--quiet")
    assert outcome.code == 0, outcome.err


def like_fresh(workspace: Path, folder: Path) -> None:
    """Compare with a workspace that has the same inputs and no past."""
    past = shutil.ignore_patterns(".feitenbasis", "publication")
    fresh = Path(shutil.copytree(workspace, folder / "vers", ignore=past))
    run(fresh)
    expected, published = comparable(fresh / BASE), comparable(workspace / BASE)
    assert published.keys() == expected.keys()
    for table, wanted in expected.items():
        assert published[table] == wanted, table


def rename_source(workspace: Path) -> None:
    (workspace / "sources/stukken.toml").rename(workspace / "sources/papieren.toml")


def rename_file(workspace: Path) -> None:
    (workspace / "documents/brief.txt").rename(workspace / "documents/Andere naam.txt")


def remove_first_of_two(workspace: Path) -> None:
    (workspace / "documents/dubbel a.txt").unlink()


def put_another_before(workspace: Path) -> None:
    text = f"<html><body><p>Nota</p><p>{PLAN * 4}</p></body></html>"
    (workspace / "documents/aaa.html").write_text(text, encoding="utf-8")


def swap_two_names(workspace: Path) -> None:
    (workspace / "documents/dubbel a.txt").rename(workspace / "documents/z.txt")


@pytest.fixture(scope="module")
def with_past(tmp_path_factory: pytest.TempPathFactory) -> Path:
    workspace = small_workspace(tmp_path_factory.mktemp("was") / "proef", TEXTS)
    run(workspace)
    count = "SELECT count(*) FROM document"
    assert rows(workspace / BASE, count) == [(3,)], "of four files, two say the same"
    return workspace


@pytest.mark.parametrize(
    "change",
    [
        rename_source,
        rename_file,
        remove_first_of_two,
        put_another_before,
        swap_two_names,
    ],
)
def test_changed_documents(
    with_past: Path, tmp_path: Path, change: Callable[[Path], None]
) -> None:
    workspace = Path(shutil.copytree(with_past, tmp_path / "nu", symlinks=True))
    change(workspace)
    run(workspace)
    like_fresh(workspace, tmp_path)


def test_registers_that_are_taken_away_leave_nothing(
    own_small: Path, tmp_path: Path
) -> None:
    register = own_small / "registers/opgaven.csv"
    register.parent.mkdir(exist_ok=True)
    register.write_text(OPGAVEN, encoding="utf-8")
    run(own_small)
    assert rows(own_small / BASE, "SELECT opgave_id FROM opgave") == [("OPG-1",)]
    register.unlink()
    run(own_small)
    assert rows(own_small / BASE, "SELECT opgave_id FROM opgave") == []
    like_fresh(own_small, tmp_path)


def test_publishing_alone_does_not_pass_over_what_was_collected(
    own_small: Path, tmp_path: Path
) -> None:
    (own_small / "documents/nieuw.txt").write_text(PLAN, encoding="utf-8")
    run(own_small, "collect")
    run(own_small, "publish")
    assert rows(own_small / BASE, "SELECT count(*) FROM document") == [(3,)]
    run(own_small)
    like_fresh(own_small, tmp_path)


def test_what_changed_and_changed_back_is_not_taken_for_done(own_small: Path) -> None:
    themes = "SELECT DISTINCT theme_id FROM theme_mention ORDER BY ALL"
    published = rows(own_small / WAREHOUSE, themes)
    codebook = own_small / "codebook.toml"
    codebook.write_text(short_codebook(themes=1), encoding="utf-8")
    run(own_small, "read")
    assert rows(own_small / WAREHOUSE, themes) != published
    codebook.unlink()
    run(own_small)
    assert rows(own_small / WAREHOUSE, themes) == published
    assert len(publications(own_small)) == 1, "readers have it already"
