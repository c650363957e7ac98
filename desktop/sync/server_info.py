"""Keeps what the help desk says of itself: when nothing is known, at every start, and then once a day."""

from desktop.connectors.base import Connector
from desktop.domain.clock import Clock
from desktop.store import accounts
from desktop.store.database import Database

_EVERY_S = 24 * 3600.0
_AGAIN_S = 3600.0


class ServerInfoRefresher:
    """Departments, statuses, limits, hours."""

    def __init__(self, database: Database, account_id: int, clock: Clock) -> None:
        self._database = database
        self._account_id = account_id
        self._clock = clock
        self._next_s = clock.monotonic_s()

    def refresh(self, connector: Connector) -> None:
        """Ask if it is time to. Raises what the connector and the store raise, and then leaves it for an hour."""
        now_s = self._clock.monotonic_s()
        if now_s < self._next_s:
            return
        known = accounts.info(self._database.read_connection(), self._account_id)
        self._next_s = now_s + _AGAIN_S
        info = connector.about()
        if info != known:
            with self._database.write() as tx:
                accounts.keep_info(tx, self._account_id, info)
        self._next_s = now_s + _EVERY_S
