"""Pulls changes from the help desk into the mirror, in small transactions."""

from collections.abc import Callable
from dataclasses import replace

from desktop.domain.clock import Clock
from desktop.domain.errors import ErrorCode, OtetError, Problem
from desktop.domain.remote import Page
from desktop.store import accounts, cursors, mirror
from desktop.store.database import Database
from desktop.sync.failures import CURSOR, ENDLESS, INVALID_PAGES

Reader = Callable[[str, int], Page]
"""`Connector.changes`."""

PAGE_CHANGES = 2000
_FIRST_CHANGES, _LEAST_CHANGES = 100, 25
# a page takes about so long: most of it is no waiting for its first byte, and little is lost with a connection
_PAGE_S = 4.0
_GROWTH, _CAREFUL_GROWTH = 4.0, 1.25
# the line may be a worse one by now
_MOST_AT_START = 500
_NOTABLE = 1.5
_SYNCED_EVERY_MS = 60_000
# pages in a row that bring nothing new: an agent's internal notes are such pages
_MOST_BARREN, _LEAST_BARREN = 64, 2
_MOST_CONTENTS = 100_000
# failures in a row after which the cursor is given up, and again after as many
_FAILURES_PER_RESTART = 4


class Pull:
    """Pulls pages of changes, each as large as this line transfers in a few seconds.

    `has_brought` says whether the last page moved the cursor on, `history` what of the past is still to come.
    """

    def __init__(self, database: Database, account_id: int, clock: Clock) -> None:
        self._database = database
        self._account_id = account_id
        self._clock = clock
        self._kept_size = cursors.page_changes(database.read_connection(), account_id)
        self._size = _PageSize(self._kept_size)
        self._chain = _Chain()
        self.has_brought = False
        self.history = cursors.history(database.read_connection(), account_id)

    @property
    def is_consistent(self) -> bool:
        """Whether no page since the last complete pull had to be refused."""
        return not self._chain.failures

    def page(self, read: Reader, *, is_probe: bool = False) -> bool:
        """As `pull_page`; one that breaks off is asked for half as large the next time, `is_probe` for a small one."""
        connection = self._database.read_connection()
        before, failures = cursors.get(connection, self._account_id), self._chain.failures
        began_s, limit = self._clock.monotonic_s(), _LEAST_CHANGES if is_probe else self._size.changes
        try:
            more = pull_page(self._database, self._account_id, read, self._clock, limit, self._chain)
        except OtetError as error:
            if error.code in (ErrorCode.TIMED_OUT, ErrorCode.OFFLINE) and not error.problem.nothing_sent:
                self._size.broke_off()
                self._keep_size()
            is_of_cursor = error.problem.reason in (CURSOR, ENDLESS)
            if is_of_cursor and self._chain.failures > failures and self._chain.failures % _FAILURES_PER_RESTART == 0:
                self._begin_again()
            raise
        if more and not is_probe:
            self._size.came(self._clock.monotonic_s() - began_s)
            self._keep_size()
        self.history = cursors.history(connection, self._account_id)
        self.has_brought = more or cursors.get(connection, self._account_id) != before
        return more

    def _keep_size(self) -> None:
        """Remember the size for the next start, where it has become a quite different one."""
        size = self._size.changes
        if not self._kept_size / _NOTABLE < size < self._kept_size * _NOTABLE:
            with self._database.write() as tx:
                cursors.keep_page_changes(tx, self._account_id, size)
            self._kept_size = size

    def _begin_again(self) -> None:
        """Mirror from the beginning where the help desk goes on making no sense of the cursor that is kept here.

        A help desk that was restored, or that gave a wrong cursor once, could otherwise never be followed again.
        """
        with self._database.write() as tx:
            cursors.keep(tx, self._account_id, "")


class _PageSize:
    """How many changes to ask for: what this line transfers in a few seconds."""

    def __init__(self, kept: int) -> None:
        """`kept` is what it was the last time, 0 where that is not known."""
        self.changes = max(_LEAST_CHANGES, min(kept or _FIRST_CHANGES, _MOST_AT_START))
        self._growth = _GROWTH

    def came(self, took_s: float) -> None:
        """A full page of that size came within `took_s`."""
        factor = min(self._growth, _PAGE_S / max(took_s, 0.001))
        self.changes = min(PAGE_CHANGES, max(_LEAST_CHANGES, int(self.changes * factor)))

    def broke_off(self) -> None:
        """A page of that size did not come."""
        self.changes = max(_LEAST_CHANGES, self.changes // 2)
        self._growth = _CAREFUL_GROWTH


class _Chain:
    """The pages that follow one another until a help desk has no more changes; detects pages that never end.

    A page with more to come must bring something that no page has brought, now and then, and a cursor that none of the
    chain has had. Each failure lowers the number of pages that may bring nothing, until a chain comes to its end.

    `ahead` is the cursor to go on with where the last page brought nothing, "" where that is the kept one; `start` the
    kept one when the chain began; `failures` how many chains have failed since one came to its end.
    """

    def __init__(self) -> None:
        self.failures = 0
        self._contents: set[int] = set()
        self._begin()

    def _begin(self) -> None:
        self._cursors: set[str] = set()
        self._barren = 0
        self.ahead = self.start = ""

    def failed(self) -> None:
        """Record that a page made no sense; the next one begins another chain."""
        self.failures += 1
        self._begin()

    def restart(self) -> None:
        """A page could not be written: it comes again, and must not count as one that brought nothing new."""
        self._contents.clear()
        self._begin()

    def is_endless(self, before: str, page: Page) -> bool:
        """Take the next page in; whether the pages go round in a circle, or on for ever without anything new."""
        if not page.more:
            self.failures = 0
            self._contents.clear()
            self._begin()
            return False
        self.start = self.start if self._cursors else before
        content = hash(replace(page, cursor="", more=False, mark="", history=None))
        is_barren = content in self._contents or not _holds_rows(page)
        self._barren = self._barren + 1 if is_barren else 0
        self._cursors.add(before)
        if len(self._contents) < _MOST_CONTENTS:
            self._contents.add(content)
        # where nothing came the cursor is not kept either: if it never ends, what was kept is where it began
        self.ahead = page.cursor if is_barren else ""
        return page.cursor in self._cursors or self._barren > max(_LEAST_BARREN, _MOST_BARREN >> min(self.failures, 8))


def pull_page(
    database: Database,
    account_id: int,
    read: Reader,
    clock: Clock,
    limit: int = PAGE_CHANGES,
    chain: _Chain | None = None,
) -> bool:
    """Fetch and apply one page after the kept cursor; return whether there are more changes.

    Each part (at most 50 rows) is a transaction of its own, so that the window never waits long for the write lock.
    The cursor is kept with the last part: after a crash in between the page comes again, and applying it twice
    changes nothing. Raises what `read` and the store raise.
    """
    connection = database.read_connection()
    chain = chain or _Chain()
    before = chain.ahead or cursors.get(connection, account_id)
    try:
        page = read(before, limit)
    except OtetError as error:
        if error.code is ErrorCode.SERVER_ERROR and error.problem.reason in INVALID_PAGES:
            chain.failed()
        raise
    if chain.is_endless(before, page):
        # what such pages have moved the cursor over may not have been all that there was
        if cursors.get(connection, account_id) != chain.start:
            with database.write() as tx:
                cursors.keep(tx, account_id, chain.start)
        chain.failed()
        raise OtetError(Problem(ErrorCode.SERVER_ERROR, reason=ENDLESS))
    try:
        is_ahead = bool(chain.ahead)
        _write(database, account_id, page, before, clock.now_ms(), is_ahead=is_ahead)
    except BaseException:
        chain.restart()
        raise
    if is_ahead:
        return True
    # a page that does not move the cursor would come for ever
    return page.more and page.cursor != before


def _holds_rows(part: Page) -> bool:
    removed = part.removed_tickets or part.removed_messages
    money = part.wallets or part.transactions or part.rates or part.verification
    return bool(part.tickets or part.messages or money or part.unreadable or removed)


def _write(database: Database, account_id: int, page: Page, before: str, now_ms: int, *, is_ahead: bool) -> None:
    """Apply a page in parts; the cursor comes with the last one, but not `is_ahead` of what is kept."""
    connection = database.read_connection()
    synced_ms = accounts.synced_ms(connection, account_id)
    # an idle minute writes nothing: a write costs the disk a flush
    agreed = not page.more and not 0 <= now_ms - synced_ms < _SYNCED_EVERY_MS
    parts = [part for part in mirror.parts(page) if _holds_rows(part)]
    for part in parts if is_ahead else parts[:-1]:
        with database.write() as tx:
            mirror.apply(tx, account_id, part, now_ms)
    if is_ahead:
        return
    mark = "" if cursors.mark(connection, account_id) == (page.cursor, page.mark) else page.mark
    if parts or agreed or mark or page.cursor != before:
        with database.write() as tx:
            for part in parts[-1:]:
                mirror.apply(tx, account_id, part, now_ms)
            cursors.keep(tx, account_id, page.cursor)
            if page.history != cursors.history(tx, account_id):
                cursors.keep_history(tx, account_id, page.history)
            if mark:
                cursors.keep_mark(tx, account_id, page.cursor, mark)
            if not page.more:
                accounts.keep_synced(tx, account_id, now_ms)
