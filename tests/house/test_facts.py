"""What is told of a problem is read by somebody: every fact that is made is shown, logged or acted on."""

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

from desktop.domain.errors import LOGGED_FACTS
from desktop.ui.language import texts

ROOT = Path(__file__).resolve().parents[2] / "desktop"
# the help desk is another program: what it answers is read by its own rules
SOURCES = [path for path in sorted(ROOT.rglob("*.py")) if "desk" not in path.relative_to(ROOT).parts]
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES}
# made by `_facts` out of others, or of nothing
MADE_IN_TEXTS = {"today", "wait", "sentence", "words"}


def made(tree: ast.AST) -> Iterator[str]:
    """Names of facts given to `OtetError` or `Problem`, or put into a mapping of that type."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name == "OtetError":
                yield from (keyword.arg for keyword in node.keywords if keyword.arg)
                yield from keys(node.keywords)
            elif name == "Problem":
                yield from keys(node.args)
        elif isinstance(node, ast.AnnAssign) and ast.unparse(node.annotation) == "dict[str, str | int]":
            yield from keys([node.value] if node.value is not None else [])


def keys(nodes: list[ast.expr] | list[ast.keyword]) -> Iterator[str]:
    for outer in nodes:
        for node in ast.walk(outer):
            if isinstance(node, ast.Dict):
                yield from (key.value for key in node.keys if isinstance(key, ast.Constant))


def read(tree: ast.AST) -> Iterator[str]:
    """Names that are looked up in some `facts`."""
    for node in ast.walk(tree):
        text = ast.unparse(node) if isinstance(node, ast.Call | ast.Subscript | ast.Compare) else ""
        yield from re.findall(r"facts\.get\('(\w+)'", text)
        yield from re.findall(r"facts\['(\w+)'\]", text)
        yield from re.findall(r"'(\w+)' (?:not )?in [\w.]*facts\b", text)


def shown() -> set[str]:
    """Names with a place in a sentence."""
    tree = TREES[ROOT / "ui" / "language" / "texts.py"]
    literals = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return {name for words in literals if "{" in words for _, name, _, _ in string.Formatter().parse(words) if name}


ALL_MADE = {name: path for path, tree in TREES.items() for name in made(tree)}
ALL_READ = {name for tree in TREES.values() for name in read(tree)}


def test_every_fact_that_is_made_is_shown_logged_or_acted_on() -> None:
    unread = set(ALL_MADE) - shown() - ALL_READ - set(LOGGED_FACTS)
    assert unread == set(), "nobody will ever know"


def test_every_fact_with_a_place_in_a_sentence_is_made() -> None:
    sentences = {
        name for words in map(str, texts._PROBLEMS.values()) for _, name, _, _ in string.Formatter().parse(words)
    }
    assert {name for name in sentences if name} - set(ALL_MADE) - MADE_IN_TEXTS == set()
