"""How much of a file is transferred at a time, so that nothing else waits for long."""

from math import inf

LEAST_PART_BYTES = 16 * 1024
PART_S = 4.0
"""What a part should take, and so the longest that a small message waits behind one."""
_GROWTH = 2.0
# on a line that breaks, a part is no more than this share of what passes between two breaks: half of it is lost then
_SHARE_AT_RISK = 1 / 8


class PartSize:
    """How large the next part is: what this line transfers in a few seconds, and less where it often breaks."""

    def __init__(self, first_bytes: int) -> None:
        self._bytes = float(first_bytes)
        self._passed = 0
        self._ceiling = inf

    @property
    def bytes(self) -> int:
        """The bytes of the next part."""
        at_risk = max(self._ceiling, self._passed * _SHARE_AT_RISK)
        return int(max(LEAST_PART_BYTES, min(self._bytes, at_risk)))

    def came(self, count: int, took_s: float) -> None:
        """A part of that size came within `took_s`."""
        self._passed += count
        # the last part of a file says little of how large one may be
        if count >= self._bytes / 2:
            self._bytes = count * min(_GROWTH, PART_S / max(took_s, 0.001))

    def broke_off(self) -> None:
        """A part did not come."""
        self._ceiling, self._passed = self._passed * _SHARE_AT_RISK, 0
