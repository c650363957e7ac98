"""Counts what the harnesses tried and what they found, for one line each at the end of the run."""

from collections import Counter
from collections.abc import Mapping

_tried: Counter[str] = Counter()
_found: dict[str, Counter[str]] = {}


def add(what: str, tried: int, **found: int) -> None:
    """Add to the line of `what`: `add("SIGKILL points", 500, lost=0, twice=0)`; _ in a name is shown as a space.

    Processes that a harness starts hand their numbers back to the process that runs the tests, which calls this.
    """
    _tried[what] += tried
    # a Counter's own addition would drop the zeros, and a zero is the news
    here = _found.setdefault(what, Counter())
    for name, number in found.items():
        here[name] += number


def taken() -> dict[str, tuple[int, dict[str, int]]]:
    """Everything counted here, to be handed to another process."""
    return {what: (_tried[what], dict(_found[what])) for what in _tried}


def give(counted: Mapping[str, tuple[int, Mapping[str, int]]]) -> None:
    """Add what another process counted."""
    for what, (tried, found) in counted.items():
        add(what, tried, **found)


def lines() -> list[str]:
    """One line for each harness that ran, such as "SIGKILL points 2,000: 0 lost, 0 twice"."""
    shown = []
    for what in sorted(_tried):
        found = ", ".join(f"{number:,} {name.replace('_', ' ')}" for name, number in _found[what].items())
        shown.append(f"{what} {_tried[what]:,}{': ' + found if found else ''}")
    return shown
