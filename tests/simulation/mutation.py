"""Measures the tests of outbox and sync: how many small faults, put into the program one at a time, do they find?

`python -m tests.simulation.mutation` tries every one (a night), `--sample 40` some of them. Each is tried in a copy of
the project; it is found if a test of these rooms or one of some hundred schedules fails, or does not end.
"""

import argparse
import ast
import copy
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
TESTS = ["tests/sync", "tests/store/test_outbox.py", "tests/store/test_overlay.py", "tests/services/test_tickets.py"]
SCHEDULES = 240
_LONGEST_S = 150
_SWAPPED: dict[type[ast.AST], type[Any]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
}
_SWAPPED_WORDS = [(" AND ", " OR "), ("<= ?", "< ?"), ("<> 'done'", "= 'done'"), (" IS NULL", " IS NOT NULL")]
_SWAPPED_NAMES = {"max": "min", "min": "max", "begin": "get", "any": "all", "all": "any"}


@dataclass(frozen=True)
class Mutant:
    """One file with one small fault."""

    path: str
    line: int
    what: str
    source: str


def mutants(path: str) -> Iterator[Mutant]:
    """Every one of a file."""
    text = (ROOT / path).read_text(encoding="utf-8")
    nodes = list(ast.walk(ast.parse(text)))
    # how a value is made: whether somebody could write into it is the type checker's to say
    aside = {id(part) for node in nodes for mark in getattr(node, "decorator_list", ()) for part in ast.walk(mark)}
    for place, kind in ((place, kind) for place, node in enumerate(nodes) for kind in range(3)):
        if id(nodes[place]) in aside:
            continue
        # on its own first: most nodes offer nothing, and a whole tree for each would take for ever
        if not _change(copy.deepcopy(nodes[place]), kind):
            continue
        changed = ast.parse(text)
        node = list(ast.walk(changed))[place]
        what = _change(node, kind)
        yield Mutant(path, getattr(node, "lineno", 0), what, ast.unparse(ast.fix_missing_locations(changed)))


def _change(node: ast.AST, kind: int) -> str:
    """Put the `kind`-th fault that fits into the node; "" where none does."""
    if isinstance(node, ast.Compare) and kind < len(node.ops) and type(node.ops[kind]) in _SWAPPED:
        node.ops[kind] = _SWAPPED[type(node.ops[kind])]()
        return ast.unparse(node)
    if kind == 0:
        return _change_operator(node) or _change_value(node)
    if kind == 1 and isinstance(node, ast.If | ast.IfExp | ast.While):
        node.test = ast.UnaryOp(ast.Not(), node.test)
        return f"not {ast.unparse(node.test)}"
    if kind == 2 and isinstance(node, ast.FunctionDef | ast.If | ast.With):
        return _drop_call(node)
    return ""


def _change_operator(node: ast.AST) -> str:
    if isinstance(node, ast.BoolOp | ast.BinOp) and type(node.op) in _SWAPPED:
        node.op = _SWAPPED[type(node.op)]()
        return ast.unparse(node)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _SWAPPED_NAMES:
        node.func.id = _SWAPPED_NAMES[node.func.id]
        return ast.unparse(node)
    return ""


def _change_value(node: ast.AST) -> str:
    if isinstance(node, ast.Return) and isinstance(node.value, ast.Constant) and node.value.value is not None:
        return ""
    if isinstance(node, ast.Constant):
        value = node.value
        if isinstance(value, bool):
            node.value = not value
        elif isinstance(value, int | float):
            node.value = value * 2 + 1
        elif isinstance(value, str):
            pair = next((pair for pair in _SWAPPED_WORDS if pair[0] in value), None)
            if pair is None:
                return ""
            node.value = value.replace(*pair, 1)
        else:
            return ""
        return f"{value!r} is {node.value!r}"[:120]
    return ""


def _drop_call(node: ast.FunctionDef | ast.If | ast.With) -> str:
    """Leave out the first call whose result nobody uses; a log or a docstring is none."""
    for place, statement in enumerate(node.body):
        is_call = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call)
        if is_call and not ast.unparse(statement).startswith("_log."):
            node.body[place] = ast.Pass()
            return f"without {ast.unparse(statement)}"[:120]
    return ""


def found(project: Path, mutant: Mutant) -> bool:
    """Whether a test or a schedule fails with it."""
    target = project / mutant.path
    kept = target.read_text(encoding="utf-8")
    target.write_text(mutant.source, encoding="utf-8")
    try:
        tests = ["-m", "pytest", "-x", "-q", "-p", "no:randomly", "-p", "no:cacheprovider", *TESTS]
        schedules = ["-m", "tests.simulation.mutation", "--schedules", str(SCHEDULES)]
        return any(_fails(project, arguments) for arguments in (schedules, tests))
    finally:
        target.write_text(kept, encoding="utf-8")


def _fails(project: Path, arguments: list[str]) -> bool:
    # a fault can make it run for ever: it and whatever it has started must end
    process = subprocess.Popen(
        [sys.executable, *arguments],
        cwd=project,
        # what did not change need not be compiled again
        env={name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return process.wait(_LONGEST_S) != 0
    except subprocess.TimeoutExpired:
        return True
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _play(schedules: int) -> int:
    from tests.simulation import campaign

    wanted = ((number // 4, "ABCD"[number % 4]) for number in range(schedules))
    return int(any(campaign.run([one]).failures for one in wanted))


def _copied(folder: Path) -> Path:
    """The project, for faults to be put into."""
    for part in ("desktop", "tests", "resources"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(ROOT / "pyproject.toml", folder / "pyproject.toml")
    return folder


def main(arguments: list[str]) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation.mutation")
    parser.add_argument("--sample", type=int, default=0, help="how many, chosen by --seed; 0 tries all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="how many are tried side by side")
    parser.add_argument("--schedules", type=int, default=0, help="only play these; what a mutant's trial starts")
    wanted = parser.parse_args(arguments)
    if wanted.schedules:
        return _play(wanted.schedules)
    paths = sorted([*(ROOT / "desktop/sync").rglob("*.py"), *(ROOT / "desktop/store").glob("outbox*.py")])
    every = [mutant for path in paths for mutant in mutants(path.relative_to(ROOT).as_posix())]
    chosen = Random(wanted.seed).sample(every, wanted.sample) if wanted.sample else every
    survivors = 0
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(wanted.workers) as pool:
        copies: Queue[Path] = Queue()
        for number in range(wanted.workers):
            copies.put(_copied(Path(folder) / str(number)))

        def is_found(mutant: Mutant) -> bool:
            project = copies.get()
            try:
                return found(project, mutant)
            finally:
                copies.put(project)

        for number, (mutant, is_caught) in enumerate(zip(chosen, pool.map(is_found, chosen), strict=True), 1):
            survivors += not is_caught
            verdict = "found" if is_caught else "SURVIVES"
            sys.stdout.write(f"{number}/{len(chosen)} {verdict} {mutant.path}:{mutant.line} {mutant.what}\n")
            sys.stdout.flush()
    score = 100 * (len(chosen) - survivors) / len(chosen)
    sys.stdout.write(f"{len(chosen)} of {len(every)} faults tried, {score:.1f} % found\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
