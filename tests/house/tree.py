"""The project's folder in, its own files and parsed modules out."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
ROOMS = ("domain", "sources", "transforms", "nlp", "warehouse", "dashboards", "flows")


@cache
def project_files() -> tuple[Path, ...]:
    """Every file that is or will be committed, below the project."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode == 0:
        names = [PROJECT / name for name in listed.stdout.split("\0") if name]
    else:
        kept = (*ROOMS, "tests", "docs")
        names = [path for room in kept for path in (PROJECT / room).rglob("*")]
        names += PROJECT.glob("*")
    return tuple(sorted(path for path in names if path.is_file()))


def name_of(path: Path) -> str:
    """The path of a file as people write it."""
    return path.relative_to(PROJECT).as_posix()


@cache
def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(text_of(path), filename=name_of(path))


def product_modules() -> list[Path]:
    """Every Python file of the seven rooms."""
    return [path for path in python_files() if name_of(path).split("/")[0] in ROOMS]


def python_files() -> list[Path]:
    return [path for path in project_files() if path.suffix == ".py"]


def functions_of(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def imports_at_the_top(path: Path) -> set[str]:
    """The packages a module loads when it is imported, type checking left out."""
    found: set[str] = set()
    for node in tree_of(path).body:
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found
