"""Retries of the whole account, with exponential back-off."""

from dataclasses import replace
from random import Random

from desktop.domain.clock import Clock
from desktop.domain.errors import ErrorCode, Problem
from desktop.sync.backoff import LONGEST_S, next_delay_s
from desktop.sync.failures import INVALID_PAGES, LINE_CODES, LOCAL_CODES, NETWORK_CODES, is_without_network
from desktop.sync.status import Failure

# only `wake` can help
_UNTIL_WOKEN_S = 3600.0
# a network or a disk comes back at any moment, and asking costs next to nothing
_LONGEST_AWAY_S = 60.0
# so soon is the first try after the line is back: a look-up of a name or a route costs the help desk nothing, a try
# that waits for an answer in vain takes long by itself, and where something passes the next one may well succeed
_LONGEST_LINE_S = 5.0


class RetryPolicy:
    """Back-off of one account. Waits are measured by the monotonic clock, so a jump of the wall clock changes none.

    `failure` is the last one, None while all is well.
    """

    def __init__(self, clock: Clock, rng: Random) -> None:
        self._clock = clock
        self._rng = rng
        self.failure: Failure | None = None

    def record_failure(self, problem: Problem, *, is_passing: bool = False) -> None:
        """Count one more failure in a row and compute when the next try comes; `is_passing` as in `Failure`."""
        failures = self.failure.failures + 1 if self.failure is not None else 1
        if problem.code in {ErrorCode.SIGN_IN_AGAIN, ErrorCode.ROLLED_BACK}:
            delay_s = _UNTIL_WOKEN_S
        else:
            away = problem.code in NETWORK_CODES or problem.code in LOCAL_CODES
            longest_s = _LONGEST_AWAY_S if away else LONGEST_S
            is_passing = is_passing and problem.code in LINE_CODES and not is_without_network(problem)
            if is_without_network(problem) or is_passing or problem.code is ErrorCode.TIMED_OUT:
                longest_s = _LONGEST_LINE_S
            asked_s = problem.retry_after_s
            delay_s = next_delay_s(failures, retry_after_s=asked_s, rng=self._rng, longest_s=longest_s)
        self.failure = Failure(problem, failures, self._clock.monotonic_s() + delay_s, is_passing)

    def note_passing(self) -> bool:
        """Something comes during a try; whether that makes a failure of the line look better than before."""
        if self.failure is None or self.failure.is_passing or self.failure.problem.code not in LINE_CODES:
            return False
        self.failure = replace(self.failure, is_passing=True)
        return True

    def clear(self) -> None:
        """Forget the failures: the help desk has answered."""
        self.failure = None

    def left_s(self) -> float:
        """Seconds until the next try."""
        return 0.0 if self.failure is None else max(0.0, self.failure.until_s - self._clock.monotonic_s())

    def is_blocked(self, *, woken: bool, urgent: bool) -> bool:
        """Whether nothing may be tried yet. `woken` ends any wait but one asked for by the help desk, `urgent` all."""
        if self.failure is None or urgent:
            return False
        if woken and self.failure.problem.code is not ErrorCode.SERVER_BUSY:
            return False
        return self.left_s() > 0

    @property
    def needs_probe(self) -> bool:
        """Whether a pull must succeed before anything is sent."""
        if self.failure is None or self.failure.problem.code in LOCAL_CODES:
            return False
        # a help desk whose pages make no sense has answered, and may well take what is sent
        return self.failure.problem.reason not in INVALID_PAGES
