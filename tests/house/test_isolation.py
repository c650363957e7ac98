"""Nobody's own words enter a sentence bare: they would turn with the words around them."""

import ast
from collections.abc import Iterator

from tests.house.sources import ROOT, tree


def bare(source: ast.Module) -> list[str]:
    """Values put into sentences that are a record's own, and went through nothing that isolates them."""
    return [
        ast.unparse(value)
        for call in ast.walk(source)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "format"
        for value in (*call.args, *(keyword.value for keyword in call.keywords))
        if any(isinstance(part, ast.Attribute) for part in _unguarded(value))
    ]


def _unguarded(value: ast.expr) -> Iterator[ast.expr]:
    """The parts of a value that come out of it as they are."""
    if isinstance(value, ast.BoolOp):
        for part in value.values:
            yield from _unguarded(part)
    elif isinstance(value, ast.IfExp):
        yield from _unguarded(value.body)
        yield from _unguarded(value.orelse)
    elif isinstance(value, ast.JoinedStr):
        for piece in value.values:
            if isinstance(piece, ast.FormattedValue):
                yield from _unguarded(piece.value)
    elif isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute) and value.func.attr == "strip":
        yield from _unguarded(value.func.value)
    else:
        yield value


def test_nothing_enters_a_sentence_bare() -> None:
    found = {
        f"{path.relative_to(ROOT)}: {value}"
        for path in (ROOT / "desktop" / "ui").rglob("*.py")
        for value in bare(tree(path))
    }
    assert found == set()


def test_the_search_finds() -> None:
    assert bare(ast.parse('words.format(name=wallet.number or "", n=isolate(a.b), t=f"{x.subject.strip()}")')) == [
        "wallet.number or ''",
        "f'{x.subject.strip()}'",
    ]
