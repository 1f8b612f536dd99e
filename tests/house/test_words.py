"""Texts, locks and documentation in, what is missing, stale or too much out."""

import re
import string
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flows.cli import app
from tests.house.tree import PROJECT, ROOMS, name_of, project_files, text_of

LEFT_OVER = re.compile(r"\b(TODO|FIXME|XXX)\b")
ADDRESSES = re.compile(r"pypi\.org|pythonhosted|/work/|/root/|/home/[a-z]")
PINS = {
    "prefect": "3.8.8",
    "fastapi": "0.150",
    "sqlalchemy": "2.0",
    "great-expectations": "1.24.1",
    "duckdb": "1.5.5",
    "pandas": "3.1",
    "spacy": "3.8.18",
    "citric": "2.3.0",
}
"""What was measured to work together (docs/decisions); a prefix of the version."""

LOCKS = ("requirements.lock", "requirements-dev.lock")
_LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def _documents() -> list[Path]:
    return [path for path in project_files() if _is_documentation(name_of(path))]


def _is_documentation(name: str) -> bool:
    return name.endswith(".md") and (name.startswith("docs/") or "/" not in name)


# Texts


def test_both_languages_say_the_same() -> None:
    folder = PROJECT / "dashboards/texts"
    dutch, english = (_leaves(folder / f"{name}.toml") for name in ("nl", "en"))
    assert dutch.keys() == english.keys()
    for key, text in dutch.items():
        assert _places(text) == _places(english[key]), key


def _leaves(path: Path) -> dict[str, str]:
    found: dict[str, str] = {}

    def walk(node: Any, key: str) -> None:
        if isinstance(node, dict):
            for name, child in node.items():
                walk(child, f"{key}.{name}" if key else name)
        else:
            found[key] = str(node)

    walk(tomllib.loads(text_of(path)), "")
    return found


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


# Files


def _readable_files() -> list[Path]:
    """All text files but this one, which names what it looks for."""
    others = (path for path in project_files() if path != Path(__file__))
    return [path for path in others if _is_text(path.read_bytes())]


def _is_text(data: bytes) -> bool:
    """Tell text from weights and pictures, also where these open without a zero."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return b"\0" not in data[:1024]


def test_nothing_is_left_for_later() -> None:
    suffixes = {".py", ".sql", ".toml", ".md", ".j2", ".css", ".typ", ".html"}
    left = [
        name_of(path)
        for path in _readable_files()
        if path.suffix in suffixes and LEFT_OVER.search(text_of(path))
    ]
    assert not left


def test_no_registry_and_no_path_of_one_machine() -> None:
    named = [
        f"{name_of(path)}: {found.group()}"
        for path in _readable_files()
        if (found := ADDRESSES.search(text_of(path)))
    ]
    assert not named


# Locks


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_has_hashes_and_no_address(name: str) -> None:
    text = text_of(PROJECT / name)
    assert "://" not in text and "--index" not in text and "--find" not in text
    entries = [entry for entry in re.split(r"\n(?=\S)", text.strip()) if entry]
    assert len(entries) > 20
    for entry in entries:
        assert re.match(r"[a-z0-9._-]+==\S+", entry), entry.splitlines()[0]
        assert "--hash=sha256:" in entry, entry.splitlines()[0]


def test_the_lock_holds_what_was_measured() -> None:
    text = text_of(PROJECT / "requirements.lock")
    locked = dict(re.findall(r"^([a-z0-9._-]+)==([^\s;]+)", text, re.MULTILINE))
    for name, version in PINS.items():
        assert f"{locked[name]}.".startswith(f"{version}."), name


def test_both_locks_agree() -> None:
    pin = re.compile(r"^([a-z0-9._-]+)==([^\s;]+)", re.MULTILINE)
    own, development = (set(pin.findall(text_of(PROJECT / name))) for name in LOCKS)
    named = {name for name, _ in own}
    assert {item for item in development if item[0] in named} <= own


# Documentation


def test_the_readme_names_every_command() -> None:
    readme = text_of(PROJECT / "README.md")
    for command in app.registered_commands:
        assert command.callback is not None
        name = command.name or command.callback.__name__
        assert f"`{name}" in readme, name


def test_the_changelog_tells_of_this_version() -> None:
    version = tomllib.loads(text_of(PROJECT / "pyproject.toml"))["project"]["version"]
    assert f"## {version} " in text_of(PROJECT / "CHANGELOG.md")


@pytest.mark.parametrize("path", _documents(), ids=name_of)
def test_links_lead_somewhere(path: Path) -> None:
    links = _LINK.findall(text_of(path))
    lost = [
        link
        for link in links
        if "://" not in link and not (path.parent / link).exists()
    ]
    assert not lost


def test_decisions_are_numbered_and_dated() -> None:
    records = sorted((PROJECT / "docs/decisions").glob("[0-9]*.md"))
    numbers = [record.name[:4] for record in records]
    assert len(set(numbers)) == len(numbers)
    for record in records:
        text = record.read_text(encoding="utf-8")
        for part in (f"# {record.name[:4]} ", "2026-", "## Context", "## Choice"):
            assert part in text, f"{record.name}: {part}"
        assert "## Consequences" in text, record.name
        index = text_of(PROJECT / "docs/decisions/README.md")
        assert record.name in index, record.name


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("`transforms/no.py`, `nlp/cutting.py`", ["transforms/no.py"]),
        ("`cutting.py`, `no_such.py`", ["no_such.py"]),
        ("`warehouse/published/no.toml`", ["warehouse/published/no.toml"]),
        ("`dashboards/texts/nl.toml`, `tests/house/no/`", ["tests/house/no/"]),
        ("`warehouse/published/<name>.sql`, `sources/stukken.toml`", []),
    ],
)
def test_a_name_that_leads_nowhere_is_found(text: str, lost: list[str]) -> None:
    assert _lost_files(text) == lost


@pytest.mark.parametrize("path", _documents(), ids=name_of)
def test_documentation_names_files_that_exist(path: Path) -> None:
    """Paths of the rooms, folders too, and modules by their bare name.

    A decision tells of the day it was taken; its modules may have gone since.
    """
    if path.parent.name != "decisions":
        assert not _lost_files(text_of(path))


def _lost_files(text: str) -> list[str]:
    """Return the names between backticks that look like files of ours and are not.

    In a workspace `sources/` holds declarations: a `.toml` there is no file of ours,
    and one that is still an example is known by its bare name.
    """
    known = {name_of(path) for path in project_files()}
    folders = {parent for name in known for parent in _parents(name)}
    bare = {_tail(name) for name in known}
    return [
        name
        for name in dict.fromkeys(_NAMED.findall(text))
        if name not in known
        and name.rstrip("/") not in folders
        and not re.fullmatch(r"sources/\w+\.toml", name)
        and not ("/" not in name and name in bare)
        and not (name.endswith(".voorbeeld") and _tail(name) in bare)
    ]


def _tail(name: str) -> str:
    return name.rpartition("/")[2]


def _parents(name: str) -> Iterator[str]:
    while name := name.rpartition("/")[0]:
        yield name


_ROOM = "|".join((*ROOMS, "tests", "docs"))
_NAMED = re.compile(rf"`((?:(?:{_ROOM})/[\w./-]*|\w+\.py))`")
