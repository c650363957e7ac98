"""Exponential back-off with full jitter."""

from random import Random

LONGEST_S = 15 * 60.0
_SHORTEST_S = 0.25


def next_delay_s(
    attempt: int, *, retry_after_s: float | None = None, rng: Random, longest_s: float = LONGEST_S
) -> float:
    """Seconds to wait after the `attempt`-th failure in a row: up to 1, 2, 4 … `longest_s`, with full jitter.

    What the help desk asked for (`retry_after_s`) is the least, though never more than fifteen minutes.
    """
    ceiling = min(longest_s, 2.0 ** min(max(attempt, 1) - 1, 16))
    delay = max(_SHORTEST_S, rng.uniform(0, ceiling))
    if retry_after_s is None:
        return delay
    # every client was given the same second: spread them a little
    return min(LONGEST_S, max(retry_after_s, 0.0) + min(delay, 5.0))
