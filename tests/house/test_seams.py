"""What is allowed nowhere, and for which ruff has no rule; its `banned-api` names what one place alone may do."""

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "desktop").rglob("*.py"))


def dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_certificates_are_always_verified(path: Path) -> None:
    for node in nodes(path):
        if isinstance(node, ast.keyword) and node.arg in ("verify", "check_hostname"):
            assert not (isinstance(node.value, ast.Constant) and node.value.value is False)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and node.value.value is False:
            assert all(not dotted(target).endswith((".verify", ".check_hostname")) for target in node.targets)


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_no_formatted_string_goes_into_tr(path: Path) -> None:
    for node in nodes(path):
        if isinstance(node, ast.Call) and dotted(node.func).split(".")[-1] in ("tr", "translate"):
            assert not any(isinstance(argument, ast.JoinedStr) for argument in node.args), node.lineno
