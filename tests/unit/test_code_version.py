"""A change of code or word list changes the version of its room, and only that."""

import re
from pathlib import Path

import pytest

from flows import code_version, document_reading, upload_reading
from flows.code_version import PROJECT


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(code_version, "PROJECT", tmp_path)
    for name in ("nlp/a.py", "nlp/words.toml", "flows/b.py", "nlp/notes.md"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name)
    return tmp_path


def version(*rooms: str) -> str:
    code_version.room_version.cache_clear()
    try:
        return code_version.room_version(*rooms)
    finally:
        code_version.room_version.cache_clear()


@pytest.mark.parametrize("changed", ["nlp/a.py", "nlp/words.toml"])
def test_code_and_words_count(project: Path, changed: str) -> None:
    before, other = version("nlp"), version("flows")
    (project / changed).write_text("anders")
    assert version("nlp") != before
    assert version("flows") == other


def test_a_new_or_renamed_file_counts(project: Path) -> None:
    before = version("nlp")
    (project / "nlp/a.py").rename(project / "nlp/z.py")
    renamed = version("nlp")
    (project / "nlp/nieuw.sql").write_text("SELECT 1")
    assert len({before, renamed, version("nlp")}) == 3


def test_what_is_no_code_does_not_count(project: Path) -> None:
    before = version("nlp")
    (project / "nlp/notes.md").write_text("anders")
    (project / "nlp/a.pyc").write_text("x")
    assert version("nlp") == before


def test_a_room_may_be_one_file(project: Path) -> None:
    before = version("flows/b.py")
    (project / "flows/c.py").write_text("x")
    assert version("flows/b.py") == before
    (project / "flows/b.py").write_text("x")
    assert version("flows/b.py") != before


def test_the_version_of_a_release_names_both() -> None:
    released, _, code = code_version.code_version().partition("+")
    assert released.count(".") == 2
    assert len(code) == 8


def _needed(module: str, seen: set[str]) -> set[str]:
    """Return the modules of ``transforms`` that one needs, itself too."""
    if module not in seen:
        seen.add(module)
        text = (PROJECT / "transforms" / f"{module}.py").read_text(encoding="utf-8")
        for found in re.findall(r"from transforms(?:\.(\w+))? import (\w+)", text):
            _needed(found[0] or found[1], seen)
    return seen


def test_what_redacts_decides_whether_files_are_read_again() -> None:
    needed = {f"transforms/{each}.py" for each in _needed("redactor", set())}
    names = {
        f"transforms/{each}.py" for each in ("person_names", "lone_names", "name_lists")
    }
    assert needed | {"domain/name_words.toml"} <= set(upload_reading._ROOMS)
    assert needed - names <= set(document_reading._ROOMS)
