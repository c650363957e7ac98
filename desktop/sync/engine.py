"""The sync engine of one account: push, pull, wait, back off."""

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from math import inf
from random import Random

from desktop.connectors.base import Connector
from desktop.domain.accounts import Account
from desktop.domain.clock import Clock
from desktop.domain.errors import ErrorCode, OtetError, Problem
from desktop.domain.operations import OperationKind
from desktop.domain.remote import Page
from desktop.domain.sync_status import SyncStatus
from desktop.store import outbox
from desktop.store.database import Database
from desktop.store.files.blobs import Blobs
from desktop.store.read.search import SearchIndex
from desktop.sync.connection import InterruptibleConnection
from desktop.sync.delivery.in_doubt import InDoubtTracker
from desktop.sync.delivery.recovery import Recovery
from desktop.sync.downloads import Downloads
from desktop.sync.failures import LOCAL_CODES, NETWORK_CODES
from desktop.sync.indexing import Indexer
from desktop.sync.long_polls import LongPolls
from desktop.sync.pull import Pull
from desktop.sync.pull_timer import PullTimer
from desktop.sync.push import Push
from desktop.sync.reparse import Reparser
from desktop.sync.retry import RetryPolicy
from desktop.sync.rollback import RollbackDetector
from desktop.sync.server_info import ServerInfoRefresher
from desktop.sync.status import StatusPublisher
from desktop.sync.traffic import Traffic
from desktop.sync.uploads import Uploads

# an operation that runs into a bug of ours lets all others pass
_AFTER_BUG_S = 60.0
_ACCOUNT_CODES = LOCAL_CODES | {ErrorCode.SIGN_IN_AGAIN, ErrorCode.SERVER_BUSY}
_log = logging.getLogger(__name__)


class _InterruptedError(Exception):
    """A page of changes made way for what is to be sent."""


class Engine:
    """`step` does everything that can be done now, `rest` waits; both belong to one thread.

    `wake` and `stop` may be called from any thread. All randomness, time and network come from outside, so that a
    test can replay any course of events. The account never changes: another account is another engine.
    """

    def __init__(
        self,
        *,
        database: Database,
        blobs: Blobs,
        search: SearchIndex,
        account: Account,
        connect: Callable[[], Connector],
        clock: Clock,
        rng: Random,
        on_status: Callable[[SyncStatus], None],
        on_progress: Callable[[str, int, int], None],
        is_saving: Callable[[], bool] = lambda: False,
    ) -> None:
        """`connect` is called for every new connection: it may raise SIGN_IN_AGAIN. `is_saving`: the line costs money.

        `on_progress` gets an operation's id, or "attachment:" and an attachment's id, and bytes done and in all.
        """
        self._database = database
        self._indexer = Indexer(search, clock)
        self._account_id = account.id
        self._clock = clock
        self._connection = InterruptibleConnection(connect, self._passed)
        self._traffic = Traffic(database, account.id, clock)
        self._retry = RetryPolicy(clock, rng)
        self._status = StatusPublisher(database, account.id, clock, on_status)
        in_doubt = InDoubtTracker(clock)
        self._recovery = Recovery(database, account.id, clock, in_doubt)
        self._server_info = ServerInfoRefresher(database, account.id, clock)
        self._pull_pages = Pull(database, account.id, clock)
        self._uploads = Uploads(database, blobs, account.id, clock=clock, on_progress=on_progress)
        self._push = Push(database, blobs, account.id, clock=clock, rng=rng, in_doubt=in_doubt, uploads=self._uploads)
        self._downloads = Downloads(
            database, blobs, account.id, clock=clock, is_interrupted=self._is_interrupted, on_progress=on_progress
        )
        self._rollback = RollbackDetector(database, account.id, clock, self._status.record_restored)
        self._reparser = Reparser(database, account.id, clock)
        self._status.record_history(self._pull_pages.history)
        self._is_recovered = self._is_stopping = self._is_urgent = False
        self._pull_timer = PullTimer(clock)
        self._is_saving = is_saving
        self._long_polls = LongPolls(
            database, account.id, clock, self._connection, self._pull_timer, self._traffic, is_saving
        )

    def wake(self, *, at_once: bool = False) -> None:
        """There is work, or the network is back; `at_once` even ignores the delay that a busy help desk asked for."""
        if at_once:
            self._is_urgent = True
        self._connection.wake()

    def stop(self) -> None:
        """Abort what is under way; `run` returns soon after. The outbox is continued at the next start."""
        self._is_stopping = True
        self._connection.abort()

    def run(self) -> None:
        """Step and rest until stopped."""
        while not self._is_stopping:
            try:
                self.rest(self.step())
            except Exception:  # noqa: BLE001 - the edge of the thread
                # a bug must stop neither later sends nor later answers
                _log.exception("sync failed")
                self._record_failure(Problem(ErrorCode.INTERNAL))
                self._status.publish_without_store(self._retry.failure)
        self._connection.drop()
        with suppress(OtetError):
            self._traffic.keep()

    def step(self) -> float:
        """Do what can be done now and return how many seconds there is nothing to do (0: call again at once)."""
        woken = self._connection.take_wake()
        urgent, self._is_urgent = self._is_urgent, False
        self._pull_timer.wanted |= woken
        if woken:
            self._uploads.try_now()
        again = False
        if self._is_stopping:
            return 0.0
        if not self._retry.is_blocked(woken=woken, urgent=urgent):
            try:
                again = self._work()
                self._traffic.keep_now_and_then()
            except OtetError as error:
                self._record_failure(error.problem)
            self._publish()
        if (not self._is_stopping and self._indexer.run()) or again:
            return 0.0
        if self._retry.failure is not None:
            return self._retry.left_s()
        present = self._connection.present
        upload_s = self._uploads.left_s(present) if present is not None else inf
        return max(0.0, min(self._long_polls.longest_s(), self._next_due_s(), self._pull_timer.left_s, upload_s))

    def rest(self, seconds: float) -> None:
        """Wait up to `seconds` for work, for news from the help desk, or for `wake`."""
        if seconds <= 0 or self._is_stopping:
            return
        try:
            if self._may_long_poll(seconds):
                if self._long_polls.run(min(seconds, self._long_polls.longest_s())):
                    self._status.record_agreement()
            else:
                self._connection.wait(seconds)
        except OtetError as error:
            # the pull that follows finds out what is wrong, and whether anything is; until then nothing is up to date
            _log.info("long poll ended: %s", error.code.value)
            self._rollback.recheck()
            self._pull_timer.soon()
            self._status.publish_without_store(self._retry.failure, working=True)

    def _may_long_poll(self, seconds: float) -> bool:
        # one of less than a second is not worth a request
        calm = self._retry.failure is None and self._pull_timer.is_calm and seconds >= 1
        return calm and self._connection.connector().capabilities.can_wait

    def _work(self) -> bool:
        """One round; whether another is wanted at once."""
        if self._database.read_only:
            raise OtetError(self._database.read_only_reason or ErrorCode.READ_ONLY)
        trouble = self._retry.failure
        if not self._is_recovered:
            after_bug = trouble is not None and trouble.problem.code is ErrorCode.INTERNAL
            self._recovery.recover(_AFTER_BUG_S if after_bug else 0.0)
            self._is_recovered = True
        self._recovery.clamp()
        self._reparser.run(self._connection.connector())
        self._rollback.check(self._connection.connector())
        if self._retry.needs_probe:
            return self._probe()
        if not self._push_due():
            return False
        can_wait = self._connection.connector().capabilities.can_wait
        is_due = self._pull_timer.is_due(
            can_wait=can_wait,
            is_transferring=self._uploads.is_busy or self._downloads.is_busy,
            is_saving=self._is_saving(),
        )
        more = self._pull() if is_due else False
        if more is None:
            return True
        if self._pull_pages.is_consistent:
            self._retry.clear()
        if self._is_interrupted() or self._next_due_s() <= 0:
            return True
        self._server_info.refresh(self._connection.connector())
        is_uploading = self._upload()
        if more or self._is_interrupted():
            return True
        fetched = self._downloads.fetch_next(self._connection.connector())
        return fetched or is_uploading or self._next_due_s() <= 0

    def _upload(self) -> bool:
        """Send one part of a file; whether another can follow at once."""

        def read(call: Callable[[Connector], int]) -> int | None:
            return self._connection.read(call, self._next_due_s())

        again = self._uploads.send_next(self._connection.connector(), read, self._push.outgoing)
        # a part that broke off: the pull that follows finds out whether it was this one or the network
        self._pull_timer.wanted |= self._uploads.broke_off
        return again

    def _probe(self) -> bool:
        """Ask before anything is sent; small where something waits for it."""
        if self._pull(is_probe=self._next_due_s() < inf) is not None:
            self._retry.clear()
            self._uploads.try_now()
            self._recovery.release(self._connection.connector().capabilities.guarantee)
        return True

    def _push_due(self) -> bool:
        """Send what is due, one after another; False when the account must pause."""
        connection = self._database.read_connection()
        while not self._is_stopping:
            connector = self._connection.connector()
            lane = self._uploads.lane(connector)
            operation = outbox.due(connection, self._account_id, self._clock.now_ms(), uploads=lane)
            if operation is None:
                return True
            if operation.kind is OperationKind.REPLY:
                self._rollback.check(connector, before_reply=True)
            self._publish(working=True)
            # whatever is raised from here on may leave an intent behind
            self._is_recovered = False
            problem = self._push.push_one(connector, operation)
            self._is_recovered = True
            self._pull_timer.wanted = True
            if problem is not None and problem.code in NETWORK_CODES:
                # the pull that follows finds out whether it was this one send or the network
                return True
            if problem is not None and problem.code in _ACCOUNT_CODES:
                self._record_failure(problem)
                return False
        return False

    def _pull(self, *, is_probe: bool = False) -> bool | None:
        """One page; whether there are more. Until it has succeeded it stays wanted.

        A page that only probes is small and nothing goes before it; any other one makes way for what is to be sent,
        and then the result is None.
        """
        if not self._status.has_agreed:
            self._publish(working=True)
        self._pull_timer.wanted = True
        if is_probe:
            more = self._pull_pages.page(self._connection.connector().changes, is_probe=True)
        else:

            def read(cursor: str, limit: int) -> Page:
                page = self._connection.read(lambda connector: connector.changes(cursor, limit), self._next_due_s())
                if page is None:
                    raise _InterruptedError
                return page

            try:
                more = self._pull_pages.page(read)
            except _InterruptedError:
                return None
        self._status.record_history(self._pull_pages.history)
        self._pull_timer.came(more=more, has_brought=self._pull_pages.has_brought)
        if not more:
            self._status.record_agreement()
        return more

    def _record_failure(self, problem: Problem) -> None:
        if self._is_stopping:
            return
        self._retry.record_failure(problem, is_passing=self._traffic.is_passing)
        _log.info("sync has to wait: %s", problem.for_log())
        self._pull_timer.wanted = True
        if problem.code is not ErrorCode.SERVER_BUSY and problem.code not in LOCAL_CODES:
            # the next connection may have a new token, or a new address, or lead to another copy
            self._connection.drop()
            self._rollback.recheck()

    def _passed(self, up: int, down: int) -> None:
        self._traffic.note(up, down)
        if down and self._retry.note_passing() and not self._is_stopping:
            # not offline any more, though the try has not succeeded yet
            self._status.publish_without_store(self._retry.failure)

    def _publish(self, *, working: bool = False) -> None:
        if not self._is_stopping:
            self._status.publish(self._retry.failure, working=working, is_watched=self._long_polls.is_watched)

    def _is_interrupted(self) -> bool:
        return self._is_stopping or self._connection.is_woken

    def _next_due_s(self) -> float:
        """Seconds until something is to be sent that is not in the lane of uploads."""
        present = self._connection.present
        lane = self._uploads.lane(present) if present is not None else None
        due_ms = outbox.next_due_ms(self._database.read_connection(), self._account_id, uploads=lane)
        return inf if due_ms is None else max(0.0, (due_ms - self._clock.now_ms()) / 1000)


class EngineThread:
    """Runs an engine in a thread of its own."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._thread = threading.Thread(target=engine.run, name="sync", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def wake(self, *, at_once: bool = False) -> None:
        """As `Engine.wake`."""
        self._engine.wake(at_once=at_once)

    def stop(self, timeout_s: float) -> bool:
        """Stop the engine and wait for its thread; whether it has ended in time."""
        self._engine.stop()
        self._thread.join(timeout_s)
        return not self._thread.is_alive()
