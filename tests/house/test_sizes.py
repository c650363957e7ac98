"""Files, classes, functions and constructors stay small enough to read."""

import ast
from collections.abc import Iterator

from tests.house.sources import FILES as IN_THE_APP
from tests.house.sources import ROOT, tree

FILES = sorted(
    [*(ROOT / "desktop").rglob("*.py"), *(ROOT / "resources").rglob("*.py"), *(ROOT / "tests").rglob("*.py")]
)


def length(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def too_long(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            methods = [item for item in node.body if isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef)]
            if length(node) > 300:
                yield f"class {node.name}: {length(node)} lines (300)"
            if len(methods) > 20:
                yield f"class {node.name}: {len(methods)} methods (20)"
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            limit = 50 if node.name == "__init__" else 60
            if length(node) > limit:
                yield f"{node.name}: {length(node)} lines ({limit})"


def test_sizes() -> None:
    found = []
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        if len(text.splitlines()) > 500:
            found.append(f"{path}: file over 500 lines")
        found += [f"{path}: {why}" for why in too_long(tree(path) if path in IN_THE_APP else ast.parse(text))]
    assert found == []
