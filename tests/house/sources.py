"""Reads the program's source for the house tests; each file is parsed once in a run."""

import ast
import gc
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "desktop").rglob("*.py"))


class _Source(NamedTuple):
    tree: ast.Module
    nodes: tuple[ast.AST, ...]


@cache
def _parsed() -> dict[Path, _Source]:
    """All files. Frozen: two million nodes that stay to the end would slow down every collection of garbage."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        trees = [(path, ast.parse(path.read_text(encoding="utf-8"))) for path in FILES]
        found = {path: _Source(tree, tuple(ast.walk(tree))) for path, tree in trees}
        gc.freeze()
    finally:
        if was_enabled:
            gc.enable()
    return found


def tree(path: Path) -> ast.Module:
    """The syntax tree of one of `FILES`."""
    return _parsed()[path].tree


def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Every node of such a file's tree."""
    return _parsed()[path].nodes


@cache
def calls(path: Path) -> tuple[tuple[str, ast.Call], ...]:
    """Every call in a file, with the dotted name of what is called."""
    return tuple((dotted(node.func), node) for node in nodes(path) if isinstance(node, ast.Call))


def all_calls() -> Iterator[tuple[Path, str, ast.Call]]:
    """Every call of the program."""
    for path in FILES:
        for called, node in calls(path):
            yield path, called, node


def dotted(node: ast.expr) -> str:
    """A name such as `a.b.c`, whatever `a` is."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def name_of(path: Path) -> str:
    """A path below the root."""
    return path.relative_to(ROOT).as_posix()


def place(path: Path, node: ast.AST) -> str:
    """File and line, as editors open them."""
    return f"{name_of(path)}:{getattr(node, 'lineno', 0)}"
