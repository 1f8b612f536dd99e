"""Every module in, those that Windows could not even import out."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.tree import name_of, python_files, tree_of

ABSENT = {"fcntl", "grp", "posix", "pty", "pwd", "resource", "termios", "tty"}
"""Modules that there are not."""
LACKING = {
    "os": {"fork", "geteuid", "getpgid", "getuid", "killpg", "setsid", "uname"},
    "signal": {"SIGHUP", "SIGKILL", "SIGSTOP", "SIGXCPU", "alarm", "setitimer"},
}
"""What these two have elsewhere and not there."""


@pytest.mark.parametrize("path", python_files(), ids=name_of)
def test_a_module_can_be_imported_on_windows(path: Path) -> None:
    loaded = list(_on_import(tree_of(path)))
    absent = [
        name
        for node in loaded
        for name in _imported(node)
        if name.partition(".")[0] in ABSENT
    ]
    lacking = [
        f"{module}.{node.attr}"
        for node in loaded
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
        for module in [node.value.id]
        if node.attr in LACKING.get(module, ())
    ]
    assert absent + lacking == []


def _on_import(node: ast.AST) -> Iterator[ast.AST]:
    """What runs when a module is loaded, but for what first asks what there is."""
    inside: list[ast.AST] = list(ast.iter_child_nodes(node))
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        inside = [*node.decorator_list, node.args]
    elif isinstance(node, ast.Lambda) or _asks_first(node):
        inside = []
    for each in inside:
        yield each
        yield from _on_import(each)


def _asks_first(node: ast.AST) -> bool:
    is_choice = isinstance(node, ast.BoolOp | ast.IfExp | ast.If)
    return is_choice and "hasattr" in ast.unparse(node)


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    return []
