"""How long to wait after a failure, and how often to tell of progress."""

from random import Random

import pytest

from desktop.domain.errors import ErrorCode, Problem
from desktop.sync.backoff import LONGEST_S, next_delay_s
from desktop.sync.failures import was_never_sent
from desktop.sync.progress import ProgressThrottle
from tests.fakes import FakeClock


@pytest.mark.parametrize(("attempt", "ceiling_s"), [(0, 1), (1, 1), (2, 2), (3, 4), (8, 128), (20, 900), (10**6, 900)])
def test_delays_double_up_to_a_quarter_of_an_hour(attempt: int, ceiling_s: float) -> None:
    delays = [next_delay_s(attempt, rng=Random(seed)) for seed in range(300)]
    assert min(delays) > 0
    assert ceiling_s * 0.9 < max(delays) <= ceiling_s
    assert len(set(delays)) > 100, "everybody comes back at the same moment"


@pytest.mark.parametrize(("asked_s", "least_s"), [(0, 0), (1, 1), (30, 30), (10**9, LONGEST_S), (-5, 0)])
def test_what_the_help_desk_asks_for_is_honoured_within_reason(asked_s: int, least_s: int) -> None:
    delays = [next_delay_s(5, retry_after_s=asked_s, rng=Random(seed)) for seed in range(100)]
    assert all(least_s <= delay_s <= min(LONGEST_S, least_s + 5) for delay_s in delays)


@pytest.mark.parametrize(
    ("problem", "expected"),
    [
        (Problem(ErrorCode.OFFLINE, nothing_sent=True), True),
        (Problem(ErrorCode.OFFLINE), False),
        (Problem(ErrorCode.TIMED_OUT), False),
        (Problem(ErrorCode.SERVER_ERROR, nothing_sent=True), False),
        (Problem(ErrorCode.SIGN_IN_AGAIN), True),
        (Problem(ErrorCode.CERTIFICATE), True),
        (Problem(ErrorCode.CANCELLED), False),
    ],
)
def test_only_proof_counts_as_never_sent(problem: Problem, expected: bool) -> None:
    assert was_never_sent(problem) is expected


def test_progress_is_told_each_hundredth_or_tenth_of_a_second_and_at_the_end() -> None:
    clock = FakeClock()
    told: list[tuple[int, int]] = []
    throttle = ProgressThrottle(clock, lambda done, total: told.append((done, total)))
    for done in range(0, 1_000_001, 10):
        throttle(done, 1_000_000)
    assert 90 <= len(told) <= 102
    assert told[-1] == (1_000_000, 1_000_000)
    throttle(1_000_000, 1_000_000)
    assert told.count((1_000_000, 1_000_000)) == 1
    told.clear()
    slow = ProgressThrottle(clock, lambda done, total: told.append((done, total)))
    for done in range(100):
        clock.advance(0.03)
        slow(done, 10**9)
    assert 20 <= len(told) <= 30
