"""Refreshes what is known of the help desk: at every start, then once a day."""

from desktop.connectors.base import Connector
from desktop.domain.clock import Clock
from desktop.store import accounts
from desktop.store.database import Database

_EVERY_S = 24 * 3600.0
_AFTER_FAILURE_S = 3600.0


class ServerInfoRefresher:
    """Keeps departments, statuses, limits and hours of one account up to date."""

    def __init__(self, database: Database, account_id: int, clock: Clock) -> None:
        self._database = database
        self._account_id = account_id
        self._clock = clock
        self._next_s = clock.monotonic_s()

    def refresh(self, connector: Connector) -> None:
        """Ask the help desk if it is time to; after a failure not again for an hour.

        Raises what the connector and the store raise.
        """
        now_s = self._clock.monotonic_s()
        if now_s < self._next_s:
            return
        known = accounts.info(self._database.read_connection(), self._account_id)
        self._next_s = now_s + _AFTER_FAILURE_S
        info = connector.about(known)
        if info != known:
            with self._database.write() as tx:
                accounts.keep_info(tx, self._account_id, info)
        self._next_s = now_s + _EVERY_S
