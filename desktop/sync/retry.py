"""Remembers why the engine leaves the help desk alone, and for how long."""

from random import Random

from desktop.domain.clock import Clock
from desktop.domain.errors import ErrorCode, Problem
from desktop.sync.backoff import LONGEST_S, next_delay_s
from desktop.sync.failures import INVALID_PAGES, LOCAL_CODES, NETWORK_CODES, is_without_network, retry_after_s
from desktop.sync.status import Failure

# nothing but a call can help
_UNTIL_CALLED_S = 3600.0
# a network or a disk comes back at any moment, and asking costs next to nothing
_LONGEST_AWAY_S = 60.0
# asking for a name or a way costs nobody else anything: the first try comes this soon after the network is back
_LONGEST_OFFLINE_S = 5.0


class RetryPolicy:
    """The account's own back-off; waits are measured by the monotonic clock, so that no jump stretches them."""

    def __init__(self, clock: Clock, rng: Random) -> None:
        self._clock = clock
        self._rng = rng
        self.trouble: Failure | None = None

    def note(self, problem: Problem) -> None:
        """One more failure."""
        failures = self.trouble.failures + 1 if self.trouble is not None else 1
        if problem.code in {ErrorCode.SIGN_IN_AGAIN, ErrorCode.ROLLED_BACK}:
            delay_s = _UNTIL_CALLED_S
        else:
            away = problem.code in NETWORK_CODES or problem.code in LOCAL_CODES
            longest_s = _LONGEST_AWAY_S if away else LONGEST_S
            if is_without_network(problem):
                longest_s = _LONGEST_OFFLINE_S
            asked_s = retry_after_s(problem)
            delay_s = next_delay_s(failures, retry_after_s=asked_s, rng=self._rng, longest_s=longest_s)
        self.trouble = Failure(problem, failures, self._clock.monotonic_s() + delay_s)

    def clear(self) -> None:
        """All is well again."""
        self.trouble = None

    def left_s(self) -> float:
        """Seconds until the next try."""
        return 0.0 if self.trouble is None else max(0.0, self.trouble.until_s - self._clock.monotonic_s())

    def forbids(self, *, called: bool, urgent: bool) -> bool:
        """Whether nothing may be tried yet; a call ends any wait but the one that the help desk asked for."""
        if self.trouble is None or urgent:
            return False
        if called and self.trouble.problem.code is not ErrorCode.SERVER_BUSY:
            return False
        return self.left_s() > 0

    @property
    def must_probe(self) -> bool:
        """Whether a cheap question must show that the way is open before anything is sent."""
        if self.trouble is None or self.trouble.problem.code in LOCAL_CODES:
            return False
        # a help desk whose pages make no sense has answered, and may well take what is sent
        return self.trouble.problem.facts.get("reason") not in INVALID_PAGES
