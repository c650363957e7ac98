"""Lets the search index follow the mirror, a little at a time, so that a send never waits for it."""

import logging

from desktop.domain.clock import Clock
from desktop.domain.errors import OtetError
from desktop.store.read.search import SearchIndex

# messages of one batch: as many as take about this long
_LEAST, _MOST = 200, 5000
_BATCH_S = 0.1

_log = logging.getLogger(__name__)


class Indexer:
    """Indexes batches whose size is what takes a tenth of a second; engine's thread only."""

    def __init__(self, search: SearchIndex, clock: Clock) -> None:
        self._search = search
        self._clock = clock
        self._budget = _LEAST

    def run(self) -> bool:
        """Index one batch; whether the index has not caught up yet."""
        started_s = self._clock.monotonic_s()
        try:
            is_behind = self._search.index_pending(self._budget) > 0
        except OtetError as error:
            _log.warning("search index: %s", error.code.value)
            return False
        is_quick = self._clock.monotonic_s() - started_s < _BATCH_S / 2
        budget = self._budget * 2 if is_quick else self._budget // 2
        self._budget = min(_MOST, max(_LEAST, budget))
        return is_behind
