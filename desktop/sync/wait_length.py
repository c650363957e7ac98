"""How long the next long poll may last on this line."""

from math import inf

SHORTEST_S = 25.0
_GROWTH = 2.0
# something between here and the help desk ends a silent connection: a little less than it bears, and now and then more
_SAFE_SHARE = 0.8
_RETRY_AFTER = 12
_RETRY_GROWTH = 1.25
_MOST_UNHEARD = 3


class WaitLength:
    """Doubles with each wait that came to its end, and stays below what was cut; engine's thread only."""

    def __init__(self) -> None:
        self._length_s = SHORTEST_S
        self._ceiling_s = inf
        self._endured = 0

    def next_s(self, longest_s: float) -> float:
        """Seconds of the next wait, where the help desk takes `longest_s` at most."""
        return max(1.0, min(self._length_s, self._ceiling_s, longest_s))

    def endured(self, asked_s: float) -> None:
        """A wait of `asked_s` came to its end; after many, a little more than what was cut once is tried again."""
        if asked_s >= min(self._length_s, self._ceiling_s):
            self._length_s = min(self._length_s * _GROWTH, 3600.0)
        self._endured += 1
        if self._endured >= _RETRY_AFTER:
            self._endured = 0
            self._ceiling_s *= _RETRY_GROWTH

    def cut(self, after_s: float, asked_s: float) -> None:
        """The line broke `after_s` into a wait of `asked_s`."""
        self._ceiling_s = max(SHORTEST_S, min(after_s, asked_s) * _SAFE_SHARE)
        self._length_s = min(self._length_s, self._ceiling_s)
        self._endured = 0


class Beat:
    """Whether long polls show that they are still there, so that a dead line is noticed; engine's thread only.

    Something between here and the help desk may hold back an answer until it is whole: a poll of which nothing comes
    looks like a dead line then. After a few in a row it is done without.
    """

    def __init__(self) -> None:
        self._unheard = 0

    def wanted_s(self, offered_s: float) -> float:
        """The time between two signs of life to ask for, where the help desk offers `offered_s`; 0 for none."""
        return offered_s if self._unheard < _MOST_UNHEARD else 0.0

    def ended(self, *, in_silence: bool, has_come: bool) -> None:
        """A long poll with signs of life ended: in silence or otherwise, and after something of it had come or not."""
        if has_come:
            self._unheard = 0
        elif in_silence:
            self._unheard += 1
