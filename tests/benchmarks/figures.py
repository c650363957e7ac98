"""Medians and tails of samples, as these scripts print them."""

import sys
import time
from collections.abc import Callable, Sequence


def timed(work: Callable[[], object]) -> float:
    """Milliseconds that `work` takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def at(samples: Sequence[float], share: float) -> float:
    """The sample below which that share of them lies."""
    ordered = sorted(samples)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def line(name: str, samples: Sequence[float], floor: Sequence[float] | None = None) -> str:
    """Median, p99 and their ratios to the floor's."""
    p50, p99 = at(samples, 0.5), at(samples, 0.99)
    text = f"{name:34} n={len(samples):5}  p50 {p50:9.3f} ms  p99 {p99:9.3f} ms"
    if floor is not None:
        text += f"   x{p50 / at(floor, 0.5):6.2f}  x{p99 / at(floor, 0.99):6.2f}"
    return text


def say(text: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{text}\n")
