"""The page of faults names a proof for each of its 32 rows, and every proof exists."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "faults.md").read_text(encoding="utf-8")
PROOF = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
ROWS = {int(row[1]): row[0] for row in re.finditer(r"^\| (\d+) \|.*$", PAGE, re.MULTILINE)}


def test_every_row_is_there() -> None:
    assert sorted(ROWS) == list(range(1, 33))


@pytest.mark.parametrize("row", sorted(ROWS))
def test_every_row_has_a_proof(row: int) -> None:
    assert PROOF.search(ROWS[row])


@pytest.mark.parametrize(("file", "name"), sorted(set(PROOF.findall(PAGE))))
def test_every_proof_exists(file: str, name: str) -> None:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    assert name in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
