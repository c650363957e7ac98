"""Sends the files of large messages part by part, ahead of their message, so that nothing waits for long behind them.

Until the message itself is sent nothing of it has arrived, so it can be paused, changed and discarded all the while. A
help desk keeps what came, so whatever breaks off goes on from there.
"""

import logging
from collections.abc import Callable
from math import inf
from typing import TypeVar

from desktop.connectors.base import Connector, OutgoingMessage
from desktop.domain.clock import Clock
from desktop.domain.errors import ErrorCode, OtetError
from desktop.domain.operations import AHEAD_BYTES, File, Operation, OperationState
from desktop.store import accounts, outbox
from desktop.store.database import Database
from desktop.store.files.blobs import Blobs
from desktop.store.outbox import UploadLane
from desktop.sync.failures import LOCAL_CODES, NETWORK_CODES
from desktop.sync.part_size import PartSize

FIRST_PART_BYTES = 32 * 1024
_LONGEST_PAUSE_S = 60.0
_SHORTEST_PAUSE_S = 1.0
_MAX_SERVER_ERRORS = 8
_ACCOUNT_CODES = LOCAL_CODES | {ErrorCode.SIGN_IN_AGAIN, ErrorCode.SERVER_BUSY}
_Value = TypeVar("_Value")
Read = Callable[[Callable[[Connector], _Value]], _Value | None]
"""Makes an interruptible call; None where it was interrupted."""

_log = logging.getLogger(__name__)


class Uploads:
    """One part at a time; engine's thread only.

    Of the last `send_next`, `is_busy` says whether there was anything to send, `broke_off` whether that broke off.
    """

    def __init__(
        self,
        database: Database,
        blobs: Blobs,
        account_id: int,
        *,
        clock: Clock,
        on_progress: Callable[[str, int, int], None],
    ) -> None:
        """`on_progress` gets an operation's id, the bytes that the help desk has acknowledged, and the bytes in all."""
        self._database = database
        self._blobs = blobs
        self._account_id = account_id
        self._clock = clock
        self.on_progress = on_progress
        self._kept: dict[tuple[str, str], int] = {}
        self._complete: set[str] = set()
        self._as_a_whole: set[str] = set()
        self._begun: set[str] = set()
        self._part_size = PartSize(FIRST_PART_BYTES)
        self._failures = 0
        self._not_before_s = -inf
        self.is_busy = self.broke_off = False

    def lane(self, connector: Connector) -> UploadLane | None:
        """What goes this way; None where this help desk takes no parts."""
        if not self._largest_part(connector):
            return None
        return UploadLane(AHEAD_BYTES, tuple(self._complete | self._as_a_whole))

    def is_complete(self, operation_id: str) -> bool:
        """Whether all of its files are at the help desk."""
        return operation_id in self._complete

    def begin_again(self, operation_id: str) -> None:
        """The help desk does not have all of its files any more."""
        self._complete.discard(operation_id)
        self._forget(operation_id)

    def done(self, operation_id: str) -> None:
        """Its message has arrived."""
        self._forget(operation_id)
        for ids in (self._complete, self._as_a_whole, self._begun):
            ids.discard(operation_id)

    def try_now(self) -> None:
        """Do not wait any more: the user asks for it, or the line is back."""
        self._not_before_s = -inf

    def left_s(self, connector: Connector) -> float:
        """Seconds until there is something to send; inf where nothing waits."""
        lane = self.lane(connector)
        due_ms = outbox.next_upload_ms(self._database.read_connection(), self._account_id, lane) if lane else None
        if due_ms is None:
            return inf
        return max(0.0, (due_ms - self._clock.now_ms()) / 1000, self._not_before_s - self._clock.monotonic_s())

    def send_next(
        self, connector: Connector, read: "Read[int]", outgoing: Callable[[Operation], OutgoingMessage]
    ) -> bool:
        """Send the next part, if one is due; whether another can follow at once. Raises what concerns the account."""
        lane = self.lane(connector)
        connection = self._database.read_connection()
        operation = outbox.due_upload(connection, self._account_id, self._clock.now_ms(), lane) if lane else None
        self.is_busy, self.broke_off = operation is not None, False
        if operation is None or self._clock.monotonic_s() < self._not_before_s:
            return False
        try:
            return self._send(connector, read, operation, outgoing)
        except OtetError as error:
            self._failed(operation, error)
            return False

    def _send(
        self,
        connector: Connector,
        read: "Read[int]",
        operation: Operation,
        outgoing: Callable[[Operation], OutgoingMessage],
    ) -> bool:
        if operation.id not in self._begun:
            if not self._is_fit(operation) or self._has_arrived(connector, operation, outgoing):
                self._as_a_whole.add(operation.id)
                return True
            self._begun.add(operation.id)
        for file in operation.files:
            key = (operation.id, file.sha256)
            if key not in self._kept:
                self._kept[key] = connector.kept_bytes(operation.id, file)
                self._report(operation)
            if self._kept[key] < file.size:
                self._send_part(connector, read, operation, file)
                return True
        self._complete.add(operation.id)
        return True

    def _send_part(self, connector: Connector, read: "Read[int]", operation: Operation, file: File) -> None:
        key = (operation.id, file.sha256)
        offset = self._kept[key]
        length = min(self._part_size.bytes, self._largest_part(connector), file.size - offset)
        place = self._blobs.path(file.sha256)
        began_s = self._clock.monotonic_s()
        kept = read(lambda one: one.send_part(operation.id, file, place, offset, length))
        if kept is None:
            # how much of it came is not known
            del self._kept[key]
            return
        self._part_size.came(length, self._clock.monotonic_s() - began_s)
        self._kept[key] = kept
        if kept > offset:
            self._failures = 0
        self._report(operation)

    def _is_fit(self, operation: Operation) -> bool:
        """Whether its bytes are all here; where they are not, the message itself finds out why."""
        try:
            return all(self._blobs.is_intact(file.sha256) for file in operation.files)
        except OSError:
            return False

    def _has_arrived(
        self, connector: Connector, operation: Operation, outgoing: Callable[[Operation], OutgoingMessage]
    ) -> bool:
        """Whether an earlier try has: a question costs less than its files."""
        if operation.state is not OperationState.UNKNOWN or not connector.capabilities.can_find_receipts:
            return False
        return connector.find_receipt(outgoing(operation)) is not None

    def _failed(self, operation: Operation, error: OtetError) -> None:
        """Go on later from what the help desk has; where that cannot help, with the whole message as ever.

        Raises what concerns the account.
        """
        self._forget(operation.id)
        code = error.code
        if code in _ACCOUNT_CODES:
            raise error
        self._failures += 1
        _log.info("upload broke off: %s", error.problem.for_log())
        if code in NETWORK_CODES:
            self._part_size.broke_off()
        elif code is not ErrorCode.SERVER_ERROR or error.problem.status == 404 or self._failures >= _MAX_SERVER_ERRORS:
            # an older help desk has no such route; a refusal, in its own words, comes with the message
            self._as_a_whole.add(operation.id)
        self.broke_off = True
        pause_s = min(_LONGEST_PAUSE_S, _SHORTEST_PAUSE_S * 2.0 ** min(self._failures - 1, 6))
        self._not_before_s = self._clock.monotonic_s() + pause_s

    def _forget(self, operation_id: str) -> None:
        for key in [key for key in self._kept if key[0] == operation_id]:
            del self._kept[key]

    def _report(self, operation: Operation) -> None:
        done = sum(self._kept.get((operation.id, file.sha256), 0) for file in operation.files)
        self.on_progress(operation.id, done, sum(file.size for file in operation.files))

    def _largest_part(self, connector: Connector) -> int:
        if not connector.capabilities.can_send_parts:
            return 0
        info = accounts.info(self._database.read_connection(), self._account_id)
        return info.upload_part_bytes if info is not None else 0
