"""When changes are asked for: at once, soon, or at intervals."""

from math import inf

from desktop.domain.clock import Clock

POLL_S = 25.0
"""How often a help desk without long polls is asked."""
SAVING_POLL_S = 120.0
"""The same where the line costs money."""
TRANSFER_POLL_S = 10.0
"""How often one is asked while files are transferred, when there is no long poll."""
_SAFETY_POLL_S = 1800.0
_LONGEST_DELAY_S = 15.0


class PullTimer:
    """When the next pull is due; engine's thread only.

    `wanted`: at once, until one has succeeded. `promised`: a long poll has said that there is something.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._pulled_s = clock.monotonic_s()
        self._at_s = inf
        self._early = 0
        self.wanted = True
        self.promised = False

    @property
    def is_calm(self) -> bool:
        """Whether no pull is planned soon."""
        return self._at_s == inf

    @property
    def left_s(self) -> float:
        """Seconds until the planned pull; inf where none is."""
        return self._at_s - self._clock.monotonic_s()

    @staticmethod
    def poll_s(*, is_saving: bool = False) -> float:
        """Seconds between two polls of a help desk without long polls."""
        return SAVING_POLL_S if is_saving else POLL_S

    def is_due(self, *, can_wait: bool, is_transferring: bool, is_saving: bool) -> bool:
        """Whether to pull now, from a help desk with or without long polls."""
        if is_transferring:
            every_s = POLL_S if is_saving else TRANSFER_POLL_S
        else:
            every_s = _SAFETY_POLL_S if can_wait else self.poll_s(is_saving=is_saving)
        return self.wanted or self._clock.monotonic_s() >= min(self._at_s, self._pulled_s + every_s)

    def soon(self) -> None:
        """Plan a pull, but not at once: a long poll that ends early must not become a busy loop."""
        self._at_s = self._clock.monotonic_s() + min(_LONGEST_DELAY_S, 2.0 ** min(self._early, 10))
        self._early += 1

    def endured(self) -> None:
        """A long poll did not end early."""
        self._early = 0

    def came(self, *, more: bool, has_brought: bool) -> None:
        """A page came, with `more` to follow."""
        self.wanted = more
        self._pulled_s = self._clock.monotonic_s()
        self._at_s = inf
        if has_brought:
            self._early = 0
        elif self.promised:
            # a help desk that announces changes again and again, and has none, must not be asked without a delay
            self.soon()
        self.promised = False
