"""No float comes near money: read from the source, so that no path of the program has to be run to know it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.sources import ROOT
from tests.house.sources import tree as parsed

DESKTOP = ROOT / "desktop"
MONEY = DESKTOP / "domain" / "money" / "arithmetic.py"
MONEY_OF_THE_HELP_DESK = DESKTOP / "desk" / "tracker" / "books" / "money.py"
"""The help desk is a program of its own, with one place of its own where amounts are made."""
LOWER_ROOMS = ("domain", "connectors", "store", "services")
ABOUT_MONEY = {"decimal", "desktop.domain.money.arithmetic", "desktop.domain.money.wallets"}
# numbers that are lengths of time or are thrown away, next to what reads amounts or hands them on
NO_MONEY = {
    ("connectors/http/json.py", "seconds"),
    ("services/tickets.py", "submit"),
}


def _imports(tree: ast.AST) -> set[str]:
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def floats(tree: ast.AST, name: str) -> Iterator[str]:
    """Every float literal and every use of `float` in a module, but within what is known to be no money."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef) and (name, node.name) in NO_MONEY:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            yield f"{name}:{node.lineno} {node.value}"
        if isinstance(node, ast.Name) and node.id == "float":
            yield f"{name}:{node.lineno} float"
        yield from floats(node, name)


def guesses(tree: ast.AST, name: str) -> Iterator[str]:
    """Every `Decimal` that is made of anything but literal text or a literal whole number."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        literal = node.args and isinstance(node.args[0], ast.Constant) and type(node.args[0].value) in (str, int)
        if called == "from_float" or (called == "Decimal" and node.args and not literal):
            yield f"{name}:{node.lineno} {ast.unparse(node)}"


def _modules() -> list[Path]:
    return sorted(DESKTOP.rglob("*.py"))


def test_no_float_where_amounts_are_handled() -> None:
    found: list[str] = []
    seen = set()
    for path in _modules():
        name, tree = path.relative_to(DESKTOP).as_posix(), parsed(path)
        if name.split("/")[0] in LOWER_ROOMS and (path == MONEY or _imports(tree) & ABOUT_MONEY):
            seen.add(name)
            found += floats(tree, name)
    assert {
        "domain/money/arithmetic.py",
        "domain/money/wallets.py",
        "connectors/http/json.py",
        "store/read/money.py",
    } <= seen
    assert not found, found


def test_amounts_are_made_in_one_place_and_of_text() -> None:
    found: list[str] = []
    for path in _modules():
        if path not in (MONEY, MONEY_OF_THE_HELP_DESK):
            found += guesses(parsed(path), path.relative_to(DESKTOP).as_posix())
    assert not found, found


@pytest.mark.parametrize("code", ["x = 0.1", "y = float(z)", "def f(a: float): ..."])
def test_a_float_is_seen(code: str) -> None:
    assert list(floats(ast.parse(code), "some.py"))


@pytest.mark.parametrize("code", ["Decimal(0.1)", "Decimal(x)", "decimal.Decimal(a / b)", "Decimal.from_float(1)"])
def test_a_guess_is_seen(code: str) -> None:
    assert list(guesses(ast.parse(code), "some.py"))


@pytest.mark.parametrize("code", ["Decimal('0.1')", "Decimal(0)", "Decimal()"])
def test_literal_amounts_are_fine(code: str) -> None:
    assert not list(guesses(ast.parse(code), "some.py"))
