"""Every field of a problem that is made is shown, logged or acted on, and every field that is shown is made."""

import ast
import string
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path

import pytest

from desktop.domain.errors import Problem

Pairs = set[tuple[str, str]]

ROOT = Path(__file__).resolve().parents[2] / "desktop"
FIELDS = {one.name for one in fields(Problem)} - {"code"}
LOGGED = {one.name for one in fields(Problem) if one.metadata.get("logged")}
ANY = "any code"
"""Stands for a code that only the running program knows."""


@dataclass
class Source:
    """What one file does with problems. `made` holds (code, field), `places` (code, place in a sentence)."""

    made: Pairs = field(default_factory=set)
    places: Pairs = field(default_factory=set)
    filled_by: dict[str, set[str]] = field(default_factory=dict)
    """The fields that fill a place, of `{"place": …}` and `format(place=…)`."""
    acted_on: set[str] = field(default_factory=set)
    """Fields that are read elsewhere than to fill a place."""


@cache
def scan(text: str) -> Source:
    found, only_shown = Source(), set()
    nodes = list(ast.walk(ast.parse(text)))
    for node in nodes:
        found.made |= made_by(node)
        found.places |= {(code, place) for code, words in sentences_of(node) for place in places_in(words)}
        for place, value in fillings_of(node):
            found.filled_by.setdefault(place, set()).update(one.attr for one in reads(ast.walk(value)))
            only_shown |= {id(one) for one in ast.walk(value)}
    found.acted_on = {one.attr for one in reads(nodes) if id(one) not in only_shown}
    return found


def made_by(node: ast.AST) -> Pairs:
    """(code, field) of each field that a problem is made with here, or gets afterwards."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or not node.args:
        return set()
    if node.func.id == "Problem":
        return {(code, one.arg) for code in codes_of(node.args[0]) for one in node.keywords if one.arg}
    if node.func.id == "replace" and is_problem(node.args[0]):
        return {(ANY, one.arg) for one in node.keywords if one.arg and not isinstance(one.value, ast.Constant)}
    return set()


def codes_of(node: ast.expr) -> set[str]:
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "disk_code":
        return {"DISK_FULL", "DISK_ERROR"}
    return codes_in(node) or {ANY}


def codes_in(node: ast.AST) -> set[str]:
    found = [one for one in ast.walk(node) if isinstance(one, ast.Attribute)]
    return {one.attr for one in found if isinstance(one.value, ast.Name) and one.value.id == "ErrorCode"}


def sentences_of(node: ast.AST) -> Iterator[tuple[str, str]]:
    """(code, text) of `{ErrorCode.CODE: "text"}`, and of the texts below `if … ErrorCode.CODE`."""
    groups: list[tuple[ast.AST | None, list[ast.AST]]] = []
    if isinstance(node, ast.Dict):
        groups = [(key, [value]) for key, value in zip(node.keys, node.values, strict=True)]
    elif isinstance(node, ast.If):
        groups = [(node.test, list(node.body))]
    for key, values in groups:
        texts = [one for value in values for one in ast.walk(value) if isinstance(one, ast.Constant)]
        yield from ((code, str(one.value)) for code in (codes_in(key) if key else ()) for one in texts)


def places_in(words: str) -> Iterator[str]:
    return (name for _, name, _, _ in string.Formatter().parse(words) if name) if "{" in words else iter(())


def fillings_of(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            if isinstance(key, ast.Constant):
                yield str(key.value), value
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        yield from ((str(one.arg), one.value) for one in node.keywords)


def is_problem(node: ast.AST) -> bool:
    """Whether an expression is a problem, by its name."""
    name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
    return name in {"problem", "what", "known"}


def reads(nodes: Iterable[ast.AST]) -> Iterator[ast.Attribute]:
    return (one for one in nodes if isinstance(one, ast.Attribute) and one.attr in FIELDS and is_problem(one.value))


def program(*planted: str) -> list[Source]:
    """All files that deal with problems; the help desk is a program of its own, without problems of this type."""
    paths = [path for path in sorted(ROOT.rglob("*.py")) if "tracker" not in path.relative_to(ROOT).parts]
    texts = [path.read_text(encoding="utf-8") for path in paths]
    return [scan(text) for text in (*texts, *planted) if "roblem" in text or "ErrorCode" in text]


def all_made(sources: list[Source]) -> Pairs:
    return {pair for source in sources for pair in source.made}


def unread(sources: list[Source]) -> Pairs:
    """(code, field) that is made although nobody is shown it, no log has it, and nothing depends on it."""
    shown = {
        (code, one) for source in sources for code, place in source.places for one in source.filled_by.get(place, ())
    }
    shown |= {(ANY, one) for _, one in shown}
    done = LOGGED.union(*(source.acted_on for source in sources))
    return {(code, name) for code, name in all_made(sources) if name not in done and (code, name) not in shown}


def unmade(sources: list[Source]) -> Pairs:
    """(code, place) of a sentence that nothing fills, or that a field fills with which no such problem is made."""
    made = all_made(sources)
    return {
        (code, place)
        for source in sources
        for code, place in source.places
        if place not in source.filled_by
        or any(made.isdisjoint({(code, name), (ANY, name)}) for name in source.filled_by[place])
    }


def never_made(sources: list[Source], declared: set[str]) -> set[str]:
    return declared - {name for _, name in all_made(sources)}


def test_every_field_that_is_made_is_shown_logged_or_acted_on() -> None:
    assert unread(program()) == set(), "nobody will ever know"


def test_every_place_in_a_sentence_is_filled_by_a_field_that_is_made() -> None:
    assert unmade(program()) == set(), "the sentence has a hole"


def test_every_field_is_made() -> None:
    assert never_made(program(), FIELDS) == set(), "what reads it never finds it"


@pytest.mark.parametrize(
    ("planted", "found"),
    [
        ("raise OtetError(Problem(ErrorCode.OFFLINE, name=file.name))", {("OFFLINE", "name")}),
        ("raise OtetError(Problem(disk_code(error), over=3))", {("DISK_FULL", "over"), ("DISK_ERROR", "over")}),
        ("raise OtetError(Problem(code, colour='red'))", {(ANY, "colour")}),
        ("problem = replace(problem, colour=paint)", {(ANY, "colour")}),
        ("problem = Problem(code, colour='red')\nwords.format(colour=problem.colour)", {(ANY, "colour")}),
    ],
)
def test_a_planted_field_that_nobody_reads_is_found(planted: str, found: Pairs) -> None:
    assert unread(program(planted)) == found


@pytest.mark.parametrize(
    ("planted", "found"),
    [
        ("SENTENCES = {ErrorCode.OFFLINE: '{name} is gone'}\nwords.format(name=problem.name)", {("OFFLINE", "name")}),
        ("SENTENCES = {ErrorCode.OFFLINE: 'It is {colour}.'}", {("OFFLINE", "colour")}),
        ("if what.code is ErrorCode.CRASHED:\n    tr('{left}').format(left=what.over)", {("CRASHED", "left")}),
    ],
)
def test_a_planted_place_that_nothing_fills_is_found(planted: str, found: Pairs) -> None:
    assert unmade(program(planted)) == found


def test_a_planted_field_that_is_never_made_is_found() -> None:
    assert never_made(program(), FIELDS | {"colour"}) == {"colour"}
