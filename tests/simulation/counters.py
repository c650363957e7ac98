"""Counts what the harnesses tried and what they found, for one line each at the end of the run."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

_tried: Counter[str] = Counter()
_found: dict[str, Counter[str]] = {}
_longest: dict[str, list[tuple[int, str]]] = {}
MOST_LONGEST = 5


def add(what: str, tried: int, **found: int) -> None:
    """Add to the line of `what`: `add("SIGKILL points", 500, lost=0, twice=0)`; _ in a name is shown as a space.

    Processes that a harness starts hand their numbers back to the process that runs the tests, which calls this.
    """
    _tried[what] += tried
    # a Counter's own addition would drop the zeros, and a zero is the news
    here = _found.setdefault(what, Counter())
    for name, number in found.items():
        here[name] += number


def longest(what: str, ms: int, where: str) -> None:
    """Remember how long something took, and where; the `MOST_LONGEST` longest of `what` are shown."""
    times = {one_where: one_ms for one_ms, one_where in sorted([*_longest.get(what, ()), (ms, where)])}
    _longest[what] = sorted(((ms, where) for where, ms in times.items()), reverse=True)[:MOST_LONGEST]


def taken() -> dict[str, Any]:
    """Everything counted here, to be handed to another process."""
    return {"counts": {what: (_tried[what], dict(_found[what])) for what in _tried}, "longest": dict(_longest)}


def give(counted: Mapping[str, Any]) -> None:
    """Add what another process counted."""
    for what, (tried, found) in counted.get("counts", {}).items():
        add(what, tried, **found)
    for what, times in counted.get("longest", {}).items():
        for ms, where in times:
            longest(what, ms, where)


def lines() -> list[str]:
    """One line for each harness that ran, such as "SIGKILL points 2,000: 0 lost, 0 twice"."""
    shown = []
    for what in sorted(_tried):
        found = ", ".join(f"{number:,} {name.replace('_', ' ')}" for name, number in _found[what].items())
        shown.append(f"{what} {_tried[what]:,}{': ' + found if found else ''}")
    shown += [f"{what}, {ms:,} ms: {where}" for what in sorted(_longest) for ms, where in _longest[what]]
    return shown
