"""Brings what changed at the help desk into the mirror, in small transactions."""

from desktop.connectors.base import Connector
from desktop.domain.clock import Clock
from desktop.domain.errors import ErrorCode, OtetError
from desktop.domain.remote import Page
from desktop.store import accounts, cursors, mirror
from desktop.store.database import Database

PAGE_CHANGES = 2000
_LEAST_CHANGES = 25
_SYNCED_EVERY_MS = 60_000


class Pull:
    """Asks for what changed, in pages that come through before their time is over, however slow the link."""

    def __init__(self, database: Database, account_id: int, clock: Clock) -> None:
        self._database = database
        self._account_id = account_id
        self._clock = clock
        self._limit = PAGE_CHANGES

    def page(self, connector: Connector) -> bool:
        """As `pull_page`; one that takes too long is asked for half as large the next time."""
        try:
            more = pull_page(self._database, self._account_id, connector, self._clock, self._limit)
        except OtetError as error:
            if error.code is ErrorCode.TIMED_OUT:
                self._limit = max(_LEAST_CHANGES, self._limit // 2)
            raise
        self._limit = min(PAGE_CHANGES, self._limit + self._limit // 4)
        return more


def pull_page(
    database: Database, account_id: int, connector: Connector, clock: Clock, limit: int = PAGE_CHANGES
) -> bool:
    """Fetch and apply one page after the kept cursor; whether the help desk has more to tell.

    Each part (at most 50 rows) is a transaction of its own, so that the window never waits long for the write lock.
    The cursor is kept with the last part: after a crash in between the page comes again, and applying it twice
    changes nothing. Raises what the connector and the store raise.
    """
    reader = database.reader()
    before = cursors.get(reader, account_id)
    page = connector.changes(before, limit)
    now_ms = clock.now_ms()
    synced_ms = accounts.synced_ms(reader, account_id)
    # an idle minute writes nothing: a write costs the disk a flush
    agreed = not page.more and not 0 <= now_ms - synced_ms < _SYNCED_EVERY_MS
    parts = [part for part in mirror.parts(page) if _holds_rows(part)]
    for part in parts[:-1]:
        with database.write() as tx:
            mirror.apply(tx, account_id, part, now_ms)
    if parts or agreed or page.cursor != before:
        with database.write() as tx:
            for part in parts[-1:]:
                mirror.apply(tx, account_id, part, now_ms)
            cursors.keep(tx, account_id, page.cursor)
            if not page.more:
                accounts.keep_synced(tx, account_id, now_ms)
    # a page that does not move the cursor would come for ever
    return page.more and page.cursor != before


def _holds_rows(part: Page) -> bool:
    removed = part.removed_tickets or part.removed_messages
    money = part.wallets or part.transactions or part.rates
    return bool(part.tickets or part.messages or money or part.verification or removed)
