"""Parses again, once after an update of the app, the records that an earlier version could not read."""

from desktop.connectors.base import Connector
from desktop.domain.clock import Clock
from desktop.store import mirror, unreadable
from desktop.store.database import Database

_BATCH = 50


class Reparser:
    """Works through the kept records in small transactions; interrupted, it starts over at the next start."""

    def __init__(self, database: Database, account_id: int, clock: Clock) -> None:
        self._database = database
        self._account_id = account_id
        self._clock = clock
        self._is_done = False

    def run(self, connector: Connector) -> None:
        """Parse every kept record if another version was the last to do so. Needs no network; raises for the store."""
        if self._is_done:
            return
        connection = self._database.read_connection()
        if unreadable.needs_reparse(connection, self._account_id):
            last = 0
            while kept := unreadable.after(connection, self._account_id, last, _BATCH):
                last = kept[-1].id
                with self._database.write() as tx:
                    for one in kept:
                        page = connector.reparse(one.record)
                        if page.unreadable:
                            # of some a part can be read
                            mirror.apply(tx, self._account_id, page, self._clock.now_ms())
                        else:
                            mirror.apply_reparsed(tx, self._account_id, one, page, self._clock.now_ms())
            with self._database.write() as tx:
                unreadable.mark_reparsed(tx, self._account_id)
        self._is_done = True
